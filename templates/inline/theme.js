// The reader's choice of look, applied before the first paint. It stays on this device and is sent nowhere.
((root) => {
  const BARS = { light: "#f1ede4", dark: "#12100e", night: "#0a0805" };
  const bars = [...document.querySelectorAll("meta[name=theme-color]")], own = bars.map((bar) => bar.content);
  let look = "auto";
  const recall = () => {
    try { look = localStorage.getItem("look") ?? "auto"; } catch { /* no storage: the choice lasts for this page */ }
    if (!Object.hasOwn(BARS, look)) look = "auto";
  };
  const show = () => {
    root.dataset.theme = look;
    bars.forEach((bar, i) => { bar.content = BARS[look] ?? own[i]; });
    for (const button of document.querySelectorAll("[data-look]")) {
      button.setAttribute("aria-pressed", button.dataset.look === look);
    }
  };
  const choose = (wanted) => {
    look = wanted;
    try {
      look === "auto" ? localStorage.removeItem("look") : localStorage.setItem("look", look);
    } catch { /* as above */ }
    show();
  };
  recall();
  show();
  addEventListener("DOMContentLoaded", show);
  for (const moment of ["pageshow", "storage"]) addEventListener(moment, () => { recall(); show(); });
  addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-look]");
    if (button) choose("toggle" in button.dataset && button.dataset.look === look ? "auto" : button.dataset.look);
  });
})(document.documentElement);
