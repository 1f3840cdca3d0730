// Items are put in order by dragging, or by two buttons each; the numbers, which work without a script, follow.
(() => {
  const list = document.querySelector("[data-round-up]");
  if (!list) return;
  const told = document.querySelector("[data-moved]");
  const items = () => [...list.querySelectorAll("[data-pick]")];
  const number = () => items().forEach((item, at) => (item.querySelector("[data-place]").value = at + 1));
  const move = (item, step, button) => {
    const other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    if (step < 0) other.before(item);
    else other.after(item);
    number();
    button.focus();
    const [place, count] = [items().indexOf(item) + 1, items().length];
    told.textContent = told.dataset.words.replace("{place}", place).replace("{count}", count);
  };
  const button = (item, words, sign, step) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", textContent: sign });
    made.setAttribute("aria-label", `${words}: ${item.querySelector("label").textContent.trim()}`);
    made.addEventListener("click", () => move(item, step, made));
    return made;
  };
  for (const item of items()) {
    const moves = document.createElement("span");
    moves.className = "round-up__moves";
    moves.append(button(item, list.dataset.up, "↑", -1), button(item, list.dataset.down, "↓", 1));
    item.querySelector("[data-place]").after(moves);
    item.draggable = true;
  }
  let dragged = null;
  const mark = (on) => dragged?.classList.toggle("round-up__pick--dragged", on);
  list.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("[data-pick]");
    mark(true);
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("[data-pick]");
    if (!dragged || !over || over === dragged) return;
    event.preventDefault();
    const box = over.getBoundingClientRect();
    if (event.clientY < box.top + box.height / 2) over.before(dragged);
    else over.after(dragged);
  });
  list.addEventListener("dragend", () => {
    mark(false);
    dragged = null;
    number();
  });
})();
