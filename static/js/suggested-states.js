// Below the primary state of mind: what the words of the post speak of, and why. Read anew whenever it is saved.
(() => {
  const { address, intro } = document.currentScript.dataset;
  let select = null;
  const line = document.createElement("div");
  line.className = "suggested-states";
  line.setAttribute("role", "status");

  const choose = (pk) => {
    select.value = pk;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const button = ({ pk, name, why }) => {
    const one = document.createElement("p");
    const press = document.createElement("button");
    press.type = "button";
    press.className = "button button-small button-secondary";
    press.textContent = name;
    press.addEventListener("click", () => choose(pk));
    one.append(press, ` ${why}`);
    return one;
  };
  const look = async () => {
    if (!select) return;
    const page = location.pathname.match(/\/pages\/(\d+)\/edit\//);
    if (!page) return;
    const url = address.replace("/0/", `/${page[1]}/`);
    const answer = await fetch(url, { credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const { suggestions } = await answer.json();
    const said = suggestions.map(({ name, why }) => name + why).join();
    if (said === line.dataset.said) return; // nothing is read aloud twice
    line.dataset.said = said;
    line.replaceChildren(...(suggestions.length ? [intro] : []), ...suggestions.map(button));
  };
  document.addEventListener("w-autosave:success", () => setTimeout(look, 100)); // the address is the post’s by then
  window.addEventListener("load", () => {
    select = document.querySelector('select[name="primary_state"]');
    select?.after(line);
    look();
  });
})();
