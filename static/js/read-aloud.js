// Reads the page aloud with a voice of the device, one paragraph after the other, the content note first.
// The button's own words are in its data attributes, where they can be translated.
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
  const all = [...document.querySelectorAll(`article ${SPOKEN}`)].filter(
    (element) => isShown(element) && !element.closest(SILENT) && !element.querySelector(SPOKEN),
  );
  const notes = all.filter((element) => element.closest(".content-note"));
  const isNote = new Set(notes);
  return [...notes.filter((element) => !element.querySelector("a")), ...all.filter((element) => !isNote.has(element))];
}

function voice(language) {
  const own = speech
    .getVoices()
    .filter(({ lang }) => lang.replace("_", "-").toLowerCase().startsWith(language.slice(0, 2)));
  const worth = ({ lang, localService }) => 2 * localService + /GB/i.test(lang);
  return own.sort((a, b) => worth(b) - worth(a))[0] ?? null;
}

function say(text, language) {
  const utterance = new SpeechSynthesisUtterance(text);
  Object.assign(utterance, { lang: language, voice: voice(language) });
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
  if (said) said.textContent = button.dataset.silent;
}

export default async function readAloud(button) {
  if (stop) return stop();
  let isReading = true,
    marked = null;
  const listen = button.textContent;
  const mark = (element) => {
    marked?.classList.remove("is-read");
    marked = element;
    marked?.classList.add("is-read");
  };
  stop = () => {
    isReading = false;
    stop = null;
    mark(null);
    speech.cancel();
    button.textContent = listen;
  };
  addEventListener("pagehide", () => stop?.(), { once: true });
  button.textContent = button.dataset.stop;
  for (const paragraph of paragraphs()) {
    for (const piece of pieces(paragraph.innerText)) {
      if (!isReading) return;
      mark(paragraph);
      if (!(await say(piece, paragraph.closest("[lang]").lang)) && isReading) return silent(button);
    }
  }
  if (isReading) stop();
}
