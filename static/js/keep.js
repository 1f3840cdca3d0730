// Keeps the page on this device until the reader takes it off the shelf, or the site withdraws it.
const SHELF = "kept-v1";
const path = location.pathname;

function show(button, isKept, words = "") {
  button.textContent = isKept ? button.dataset.kept : button.dataset.keep;
  const said = document.querySelector(".reading-tools [role=status]");
  if (said) said.textContent = words;
}

// What the page needs to look right without a network: its style, type, icon and scripts.
function assets() {
  const found = document.querySelectorAll(
    "link[rel=stylesheet], link[rel=preload], link[rel=icon], script[src], [data-module]",
  );
  const addresses = [...found].map((element) => element.dataset.module ?? element.href ?? element.src);
  return [
    ...new Set(
      addresses.map((address) => {
        const { pathname, search } = new URL(address, location);
        return pathname + search;
      }),
    ),
  ];
}

export function ask(worker, message) {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
    worker.postMessage(message, [port2]);
  });
}

export async function wake(button) {
  show(button, Boolean(await (await caches.open(SHELF)).match(path)));
}

export default async function keep(button) {
  const shelf = await caches.open(SHELF);
  if (await shelf.match(path)) {
    await shelf.delete(path);
    return show(button, false, button.dataset.removed);
  }
  button.disabled = true;
  let isKept = false;
  try {
    await navigator.serviceWorker.register("/sw.js", { scope: "/" });
    const { active } = await navigator.serviceWorker.ready;
    isKept = await ask(active, { keep: { path, assets: assets() } });
  } catch {
    /* site data is blocked, or there is no room: said below */
  }
  button.disabled = false;
  show(button, isKept, isKept ? button.dataset.saved : button.dataset.unsaved);
}
