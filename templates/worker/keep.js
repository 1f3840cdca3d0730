// The service worker: what a reader kept, the help page and the exception guide, without a network.
// The server puts SETUP above this:
// { seconds, never: [path], help: [path], assets: [path], fallback: path, search: path }.
// Pages come from the network first. Nothing is stored that the reader did not ask for.
const SHELF = "kept-v1", HELP = "help-v1";
const DAY = 24 * 60 * 60 * 1000;

const isOpen = (path) => path.startsWith("/") && !SETUP.never.some((start) => path.startsWith(start));

const isAsset = (path) => path.startsWith("/static/") || path.startsWith("/theme.css");

// A page as anybody may keep it: never what an editor sees, never what the server calls private.
async function ask(path) {
  const answer = await fetch(path, { credentials: "omit", cache: "no-cache" });
  const isPublic = !/no-store|private/.test(answer.headers.get("Cache-Control") ?? "");
  return { gone: [404, 410].includes(answer.status), good: answer.ok && !answer.redirected && isPublic, answer };
}

async function store(cache, path, answer, keptAt, { isNew = true } = {}) {
  const headers = {
    "Content-Type": answer.headers.get("Content-Type") ?? "text/html",
    "X-Kept-At": keptAt,
    "X-Checked-At": new Date().toISOString(),
  };
  const body = await answer.blob();
  // What was removed while it was looked at again stays removed.
  if (isNew || (await cache.match(path))) await cache.put(path, new Response(body, { headers }));
}

async function keep({ path, assets }) {
  if (!isOpen(path)) return false;
  const { good, answer } = await ask(path);
  if (!good) return false;
  const cache = await caches.open(SHELF);
  await cache.addAll(assets.filter(isAsset));
  await store(cache, path, answer, new Date().toISOString());
  return true;
}

// Whether what was kept still stands: a withdrawn page may be harmful advice, so its copy goes.
async function recheck(age) {
  for (const [name, isShelf] of [[SHELF, true], [HELP, false]]) {
    if (!(await caches.has(name))) continue;
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const { headers } = await cache.match(request), path = new URL(request.url).pathname;
      if (!headers.has("X-Kept-At") || Date.now() - Date.parse(headers.get("X-Checked-At")) < age) continue;
      const { gone, good, answer } = await ask(path);
      if (gone && isShelf) await cache.delete(request);
      else if (good) await store(cache, path, answer, headers.get("X-Kept-At"), { isNew: false });
    }
  }
}

const copyOf = async (request) =>
  (await (await caches.open(SHELF)).match(request, { ignoreSearch: true })) ??
  (await caches.open(HELP)).match(request, { ignoreSearch: true });

async function page(request, after) {
  const network = fetch(request);
  const late = new Promise((resolve) => { setTimeout(resolve, SETUP.seconds * 1000); });
  try {
    const answer = (await Promise.race([network, late])) ?? (await copyOf(request)) ?? (await network);
    const remove = async () => (await caches.open(SHELF)).delete(request, { ignoreSearch: true });
    if ([404, 410].includes(answer.status)) after(remove());
    else if (answer.ok) after(recheck(DAY).catch(() => {}));
    return answer;
  } catch {
    return (await copyOf(request)) ?? (await shelf());
  }
}

// Shown at the address that was asked for; static/js/shelf.js says there what is missing.
const shelf = async () => (await (await caches.open(HELP)).match(SETUP.fallback)) ?? Response.error();

self.addEventListener("install", (event) => event.waitUntil((async () => {
  const cache = await caches.open(HELP);
  await cache.addAll(SETUP.assets);
  for (const path of SETUP.help) {
    const { good, answer } = await ask(path);
    if (good) await store(cache, path, answer, new Date().toISOString());
  }
  await self.skipWaiting();
})()));

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin) return;
  if (event.request.mode === "navigate" && pathname === SETUP.search) {
    return event.respondWith(fetch(event.request).catch(shelf));
  }
  if (!isOpen(pathname)) return;
  if (event.request.mode === "navigate") event.respondWith(page(event.request, (work) => event.waitUntil(work)));
  else if (isAsset(pathname)) {
    event.respondWith((async () => (await caches.match(event.request)) ?? fetch(event.request))());
  }
});

self.addEventListener("message", (event) => event.waitUntil((async () => {
  const { keep: kept, recheck: checked } = event.data;
  let done = false;
  try {
    done = kept ? await keep(kept) : checked ? (await recheck(0), true) : false;
  } catch { /* no network: nothing was kept, nothing was looked at */ }
  event.ports[0]?.postMessage(done);
})()));
