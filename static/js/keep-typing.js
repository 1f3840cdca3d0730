// Nothing typed is lost. What the server does not have yet is also kept in this browser: only for who is signed in,
// until it is saved, they sign out, someone else signs in here, or a day is over.
(() => {
  const offerTemplate = document.querySelector("template[data-typed-offer]");
  if (!offerTemplate) return;
  const { user } = offerTemplate.dataset;
  const PREFIX = "recalibrate-typed:";
  const MINE = `${PREFIX}${user}:`;
  const DAY = 86_400_000;
  const PAUSE = 500; // milliseconds: no more typing than this is ever in one place only
  const EDITING_KEYS = new Set(["Backspace", "Delete", "Enter", "Process", "Unidentified"]);
  const NOT_KEPT = new Set(["csrfmiddlewaretoken", "overwrite_revision_id", "next"]);

  const copies = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  const readCopy = (key) => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  };
  const dropCopies = (isOver) => copies().forEach((key) => isOver(key, readCopy(key)) && localStorage.removeItem(key));

  dropCopies((key, copy) => !key.startsWith(MINE) || !copy || Date.now() - copy.at > DAY);
  if (document.querySelector(".messages .success")) dropCopies((key, copy) => copy.isSent);

  let timer = null; // runs while something typed is not kept yet
  const stopWaiting = () => {
    clearTimeout(timer);
    timer = null;
  };
  document.addEventListener(
    "submit",
    (event) => {
      if (!event.target.action?.includes("/logout/")) return;
      stopWaiting();
      dropCopies(() => true);
    },
    true,
  );

  const form = document.querySelector("[data-edit-form]");
  if (!form) return;

  // --- what is typed -------------------------------------------------------------------------------------------------
  const fields = () =>
    JSON.stringify([...new FormData(form)].filter(([name, value]) => !NOT_KEPT.has(name) && typeof value === "string"));
  const key = () => MINE + new URL(form.action, location.href).pathname;
  let saved = fields();
  let looked = 0; // when the form was last read: often enough for who types without a pause, not at each key
  let edits = 0;
  let hasTyped = false;

  const keep = (isSent = false) => {
    looked = Date.now();
    const now = fields();
    if (now === saved && !isSent) return;
    try {
      localStorage.setItem(key(), JSON.stringify({ at: Date.now(), fields: now, isSent }));
    } catch {
      // The browser has no room or allows none: the server's copy is the only one, as before.
    }
  };
  const keepWhatWaits = () => {
    if (timer === null) return;
    stopWaiting();
    keep();
  };
  const isAnEdit = (event) => event.type !== "keyup" || event.key.length === 1 || EDITING_KEYS.has(event.key);
  const keepSoon = (event) => {
    if (isAnEdit(event)) edits += 1;
    hasTyped ||= isAnEdit(event) && event.isTrusted;
    clearTimeout(timer);
    timer = setTimeout(keepWhatWaits, PAUSE); // after the last key too: the text editor hands its words on late
    if (Date.now() - looked > PAUSE) keep();
  };
  for (const kind of ["input", "keyup", "paste", "cut", "drop", "change"]) form.addEventListener(kind, keepSoon);
  // The last half second too, when the page goes or the phone is put away.
  window.addEventListener("pagehide", keepWhatWaits);
  document.addEventListener("visibilitychange", keepWhatWaits);

  const saveAgain = () => form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true }));
  // Wagtail takes what is typed in the first seconds for what was there when the page came, and would not save it.
  form.addEventListener("w-unsaved:watch-edits", () => hasTyped && fields() !== saved && saveAgain(), { once: true });
  let onItsWay = null;
  document.addEventListener("w-autosave:save", () => {
    onItsWay = { key: key(), edits };
  });
  document.addEventListener("w-autosave:success", () => {
    const before = onItsWay;
    onItsWay = null;
    if (!before) return;
    if (before.edits !== edits) {
      keep(); // what was typed since is not at the site yet, and Wagtail would wait for another key
      saveAgain();
      return;
    }
    saved = fields(); // with the numbers that the answer gave to new rows
    localStorage.removeItem(before.key);
  });
  form.addEventListener("submit", () => {
    stopWaiting();
    if (fields() !== saved || localStorage.getItem(key())) keep(true);
  });

  // --- putting it back -----------------------------------------------------------------------------------------------
  const offer = (copy) => {
    const box = offerTemplate.content.firstElementChild.cloneNode(true);
    const at = new Date(copy.at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    box.querySelector("[data-typed-at]").textContent = at;
    box.querySelector("[data-typed-back]").addEventListener("click", () => {
      const again = document.createElement("form");
      Object.assign(again, { method: "post", action: form.action, hidden: true });
      const token = ["csrfmiddlewaretoken", form.elements.namedItem("csrfmiddlewaretoken").value];
      for (const [name, value] of [token, ...JSON.parse(copy.fields)]) {
        const field = document.createElement("textarea");
        Object.assign(field, { name, value });
        again.append(field);
      }
      localStorage.setItem(key(), JSON.stringify({ ...copy, isSent: true }));
      document.body.append(again);
      window.addEventListener("w-unsaved:confirm", (event) => event.preventDefault(), { once: true });
      again.submit();
    });
    box.querySelector("[data-typed-away]").addEventListener("click", () => {
      localStorage.removeItem(key());
      box.remove();
    });
    form.before(box);
  };
  const found = readCopy(key());
  if (found && found.fields !== saved) offer(found);
})();
