// Decisions without leaving the page: a row goes at once, and comes back with the reason if it must not go.
(() => {
  const inbox = document.querySelector("[data-inbox]");
  if (!inbox) return;
  const done = [],
    underWay = new Set();
  const last = inbox.querySelector("[data-last]"),
    undoForm = last.querySelector("form");
  const tell = (words) => {
    last.querySelector("[data-words]").textContent = words;
    [last.hidden, undoForm.hidden] = [false, !done.length];
  };
  const short = (form) => new URLSearchParams(new FormData(form)); // keepalive allows 64 KB in all
  const send = async (url, body) => {
    const answer = await fetch(url, { method: "POST", body, keepalive: true, headers: { Accept: "application/json" } });
    if (!/json/.test(answer.headers.get("Content-Type"))) throw new Error("not ours");
    return { status: answer.status, ...(await answer.json()) };
  };
  const forget = (entry) => done.includes(entry) && done.splice(done.indexOf(entry), 1);
  const back = (entry, trouble) => {
    forget(entry);
    entry.place.replaceWith(entry.row);
    Object.assign(entry.row.querySelector("[data-trouble]"), { hidden: false, textContent: trouble });
    entry.row.focus();
  };
  const leave = (entry) => {
    const next = entry.row.nextElementSibling || entry.row.previousElementSibling;
    entry.row.replaceWith(entry.place);
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest" });
  };
  const decide = async (form, decision) => {
    const row = form.closest("[data-item]"),
      confirm = row.querySelector("[data-confirm]"),
      body = short(form);
    if (decision === "keep" && confirm) {
      confirm.hidden = false;
      return confirm.querySelector("button").focus();
    }
    const entry = { row, place: document.createComment(""), taken: [] };
    body.set("decision", decision);
    done.push(entry);
    underWay.add(entry);
    leave(entry);
    entry.sent = send(form.action, body).then(
      (told) => {
        if (told.status === 422) return back(entry, told.words);
        entry.taken = told.taken;
        if (!entry.taken.length) forget(entry); // a colleague was quicker
        tell(told.words);
      },
      () => back(entry, inbox.dataset.notSaved),
    );
    await entry.sent;
    underWay.delete(entry); // while any is, the next page would show it again
    if (!underWay.size && !inbox.querySelector("[data-item]")) {
      location.assign(location.href.replace(/([?&])page=\d+/, "$1").replace(/#.*/, ""));
    }
  };
  // Where keepalive is unknown (Firefox before 133) leaving would drop what is under way.
  if (!("keepalive" in Request.prototype)) {
    addEventListener("beforeunload", (event) => underWay.size && event.preventDefault());
  }
  const undo = async () => {
    const entry = done.pop(),
      body = short(undoForm);
    await entry.sent;
    if (!entry.taken.length) return;
    body.set("taken", entry.taken[0]);
    const told = await send(undoForm.action, body).catch(() => ({ words: inbox.dataset.notUndone }));
    if (told.status === 200) entry.place.replaceWith(entry.row);
    entry.row.focus();
    tell(told.words);
  };
  inbox.addEventListener("submit", (event) => {
    const isUndo = event.target === undoForm && done.length;
    if (!isUndo && !event.target.matches("[data-decide]")) return;
    event.preventDefault();
    return isUndo ? undo() : decide(event.target, event.submitter.value);
  });
})();
