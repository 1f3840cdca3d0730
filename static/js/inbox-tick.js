// What is done with several items at once shows when one is ticked. In the line, Enter keeps and Escape leaves.
(() => {
  const inbox = document.querySelector("[data-inbox]");
  const several = inbox?.querySelector("[data-several]");
  const show = () => {
    if (!several) return;
    const count = inbox.querySelectorAll("[data-tick]:checked").length;
    several.hidden = !count;
    several.querySelector("[data-count]").textContent = `(${count})`;
  };
  inbox?.addEventListener("change", (event) => event.target.matches("[data-tick]") && show());
  inbox?.addEventListener("keydown", (event) => {
    if (event.isComposing || !event.target.closest("[data-decide]")) return;
    const row = event.target.closest("[data-item]");
    const isWriting = event.target.matches("input:not([type=checkbox], [type=radio]), select, textarea");
    if (event.key === "Escape" && isWriting) row.focus();
    const press = (selector) => {
      event.preventDefault();
      event.target.form.requestSubmit(row.querySelector(selector));
    };
    if (event.key !== "Enter" || event.shiftKey) return;
    if (event.target.matches("[data-line]")) press("[data-keep-button], [data-confirm] button");
    else if (isWriting && event.target.closest("[data-because]")) press("[data-pass]");
  });
  show();
})();
