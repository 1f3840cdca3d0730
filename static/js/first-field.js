// A new page begins with its title. The browser's own `autofocus` comes too early: the form is still hidden then.
window.addEventListener("load", () => {
  if (document.activeElement === document.body) document.querySelector("[data-edit-form] [autofocus]")?.focus();
});
