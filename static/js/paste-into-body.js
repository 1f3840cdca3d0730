// A picture dropped or pasted into a text of a body asks what it shows, is uploaded, and becomes a block after that
// text. A table that is pasted becomes a table, with the words before and after it where they were.
(() => {
  const { address, away } = document.currentScript.dataset;
  const MARK = "\uE000"; // private use: no one types it

  // The text that is written in, its place among the blocks of the body, and those.
  const placeOf = (target) => {
    for (let element = target; element; element = element.parentElement) {
      const body = element.rootBlock;
      if (!body?.children || !body.insert) continue;
      const index = body.children.findIndex((child) => child.element.contains(target));
      return body.children[index]?.type === "text" ? { body, index } : null;
    }
    return null;
  };
  const knows = (body, type) => type in body.blockDef.childBlockDefsByName;

  // --- pictures ------------------------------------------------------------------------------------------------------
  const isPicture = (file) => /^image\/|\.hei[cf]$/i.test(file.type || file.name);
  const pictureIn = (data) => [...(data?.files || [])].find(isPicture);
  const hasWords = (data) => {
    const page = new DOMParser().parseFromString(data.getData("text/html"), "text/html");
    return Boolean(data.getData("text/plain").trim() || page.body.textContent.trim());
  };
  const upload = async (file, form) => {
    const sent = new FormData(form);
    sent.append("file", file);
    const token = document.querySelector('input[name="csrfmiddlewaretoken"]').value;
    const options = { method: "POST", body: sent, headers: { "X-CSRFToken": token }, redirect: "error" };
    const answer = await fetch(address, options).catch(() => null);
    const said = await answer?.json().catch(() => null);
    return said || { why: away };
  };
  const askAndPut = (file, place) => {
    const template = document.querySelector("template[data-picture-in-text]");
    const dialog = template.content.firstElementChild.cloneNode(true);
    const [form, preview] = [dialog.querySelector("form"), dialog.querySelector("[data-preview]")];
    preview.src = URL.createObjectURL(file);
    preview.addEventListener("error", () => preview.remove()); // HEIC, in most browsers
    dialog.addEventListener("close", () => {
      URL.revokeObjectURL(preview.src);
      dialog.remove();
    });
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const button = form.querySelector("[type=submit]");
      button.disabled = true;
      const said = await upload(file, form);
      button.disabled = false;
      if (said.why) {
        dialog.querySelector("[data-why]").textContent = said.why;
        return;
      }
      dialog.close();
      place.body.insert({ type: "image", value: { image: said, caption: "" } }, place.index + 1, { focus: false });
    });
    document.body.append(dialog);
    document.activeElement.blur(); // else the editor gets the focus back, and stumbles over a selection that is gone
    dialog.showModal();
    dialog.querySelector("[name=alt]").focus();
  };
  const takePicture = (event, data) => {
    const file = pictureIn(data);
    const place = file && placeOf(event.target);
    if (!place || !knows(place.body, "image")) return false;
    event.preventDefault();
    event.stopImmediatePropagation();
    askAndPut(file, place);
    return true;
  };

  // --- tables --------------------------------------------------------------------------------------------------------
  const cellsOf = (row) =>
    [...row.cells].flatMap((cell) => {
      const beside = Math.min(cell.colSpan, 50) - 1;
      return [cell.textContent.replace(/\s+/g, " ").trim(), ...Array(beside).fill("")];
    });
  const stateOf = (table) => {
    const rows = [...table.rows].map(cellsOf);
    const width = Math.max(...rows.map((row) => row.length));
    const padded = rows.map((row) => [...row, ...Array(width - row.length).fill("")]);
    const [headings, ...rest] = padded; // Word and Excel do not say whether their first row is one
    return {
      table: {
        columns: headings.map((heading) => ({ type: "text", heading })),
        rows: rest.map((values) => ({ values })),
        caption: table.caption?.textContent.trim() || "",
      },
      has_row_headings: true,
      source: "",
    };
  };
  const isTable = (table) => table.rows.length > 1 && Math.max(...[...table.rows].map((row) => row.cells.length)) > 1;

  const pasteInto = (editor, html) => {
    const data = new DataTransfer();
    const words = new DOMParser().parseFromString(html, "text/html").body.textContent.trim();
    if (!words) return;
    data.setData("text/html", html);
    data.setData("text/plain", words);
    editor.focus();
    editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  };
  const editorIn = (child) => child.element.querySelector('[role="textbox"]');
  const drawn = () =>
    new Promise((resolve) => {
      setTimeout(resolve, 150);
    });

  const takeTables = (event) => {
    const place = placeOf(event.target);
    if (!place || !knows(place.body, "table")) return;
    const page = new DOMParser().parseFromString(event.clipboardData.getData("text/html"), "text/html");
    const outer = [...page.querySelectorAll("table")].filter((table) => !table.parentElement.closest("table"));
    const tables = outer.filter(isTable);
    if (!tables.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const states = tables.map(stateOf);
    tables.forEach((table) => table.replaceWith(MARK));
    const [before, ...after] = page.body.innerHTML.split(MARK);
    put(place, before, states, after);
  };
  const hasText = (html) => Boolean(new DOMParser().parseFromString(html, "text/html").body.textContent.trim());
  const put = async ({ body, index }, before, states, after) => {
    pasteInto(editorIn(body.children[index]), before);
    let at = index;
    for (const [number, state] of states.entries()) {
      at += 1;
      body.insert({ type: "table", value: state }, at, {});
      if (!hasText(after[number])) continue;
      at += 1;
      body.insert({ type: "text", value: body.blockDef.initialChildStates.text }, at, {});
      await drawn(); // the new text has to be there before anything is pasted into it
      pasteInto(editorIn(body.children[at]), after[number]);
    }
  };

  document.addEventListener(
    "paste",
    (event) => {
      if (!event.isTrusted && !event.clipboardData) return;
      if (!hasWords(event.clipboardData) && takePicture(event, event.clipboardData)) return;
      takeTables(event);
    },
    true,
  );
  document.addEventListener(
    "dragover",
    (event) => {
      const holdsFile = [...event.dataTransfer.types].includes("Files");
      if (holdsFile && placeOf(event.target)) event.preventDefault();
    },
    true,
  );
  document.addEventListener("drop", (event) => takePicture(event, event.dataTransfer), true);
})();
