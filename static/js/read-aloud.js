// Reads the page aloud with a voice of the device, one paragraph after the other, the content note first.
const WORDS = 36; // some voices stop after fifteen seconds
const PATIENCE = 4000; // a device without a voice says nothing, and never that it said nothing
const SPOKEN = ":is(h1, h2, h3, p, li, dt, dd)";
const SILENT =
  "nav, footer, form, table, .meta, .state-tags, .help-panel, .share, .reading-tools, .visually-hidden, [hidden]";
const speech = window.speechSynthesis;
let stop = null;

export function pieces(text) {
  const sentences = text.trim().match(/\S.*?[.!?…]+[”’"')]*(?=\s|$)|\S.*$/gs) ?? [];
  const gathered = [];
  for (const sentence of sentences) {
    const words = sentence.split(/\s+/);
    while (words.length) {
      const last = gathered.at(-1) ?? [];
      if (last.length && last.length + words.length <= WORDS) last.push(...words.splice(0));
      else gathered.push(words.splice(0, WORDS));
    }
  }
  return gathered.map((words) => words.join(" "));
}

// Safari before 17.4 has no checkVisibility.
const isShown = (element) => element.checkVisibility?.() ?? element.offsetParent !== null;

function paragraphs() {
  const all = [...document.querySelectorAll(`article ${SPOKEN}`)].filter((element) =>
    isShown(element) && !element.closest(SILENT) && !element.querySelector(SPOKEN));
  const notes = all.filter((element) => element.closest(".content-note"));
  const isNote = new Set(notes);
  return [...notes.filter((element) => !element.querySelector("a")), ...all.filter((element) => !isNote.has(element))];
}

function voice() {
  const english = speech.getVoices().filter(({ lang }) => lang.replace("_", "-").toLowerCase().startsWith("en"));
  const worth = ({ lang, localService }) => 2 * localService + /GB/i.test(lang);
  return english.sort((a, b) => worth(b) - worth(a))[0] ?? null;
}

function say(text) {
  const utterance = new SpeechSynthesisUtterance(text);
  Object.assign(utterance, { lang: "en-GB", voice: voice() });
  return new Promise((done) => {
    const waiting = setTimeout(() => done(false), PATIENCE);
    utterance.onstart = () => clearTimeout(waiting);
    utterance.onend = utterance.onerror = (event) => {
      clearTimeout(waiting);
      done(event?.type !== "error" || ["interrupted", "canceled"].includes(event.error));
    };
    speech.speak(utterance);
  });
}

function silent(button) {
  stop();
  const said = button.parentElement.querySelector("[role=status]");
  if (said) said.textContent = "This device has no voice to read with.";
}

export default async function readAloud(button) {
  if (stop) return stop();
  let isReading = true, marked = null;
  const mark = (element) => {
    marked?.classList.remove("is-read");
    marked = element;
    marked?.classList.add("is-read");
  };
  stop = () => { isReading = false; stop = null; mark(null); speech.cancel(); button.textContent = "Listen"; };
  addEventListener("pagehide", () => stop?.(), { once: true });
  button.textContent = "Stop listening";
  for (const paragraph of paragraphs()) {
    for (const piece of pieces(paragraph.innerText)) {
      if (!isReading) return;
      mark(paragraph);
      if (!(await say(piece)) && isReading) return silent(button);
    }
  }
  if (isReading) stop();
}
