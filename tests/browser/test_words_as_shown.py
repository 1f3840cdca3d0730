"""The words that we read in generated HTML are those that a browser shows: none glued, none lost."""

import os
import random
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from recalibrate.text.text_reader import read_text

pytestmark = pytest.mark.browser

DOCUMENTS = int(os.environ.get("WORDS_AS_SHOWN", "25"))  # 500 were compared once, and whenever one likes
BLOCKS = """
    p div section article aside main header footer address blockquote pre h1 h2 h3 h6 figure figcaption center
    fieldset legend hgroup search ul ol li menu dl dt dd table tr td th caption tbody details summary form nav
"""
INLINE = "a abbr b bdi cite code data dfn em font i ins kbd label mark q s samp small span strong time u var"
LONE = ["br", "hr"]
WITHOUT_WORDS = [
    "<!-- unsaid -->",
    "<script>unsaid()</script>",
    "<style>.unsaid{}</style>",
    "<template>unsaid</template>",
]
OPEN_ENDED = frozenset(("p", "li", "dt", "dd", "tr", "td", "th"))
# In one document, all words differ: what is glued together is none of them.
LETTERS = "bcdfgklmnprst"
SHOWN = """(documents) => documents.map((html) => {
  const place = document.body.appendChild(document.createElement("div"));
  place.innerHTML = html;
  place.querySelectorAll("details").forEach((one) => (one.open = true));
  return place.innerText;
})"""


def words(chance: random.Random) -> Iterator[str]:
    while True:
        yield "".join(chance.choice(LETTERS) + chance.choice("aeiou") for _ in range(4))


def html_of(chance: random.Random, word: Iterator[str], depth: int = 0) -> str:
    parts = []
    for _ in range(chance.randint(1, 4)):
        kind = chance.random()
        space = chance.choice(["", "", " ", "\n", "&nbsp;"])
        if kind < 0.4 or depth > 5:
            parts.append(f"{next(word)}{space}")
        elif kind < 0.6:
            name = chance.choice(INLINE.split())
            parts.append(f"<{name}>{html_of(chance, word, depth + 1)}</{name}>{space}")
        elif kind < 0.65:
            parts.append(f"<{chance.choice(LONE)}>")
        elif kind < 0.7:
            parts.append(chance.choice(WITHOUT_WORDS))
        else:
            name = chance.choice(BLOCKS.split())
            is_left_out = name in OPEN_ENDED and chance.random() < 0.5
            ending = "" if is_left_out else f"</{name}>"
            parts.append(f"<{name}>{html_of(chance, word, depth + 1)}{ending}{space}")
    return "".join(parts)


def documents() -> list[str]:
    made = []
    for seed in range(DOCUMENTS):
        chance = random.Random(seed)  # the same at every run
        made.append(html_of(chance, words(chance)))
    return made


def test_words_stand_apart_where_a_browser_shows_them_apart(browser: Browser) -> None:
    made = documents()
    page = browser.new_page()
    shown = page.evaluate(SHOWN, made)
    page.close()

    differing = {
        html: (theirs.split(), read_text(html).said.split())
        for html, theirs in zip(made, shown, strict=True)
        if theirs.split() != read_text(html).said.split()
    }
    assert differing == {}
