// Shows the buttons that this browser can serve. A page works without any of it. In the page:
// <button hidden data-needs="…" data-does="…">: one of the few lines below, done within the press itself;
// <button hidden data-needs="…" data-module="address of a module">: fetched as soon as a finger or the focus
// is near; its default export takes the button. data-wakes names a cache: where the reader has filled it,
// the module's wake() may say so at once. data-now: the module is the page's own and starts with it.
// What it says is in data attributes of the element that shows it; {address} stands for the address.

// A locked-down PC may refuse even to be asked: what throws is what cannot be had.
const CAN = {
  clipboard: () => navigator.clipboard,
  share: () => navigator.share,
  speech: () => window.speechSynthesis && window.SpeechSynthesisUtterance,
  shelf: () => navigator.serviceWorker && caches.has("kept-v1").then(() => true),
};

const can = async (need) => {
  try {
    return !need || Boolean(await CAN[need]?.());
  } catch {
    return false;
  }
};

const told = (words, address) => words.replace("{address}", address);

const own = () => document.querySelector("link[rel=canonical]")?.href ?? location.href;

// WebKit lets a page copy, share and speak only while the press lasts, and waiting for the network ends it.
async function copied(text, said) {
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = told(said.dataset.copied, text);
    return true;
  } catch {
    said.textContent = told(said.dataset.refused, text);
    return false;
  }
}

const DO = {
  "copy-link": (button) => copied(own(), button.closest("aside").querySelector("[role=status]")),
  "copy-text": async (button) => {
    const { text } = button.dataset;
    const said = document.querySelector("#copied");
    if (!(await copied(text, said))) return;
    const copy = button.textContent;
    button.textContent = said.dataset.done;
    setTimeout(() => {
      button.textContent = copy;
    }, 3000);
  },
  share: async (button) => {
    try {
      await navigator.share({ title: button.dataset.title, url: own() });
    } catch (error) {
      // Changing one’s mind is no fault; anything else is said.
      const said = button.closest("aside").querySelector("[role=status]");
      if (error.name !== "AbortError") said.textContent = told(said.dataset.unshared, own());
    }
  },
};

// A kept copy is shown without a network, and later than it was true: “open now” goes when its time is up.
for (const said of document.querySelectorAll("[data-true-until]")) {
  if (Date.parse(said.dataset.trueUntil) < Date.now()) said.parentElement.remove();
}

// Paper cannot be unfolded. The style sheet does it where a browser knows ::details-content.
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("main details:not([open])")];
  for (const details of opened) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
});

async function offer(element) {
  const { needs, does, module, wakes, now } = element.dataset;
  if (!(await can(needs))) return;
  element.hidden = false;
  if (does) return element.addEventListener("click", () => DO[does](element));
  let loading;
  const load = () => (loading ??= import(module));
  if (now !== undefined) return (await load()).default(element);
  for (const near of ["pointerover", "pointerdown", "focus"]) {
    element.addEventListener(near, load, { once: true, passive: true });
  }
  element.addEventListener("click", async () => {
    // An iPhone speaks only if something was said within the press.
    if (needs === "speech" && !window.speechSynthesis.speaking) {
      window.speechSynthesis.speak(new SpeechSynthesisUtterance(""));
    }
    (await load()).default(element);
  });
  if (wakes && (await caches.has(wakes))) (await load()).wake(element);
}

document.querySelectorAll("[data-module], [data-does]").forEach(offer);
