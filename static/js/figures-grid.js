// Makes the grid of figures feel like a spreadsheet: a pasted block fills cells, Enter and the arrows move.
// Without it every cell is a plain box, and Tab moves.

const boxes = (table) => [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("input")]);

function place(rows, box) {
  const row = rows.findIndex((cells) => cells.includes(box));
  return [row, row < 0 ? -1 : rows[row].indexOf(box)];
}

// "1,032.30" and "£1,032.30" are how spreadsheets show numbers; the comma is no part of them.
const plain = (text) => {
  const bare = text.trim().replace(/^£/, "").replace(/%$/, "");
  return /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare) ? bare.replaceAll(",", "") : text.trim();
};

function paste(event) {
  const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
  if (!/[\t\n]/.test(text)) return;
  event.preventDefault();
  const rows = boxes(event.currentTarget);
  const [top, left] = place(rows, event.target);
  text.split(/\r?\n/).forEach((line, down) => {
    line.split("\t").forEach((cell, right) => {
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
