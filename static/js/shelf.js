// Lists what is kept on this device, after asking whether each page still stands.
const SHELF = "kept-v1";
const LANGUAGE = document.documentElement.lang;
// Figures where the browser does not know this language’s months: it would use its own, often American, form.
const HAS_MONTHS = Intl.DateTimeFormat.supportedLocalesOf(LANGUAGE).length > 0;
const DAY = new Intl.DateTimeFormat([LANGUAGE, "en-GB"], { dateStyle: HAS_MONTHS ? "long" : "short" });

async function recheck() {
  const registration = await navigator.serviceWorker.getRegistration("/");
  if (!registration?.active || !navigator.onLine) return;
  const { port1, port2 } = new MessageChannel();
  await new Promise((resolve) => {
    port1.onmessage = resolve;
    setTimeout(resolve, 3000);
    registration.active.postMessage({ recheck: true }, [port2]);
  });
}

async function kept() {
  if (!(await caches.has(SHELF))) return [];
  const shelf = await caches.open(SHELF);
  const pages = await Promise.all(
    (await shelf.keys()).map(async (request) => {
      const copy = await shelf.match(request);
      if (!copy.headers.has("X-Kept-At")) return null;
      const page = new DOMParser().parseFromString(await copy.text(), "text/html");
      return {
        path: new URL(request.url).pathname,
        title: page.querySelector("h1")?.textContent.trim(),
        on: new Date(copy.headers.get("X-Kept-At")),
      };
    }),
  );
  return pages.filter(Boolean).sort((a, b) => b.on - a.on);
}

let turn = 0; // what was read before something was removed must not be shown after it

async function show(section) {
  const mine = ++turn,
    pages = await kept();
  if (mine !== turn) return;
  const list = section.querySelector("ul"),
    row = section.querySelector("template");
  list.replaceChildren(
    ...pages.map(({ path, title, on }) => {
      const item = row.content.cloneNode(true);
      Object.assign(item.querySelector("a"), { href: path, textContent: title ?? path });
      Object.assign(item.querySelector("time"), { dateTime: on.toISOString(), textContent: DAY.format(on) });
      item.querySelector("button").addEventListener("click", async () => {
        await (await caches.open(SHELF)).delete(path);
        await show(section);
      });
      return item;
    }),
  );
  section.querySelector("[data-empty]").hidden = pages.length > 0;
  section.querySelector("[data-clear]").hidden = pages.length === 0;
}

// The worker shows this page wherever there is no network and no copy.
function sayWhy(section) {
  if (location.pathname === section.dataset.address) return;
  const isSearch = location.pathname === section.dataset.search;
  const why = section.querySelector(isSearch ? "[data-no-search]" : "[data-no-copy]");
  document.querySelector("h1").after(why);
  why.hidden = false;
}

export default async function shelf(section) {
  sayWhy(section);
  section.querySelector("[data-clear]").addEventListener("click", async () => {
    for (const name of await caches.keys()) await caches.delete(name);
    await (await navigator.serviceWorker.getRegistration("/"))?.unregister();
    await show(section);
  });
  await show(section);
  await recheck();
  await show(section);
}
