// What is pasted from Word, Google Docs or a web page keeps its raised and lowered letters: 10³ stays 10³. Draft.js
// reads neither <sup> nor `vertical-align`, so each is set between two signs of Unicode's private use while it reads.
// Google Docs wraps all it copies in a <b> that is not bold; Draft.js would take its word for it.
(() => {
  const STYLES = { super: "SUPERSCRIPT", sub: "SUBSCRIPT" };
  const AROUND = { SUPERSCRIPT: ["\ue000", "\ue001"], SUBSCRIPT: ["\ue002", "\ue003"] };
  const SIGNS = {};
  for (const [style, [start, end]] of Object.entries(AROUND)) {
    SIGNS[start] = [style, true];
    SIGNS[end] = [style, false];
  }
  const MARKED = 'sup, sub, [style*="vertical-align"]';

  const styleOf = (element) => {
    if (element.tagName === "SUP") return STYLES.super;
    if (element.tagName === "SUB") return STYLES.sub;
    return STYLES[element.style.verticalAlign];
  };

  // The clipboard's HTML with our signs, or null where Draft.js reads it rightly by itself.
  const withSigns = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    let count = 0;
    for (const element of page.querySelectorAll('b[style*="font-weight"]')) {
      if (!["normal", "400"].includes(element.style.fontWeight)) continue;
      element.replaceWith(...element.childNodes);
      count += 1;
    }
    for (const element of page.querySelectorAll(MARKED)) {
      const style = styleOf(element);
      const isInner = element.parentElement.closest("sup, sub") !== null;
      if (!style || isInner || !element.textContent.trim()) continue;
      const [start, end] = AROUND[style];
      element.prepend(start);
      element.append(end);
      count += 1;
    }
    return count ? page.body.innerHTML : null;
  };

  const styled = (block) => {
    const characters = block.getCharacterList();
    const text = [...block.getText()];
    if (text.length !== characters.size) return block; // letters of two units: rare, and left as they are
    const standing = new Set();
    let kept = characters.clear();
    let words = "";
    text.forEach((letter, place) => {
      if (letter in SIGNS) {
        const [style, begins] = SIGNS[letter];
        if (begins) standing.add(style);
        else standing.delete(style);
        return;
      }
      let character = characters.get(place);
      for (const style of standing) character = window.DraftJS.CharacterMetadata.applyStyle(character, style);
      kept = kept.push(character);
      words += letter;
    });
    return block.merge({ text: words, characterList: kept });
  };

  window.draftail.registerPlugin(
    {
      type: "RAISED_TEXT_PASTED",
      handlePastedText(text, html, editorState, { setEditorState }) {
        const { BlockMapBuilder, EditorState, Modifier, convertFromHTML } = window.DraftJS;
        if (!html || html.includes("data-draftjs-conductor-fragment")) return "not-handled";
        const signed = withSigns(html);
        const { contentBlocks } = (signed && convertFromHTML(signed)) || {};
        if (!contentBlocks) return "not-handled";
        const content = Modifier.replaceWithFragment(
          editorState.getCurrentContent(),
          editorState.getSelection(),
          BlockMapBuilder.createFromArray(contentBlocks.map(styled)),
        );
        setEditorState(EditorState.push(editorState, content, "insert-fragment"));
        return "handled";
      },
    },
    "plugins",
  );
})();
