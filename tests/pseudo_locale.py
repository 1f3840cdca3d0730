"""A language that no one speaks: what is marked for translation comes out accented and two fifths longer.

Whatever a page still says in plain letters is content, a name, or a text that a developer forgot to mark.
Welsh stands in for a language that runs as English does, Arabic for one that runs from right to left.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import NullTranslations
from html.parser import HTMLParser

from django.conf import settings
from django.test.utils import override_settings
from django.utils.translation import activate, trans_real

LEFT_TO_RIGHT, RIGHT_TO_LEFT = "cy", "ar"
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = str.maketrans(PLAIN, "ȧƀƈḓḗƒɠħīĵķŀḿƞǿƥɋřşŧŭṽẇẋẏẑȦƁƇḒḖƑƓĦĪĴĶĿḾȠǾƤɊŘŞŦŬṼẆẊẎẐ")
LONGER = "ǿǿǿǿ "
# What a program reads stays as it is: tags, entities, placeholders of both kinds.
KEPT = re.compile(r"(<[^>]+>|&\w+;|%\(\w+\)[\d.]*[a-z]|%[sd%]|\{[^}]*\})")
# Names, and what is the same in every language.
NAMES = re.compile(
    r"\b(?:Recalibrate|WhatsApp|Samaritans|Atom|JSON Feed|Ctrl|RSS|OPML|ICS|CSV|JSON|SVG|PDF|XLSX|Excel|QR|URL|HTML|"
    r"UTF|Open Government Licence|GOV|NHS|BMA|UK|CC|BY|GB|kB|MB|Wi-Fi|localhost\S*|https?://\S*|[\w.-]+@[\w.-]+|"
    r"(?:[\w-]+\.)+(?:example|uk|org|com|test)\S*)"
)
LETTERS = re.compile(r"[A-Za-z]{2,}")
UNSEEN = {"script", "style", "template", "code", "noscript"}
SPOKEN = ("aria-label", "title", "alt", "placeholder")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Charts and results say the names of rows in small letters, within sentences that are marked: `Content` cannot know
# them again. That each of their sentences is marked, tests/test_marked_sentences.py finds in the source.
NAMES_IN_SENTENCES = {
    "chart",
    "figures-table",
    "key-figures",
    "report__scope",
    "figures-more",
    "about-table",
    "not-shown",
}
ENGLISH_SENTENCE = re.compile(r"Asked about |Anonymous and unmatched|\d+ of \d+ did not answer")
SPLIT_BY_MARKS = {"search-result"}  # what was searched for is marked within the content
# A piece of an address, where it may break.
ADDRESS = re.compile(r"^[\w.:-]+[/-]$|^[\w-]+\.(?:xml|atom|json)$|^http:/$")
PARTS = re.compile(r"( – | · |, “|”, | “|”|, |: |; |\. )")
ENDS = " .…:,;“”’()[]·–"


def pseudo(text: str) -> str:
    """“Help” as “Ħḗŀƥ ǿǿ”: accented, and 40 % longer in words that may break."""
    parts = KEPT.split(text)
    accented = "".join(part if number % 2 else part.translate(ACCENTED) for number, part in enumerate(parts))
    letters = sum(len(part) for part in parts[::2])
    if not letters or not LETTERS.search(text):
        return accented
    tail = (LONGER * letters)[: max(1, round(letters * 0.4))].rstrip()
    body = accented.rstrip()
    return f"{body} {tail}{accented[len(body) :]}"


class PseudoCatalogue(NullTranslations):
    """Stands where Django keeps a language's catalogue."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.__language = language
        self.domain = "django"

    def gettext(self, message: str) -> str:
        return pseudo(message.rpartition("\x04")[2])  # what is before it is a context, for translators

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return self.gettext(singular if number == 1 else plural)

    def language(self) -> str:
        return self.__language

    def to_language(self) -> str:
        return self.__language


@contextmanager
def pseudo_locale(language: str = LEFT_TO_RIGHT) -> Iterator[None]:
    """Inside, the site speaks it to everybody."""
    before = trans_real._translations.copy()
    with override_settings(LANGUAGE_CODE=language, LANGUAGES=[(language, "Pseudo")]):
        trans_real._translations[language] = PseudoCatalogue(language)
        trans_real._default = trans_real._translations[language]
        activate(language)
        try:
            yield
        finally:
            trans_real._translations.clear()
            trans_real._translations.update(before)
            trans_real._default = None
            activate(settings.LANGUAGE_CODE)
    activate(settings.LANGUAGE_CODE)


class TextNodes(HTMLParser):
    """Every text that a reader sees or hears on a page, in one piece."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.open: list[tuple[str, bool]] = []  # tags, and whether what is inside is passed over

    @property
    def is_passed_over(self) -> bool:
        return bool(self.open) and self.open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        is_unseen = self.is_passed_over or tag in UNSEEN
        if not is_unseen:
            self.found += [text for name in SPOKEN if (text := said.get(name))]
        if tag not in VOID:
            classes = (said.get("class") or "").split()
            has_names = not (NAMES_IN_SENTENCES | SPLIT_BY_MARKS).isdisjoint(classes)
            self.open.append((tag, is_unseen or has_names))

    def handle_endtag(self, tag: str) -> None:
        while any(name == tag for name, _ in self.open) and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self.is_passed_over and (text := " ".join(data.split())):
            self.found.append(text)


def text_nodes(html: str) -> list[str]:
    parser = TextNodes()
    parser.feed(html)
    return parser.found


class Content:
    """All words that the database holds: what editors wrote may be shown as it is."""

    def __init__(self, texts: Iterator[str]) -> None:
        whole = [" ".join(node.split()) for text in texts for node in [text, *text_nodes(text)]]
        self.whole = {text.casefold().strip(ENDS) for text in whole if text}
        self.joined = "\n".join(sorted({text.casefold() for text in whole if len(text) > 3}))

    def holds(self, text: str) -> bool:
        plain = text.casefold().strip(ENDS)
        return (
            plain in self.whole
            or not LETTERS.search(plain)
            or (len(plain) > 24 and plain.rstrip("… .") in self.joined)
        )


def unmarked(html: str, content: Content) -> list[str]:
    """The texts of a page that are in plain letters, though no editor wrote them into the database."""
    return [node for node in text_nodes(html) if plain_letters(node, content)]


def plain_letters(node: str, content: Content) -> bool:
    if content.holds(node) or ADDRESS.match(node) or ENGLISH_SENTENCE.match(node):
        return False
    # Accented letters part what we say from the values in it.
    rest = re.split(r"[^\x00-\x7f‘’“”–—…é·£]+", node)
    return not all(is_made_of_content(piece, content) for piece in rest)


def is_made_of_content(piece: str, content: Content) -> bool:
    """Whether one value after another is content; a value may itself have what values are parted by."""
    parts = PARTS.split(piece)  # each second one is what parted them
    at = 0
    while at < len(parts):
        ends = range(len(parts), at, -2)
        whole = ("".join(parts[at:end]) for end in ends)
        longest = next((end for end, one in zip(ends, whole, strict=True) if is_value(one, content)), None)
        if longest is None:
            return False
        at = longest + 1
    return True


def is_value(text: str, content: Content) -> bool:
    return content.holds(text) or content.holds(NAMES.sub("", text))
