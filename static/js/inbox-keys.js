// Single keys for the inbox; loaded only for those who have shortcuts switched on. templates/admin/inbox_keys.html
(() => {
  const inbox = document.querySelector("[data-inbox]");
  if (!inbox) return;
  const rows = () => [...inbox.querySelectorAll("[data-item]")];
  const focused = () => document.activeElement.closest("[data-item]");
  const move = (step) => {
    const all = rows(),
      at = all.indexOf(focused());
    const row = all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + step))];
    if (row) row.focus();
  };
  const press = (row, selector) => row?.querySelector(selector)?.click();
  const open = (row, selector, target) => {
    const details = row?.querySelector(selector);
    if (!details) return;
    details.open = true;
    if (target) details.querySelector(target).focus();
    row.scrollIntoView({ block: "nearest" });
  };
  const tick = (row, key) => {
    const box = row?.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!box) return false;
    open(row, "[data-keep]");
    box.click();
    return true;
  };
  const actions = {
    j: () => move(1),
    k: () => move(-1),
    s: (row) => open(row, "[data-keep]", "[data-line]"),
    p: (row) => press(row, "button[value=pass]"),
    P: (row) => open(row, "[data-because]", "select"),
    h: (row) => press(row, "button[value=hold]"),
    x: (row) => press(row, "[data-tick]"),
    m: (row) => press(row, "[data-join]"),
    o: (row) => press(row, "[data-open]"),
    u: () => press(inbox.querySelector("[data-last]:not([hidden])"), "form:not([hidden]) button"),
    "/": () => {
      inbox.querySelector("[data-narrow]").open = true;
      inbox.querySelector("[data-search]").focus();
    },
    "?": () => {
      const keys = inbox.querySelector("[data-keys]");
      keys.togglePopover ? keys.togglePopover() : keys.classList.toggle("is-open"); // inbox.css hides it there
    },
  };
  const isWriting = (element) =>
    element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox], [type=radio])");
  // Before Wagtail, whose own “?” would open another list of keys.
  window.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isWriting(event.target)) return;
      if (event.target.closest("dialog, [role=dialog], .sidebar")) return;
      const row = focused() || rows()[0],
        action = actions[event.key];
      if (action) action(row);
      else if (!tick(row, event.key)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
})();
