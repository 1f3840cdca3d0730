// Each text where it stands, against the window and whatever could cut it off. What scrolls sideways is not cut.
() => {
  const faults = [];
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > wide) faults.push(`${document.documentElement.scrollWidth} pixels wide`);

  function say(what, node) {
    const words = node.textContent.trim().replace(/\s+/g, " ").slice(0, 60);
    const where = node.parentElement.getAttribute("class") || node.parentElement.localName;
    faults.push(`${what}: ${words} <${where}>`);
  }

  // What an element shows of what is in it; nothing where that can be scrolled to, or is never meant to be seen.
  function shown(element) {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    if (style.clipPath.includes("%") || /auto|scroll/.test(style.overflowX)) return null;
    if (style.overflowX !== "visible") return box;
    const inset = style.clipPath.match(/^inset\((.*)\)$/)?.[1].split(" ").map(parseFloat);
    if (!inset) return { left: -Infinity, right: Infinity, bottom: Infinity };
    const [top, right = top, bottom = top, left = right] = inset;
    return { left: box.left + left, right: box.right - right, bottom: box.bottom - bottom };
  }

  function limitsOf(element) {
    const limits = [];
    for (let at = element; at !== document.documentElement; at = at.parentElement) {
      const limit = shown(at);
      if (!limit) return { limits, canScroll: true };
      limits.push(limit);
    }
    return { limits, canScroll: false };
  }

  // A telephone number reads from left to right in every language.
  function turned(node, range, number) {
    const [first, last] = [number.index, number.index + number[0].length - 1].map((at) => {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      return range.getBoundingClientRect();
    });
    return first.top === last.top && first.left > last.left;
  }

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    if (!node.textContent.trim() || node.parentElement.closest("script, style, .skip-link")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = [...range.getClientRects()].filter((line) => line.width > 0);
    if (!lines.length) continue;
    const { limits, canScroll } = limitsOf(node.parentElement);
    const isOut = !canScroll && lines.some((line) => line.left < -1 || line.right > wide + 1);
    const isCut = lines.some((line) =>
      limits.some(
        ({ left, right, bottom }) =>
          line.left < left - 1 || line.right > right + 1 || line.bottom > bottom + line.height / 4,
      ),
    );
    if (isOut) say("out of the window", node);
    if (isCut) say("cut", node);
    for (const number of node.textContent.matchAll(/\+?\d{2,}(?:[ \u00a0]\d{2,})+/g)) {
      if (turned(node, range, number)) say(`${number[0]} turned round`, node);
    }
  }
  return faults;
}
