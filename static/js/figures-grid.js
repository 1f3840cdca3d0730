// Makes the grid of figures feel like a spreadsheet: a pasted block fills cells, Enter and the arrows move. A block
// with the names of rows finds its rows by them, and one with headings its columns. Without it every cell is a
// plain box, and Tab moves.

const lines = (table) => [...table.tBodies[0].rows];
const boxesOf = (row) => [...row.querySelectorAll("input")];
const boxes = (table) => lines(table).map(boxesOf);
const TOTAL = /^(grand )?totals?$|^sum$/;

function place(rows, box) {
  const row = rows.findIndex((cells) => cells.includes(box));
  return [row, row < 0 ? -1 : rows[row].indexOf(box)];
}

// A comma between thousands is how spreadsheets show numbers. A mark stays: the server knows which unit is meant.
const plain = (text) => {
  const bare = text.trim();
  return /^£?\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare) ? bare.replaceAll(",", "") : bare;
};

// Small letters, one space, “and” for &; without what stands in brackets.
const word = (text) =>
  text
    .toLowerCase()
    .replaceAll("&", " and ")
    .replace(/\(.*?\)/g, " ")
    .replace(/[:*.]/g, " ")
    .replace(/\s+/g, " ")
    .trim();

const isNumber = (text) => /^[£<]?[\d.,]+ ?%?$|^\[?[cxz]\]?$|^$/i.test(text.trim());

// The words that a row or a column answers to, the server's list of other names among them.
const names = (head) => [head.textContent, ...(head.dataset.names ?? "").split("|")].map(word).filter(Boolean);

function find(heads, text) {
  const wanted = word(text);
  return wanted ? heads.findIndex((head) => head && names(head).includes(wanted)) : -1;
}

const statusOf = (table) => table.closest(".figures__scroll").nextElementSibling;

const filled = (template, values) =>
  Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`%(${name})s`, value), template);

function pasteNamed(table, cells) {
  // Some rows of a section are folded away, in a table of their own.
  const rows = [...table.closest("section").querySelectorAll("table[data-paste] tbody tr")];
  const rowHeads = rows.map((row) => row.querySelector("th"));
  const columnHeads = [...table.tHead.rows[0].querySelectorAll("th")];
  const first = cells[0].slice(1).map((text) => find(columnHeads, text));
  const hasHeads = first.some((column) => column >= 0) || !cells[0].slice(1).some((text) => text && isNumber(text));
  const body = hasHeads ? cells.slice(1) : cells;
  const columns = hasHeads ? first : cells[0].slice(1).map((_, number) => number);
  const sums = columns.map(() => 0);
  const left = [];
  const wrong = [];
  let totals = 0;
  let count = 0;
  for (const [name, ...values] of body) {
    const row = find(rowHeads, name);
    if (row < 0 && TOTAL.test(word(name))) {
      values.forEach((text, number) => {
        const total = Number(plain(text).replace(/^£/, ""));
        totals += 1;
        if (text.trim() && columns[number] >= 0 && Math.abs(total - sums[number]) > 0.005) wrong.push(text.trim());
      });
      continue;
    }
    if (row < 0) {
      if (name.trim()) left.push(name.trim());
      continue;
    }
    const found = boxesOf(rows[row]);
    rows[row].closest("details")?.setAttribute("open", "");
    values.forEach((text, number) => {
      const box = found[columns[number]];
      if (!box || columns[number] < 0) return;
      box.value = plain(text);
      sums[number] += Number(box.value.replace(/^£/, "")) || 0;
      count += 1;
    });
  }
  const status = statusOf(table);
  const said = status.dataset;
  const sentences = [filled(said.pasted, { count })];
  if (left.length) sentences.push(filled(said.left, { names: left.join(", ") }));
  if (totals && !wrong.length) sentences.push(said.agrees);
  if (wrong.length) sentences.push(filled(said.wrong, { totals: wrong.join(", ") }));
  status.textContent = sentences.join(" ");
}

function paste(event) {
  const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
  if (!/[\t\n]/.test(text)) return;
  event.preventDefault();
  const table = event.currentTarget;
  const cells = text.split(/\r?\n/).map((line) => line.split("\t"));
  const isNamed = cells.some((line) => line.length > 1 && !isNumber(line[0]));
  if (isNamed) {
    pasteNamed(table, cells);
    return;
  }
  const rows = boxes(table);
  const [top, left] = place(rows, event.target);
  cells.forEach((line, down) => {
    line.forEach((cell, right) => {
      const box = rows[top + down]?.[left + right];
      if (box) box.value = plain(cell);
    });
  });
}

function move(event) {
  const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.isComposing) return;
  const rows = boxes(event.currentTarget);
  const [row, column] = place(rows, event.target);
  const next = rows[row + step]?.[column];
  if (row < 0) return;
  event.preventDefault();
  next?.focus();
  next?.select();
}

for (const table of document.querySelectorAll("table[data-paste]")) {
  table.addEventListener("paste", paste);
  table.addEventListener("keydown", move);
}
