// “Publish later…”: one dialog for the day and the hour. “Done” fills in the field that Wagtail keeps in its side
// panel and publishes: the server then holds the post back until that hour.
(() => {
  const form = { weekday: "long", day: "numeric", month: "long" };
  const words = new Intl.DateTimeFormat(document.documentElement.lang || "en-GB", form);
  let dialog = null;

  const chosen = () => {
    const day = dialog.querySelector("#schedule-day").value;
    const hour = dialog.querySelector("#schedule-hour").value;
    return day && hour ? { day, hour, moment: new Date(`${day}T${hour}`) } : null;
  };

  const say = () => {
    const when = chosen();
    const line = dialog.querySelector("[data-schedule-words]");
    if (!when) line.textContent = line.dataset.choose;
    else if (when.moment <= new Date()) line.textContent = line.dataset.past;
    else {
      const day = words.format(when.moment).replace(",", "");
      line.textContent = line.dataset.goesOut.replace("{day}", day).replace("{time}", when.hour);
    }
    return when && when.moment > new Date() ? when : null;
  };

  const finish = () => {
    const when = say();
    const form = document.querySelector("[data-edit-form]");
    const field = document.querySelector('[name="go_live_at"]');
    if (!when || !form || !field) return;
    field.value = `${when.day} ${when.hour}`;
    dialog.close();
    const button = document.createElement("button");
    Object.assign(button, { type: "submit", name: "action-publish", value: "action-publish", hidden: true });
    form.append(button);
    form.requestSubmit(button);
    button.remove();
  };

  const make = () => {
    const template = document.querySelector("template[data-schedule-dialog]");
    dialog = template.content.firstElementChild.cloneNode(true);
    document.body.append(dialog);
    const tomorrow = new Date(Date.now() + 86_400_000);
    dialog.querySelector("#schedule-day").value = tomorrow.toLocaleDateString("en-CA");
    dialog.addEventListener("input", say);
    dialog.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("input")) finish();
    });
    dialog.querySelector("[data-schedule-done]").addEventListener("click", finish);
    dialog.querySelector("[data-schedule-close]").addEventListener("click", () => dialog.close());
  };

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-schedule-open]")) return;
    if (!dialog) make();
    say();
    dialog.showModal();
  });
})();
