// Shows the buttons that this browser can serve, and fetches what a button does when it is first pressed.
// A page works without any of it. In the page: <button hidden data-needs="…" data-module="address of a module">;
// a module's default export takes the button. data-wakes names a cache: where the reader has filled it,
// the module's wake() may say so at once. data-now: the module is the page's own and starts with it.
const CAN = {
  clipboard: () => navigator.clipboard,
  share: () => navigator.share,
  speech: () => window.speechSynthesis && window.SpeechSynthesisUtterance,
  shelf: () => navigator.serviceWorker && window.caches,
};

// A kept copy is shown without a network, and later than it was true: “open now” goes when its time is up.
for (const said of document.querySelectorAll("[data-true-until]")) {
  if (Date.parse(said.dataset.trueUntil) < Date.now()) said.parentElement.remove();
}

for (const element of document.querySelectorAll("[data-module]")) {
  const { needs, module, wakes, now } = element.dataset;
  if (needs && !CAN[needs]?.()) continue;
  element.hidden = false;
  if (now !== undefined) import(module).then((loaded) => loaded.default(element));
  else element.addEventListener("click", async () => (await import(module)).default(element));
  if (wakes && await caches.has(wakes)) import(module).then((loaded) => loaded.wake(element));
}
