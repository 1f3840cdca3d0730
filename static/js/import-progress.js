// How far an import is, without anybody pressing “Look again”: the status line is read aloud when its words change, and
// the page comes anew once nothing is going on any more.
(() => {
  const EVERY = 4_000; // milliseconds
  const status = document.querySelector("[data-import-progress]");

  const look = async () => {
    const answer = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
    if (!answer || !answer.ok) return setTimeout(look, EVERY);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-import-progress]");
    if (!now || !now.hasAttribute("data-busy")) return location.reload();
    if (now.textContent !== status.textContent) status.replaceChildren(...now.childNodes);
    return setTimeout(look, EVERY);
  };

  setTimeout(look, EVERY);
})();
