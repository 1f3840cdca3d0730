"""The age at which a reader reads our words with ease, surface by surface: docs/reading-age.md.

    python tests/reading_age.py            prints the table
    python tests/reading_age.py --write    puts it into docs/reading-age.md

The formula is Flesch and Kincaid's grade, plus five for the age (J. P. Kincaid and others, 1975). Measured is what
is marked for translation in a template or a module, and the prose of a document: what editors and contributors
write is theirs. A value that a sentence is given at run time counts as one short word. Labels and buttons, of
fewer than four words, are left out: they would make every page look easy.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "docs" / "reading-age.md"
READERS = "site/recalibrate/"
# Surface, and what is said there. A template brings along what it extends and includes.
SURFACES: dict[str, tuple[str, ...]] = {
    "Home, and the state of mind": ("templates/pages/home_page.html", "templates/pages/state*.html"),
    "Posts and lists of posts": (
        "templates/pages/post_*.html",
        "blog/facets.py",
        "blog/related.py",
        "blog/views.py",
    ),
    "Help": (
        "templates/pages/help.html",
        f"{READERS}help_services/directory.py",
        f"{READERS}help_services/hours.py",
    ),
    "Exception guide": ("templates/pages/exception_guide_page.html", f"{READERS}guardian/deadlines.py"),
    "Share your story": (
        "templates/pages/write.html",
        "templates/pages/written.html",
        "templates/pages/reply.html",
        f"{READERS}stories/forms.py",
        f"{READERS}stories/receive.py",
    ),
    "By e-mail: the page": ("templates/pages/digest*.html", f"{READERS}digest/forms.py"),
    "Search": ("templates/pages/search.html", f"{READERS}search/views.py"),
    "The Guardian’s corner": (
        "templates/pages/guardian_*.html",
        "templates/pages/you_said_we_did.html",
        "templates/pages/preview_expired.html",
    ),
    "National picks and feeds": (
        "templates/pages/picks.html",
        "templates/pages/sources.html",
        "templates/pages/syndication_list.html",
        "templates/pages/fetching.html",
        "templates/syndication/*.html",
        f"{READERS}syndication/subjects.py",
    ),
    "Programmes and questions": (
        "templates/pages/programme_*.html",
        "templates/pages/session_page.html",
        "templates/pages/questions*.html",
        "templates/pages/exercise*.html",
        "templates/pages/*results.html",
        "templates/pages/open_call*.html",
        f"{READERS}programmes/receiving.py",
    ),
    "Saved pages, posters, dates": (
        "templates/pages/shelf.html",
        "templates/pages/poster.html",
        "templates/pages/dates.html",
    ),
    "Desk and inbox": (
        "templates/admin/desk*.html",
        "templates/admin/inbox*.html",
        "*/dashboard_items.py",
        f"{READERS}*/dashboard_items.py",
        "feeds/views/deciding.py",
    ),
    "Posts, checks and second readings": (
        "templates/admin/checklist.html",
        "templates/admin/second_*.html",
        "templates/admin/care_*.html",
        "templates/admin/approval_panel.html",
        "templates/admin/asked_for_changes.html",
        "blog/*.py",
    ),
    "Sources, links, imports": (
        "templates/admin/*source*.html",
        "templates/admin/link*.html",
        "templates/admin/import*.html",
        "feeds/sources/health.py",
        "feeds/views/sources.py",
    ),
    "The Guardian’s screens": (
        "templates/admin/figures_*.html",
        "templates/admin/outlook*.html",
        "templates/admin/board_view.html",
        "templates/admin/withheld.html",
        "templates/admin/take_back.html",
        f"{READERS}guardian/views/*.py",
        f"{READERS}guardian/enter.py",
    ),
    "Labels and help texts": (
        "blog/models/*.py",
        "feeds/models/*.py",
        "feeds/forms.py",
        f"{READERS}*/models/*.py",
    ),
    "Is everything all right?": ("templates/admin/condition.html", f"{READERS}operations/health/*.py"),
    "E-mails to colleagues": (
        "templates/wagtailadmin/notifications/*.txt",
        "templates/mail/invitation.txt",
        f"{READERS}sign_in/notifications.py",
        f"{READERS}sign_in/grants.py",
        f"{READERS}link_checks/notify_editors.py",
        f"{READERS}help_services/reminders.py",
    ),
    "The editors’ guide": ("docs/editors.md",),
    "README and documents": ("README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/*.md"),
    "Errors": ("templates/4*.html", "templates/5*.html", "templates/without_database.html"),
}
# Read at night, by tired people: no sentence of ours has more words than this.
NIGHT = (
    "Home, and the state of mind",
    "Help",
    "Exception guide",
    "Share your story",
    "By e-mail: the page",
    "Errors",
)
LONGEST = 20
ENOUGH_WORDS = 60  # below that an age is a guess
LABEL = 3  # words

GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
INCLUDED = re.compile(r'\{% (?:include|extends) "([^"]+)"')
TRANSLATED = re.compile(
    r'\{% translate "(.*?)" |\{% translate \'(.*?)\' |\b_\("(.*?)"\)|'
    r"\{% blocktranslate\b.*?%\}(.*?)\{% endblocktranslate %\}",
    re.DOTALL,
)
VALUE = re.compile(r"\{\{.*?\}\}|%\(\w+\)[sd]|%[sd]|\{\w*\}")
TAG = re.compile(r"<[^>]+>")
WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9’'-]*")
SENTENCE = re.compile(r"(?<=[.!?:;])\s+(?=[A-Z“])|(?<=[.!?])\s+|\n{2,}")
PROSE = re.compile(r"^(?:```.*?^```|\|.*?\|$|#.*?$|\[.*?\]: .*?$|<!--.*?-->)", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)|`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Measured:
    age: int | None  # None where there is too little to tell
    words: int
    longest: str

    @property
    def longest_count(self) -> int:
        return len(words(self.longest))


def files(patterns: tuple[str, ...]) -> list[Path]:
    """The files of a surface, with what its templates extend and include."""
    waiting = [path for pattern in patterns for path in sorted(ROOT.glob(pattern)) if path != TABLE]
    found: dict[Path, None] = {}
    while waiting:
        path = waiting.pop(0)
        if path in found or not path.exists():
            continue
        found[path] = None
        if path.suffix in (".html", ".txt"):
            waiting += [ROOT / "templates" / name for name in INCLUDED.findall(path.read_text())]
    return list(found)


def messages(path: Path) -> Iterator[str]:
    """What a file says to people, each text by itself."""
    source = path.read_text()
    if path.suffix == ".py":
        yield from python_messages(ast.parse(source))
    elif path.suffix == ".md":
        plain = LINK.sub(lambda match: match[1] or match[2], PROSE.sub("\n\n", source))
        yield from (
            " ".join(text.split()) for text in re.split(r"\n\s*\n|^\s*[-*] ", plain, flags=re.MULTILINE)
        )
    else:
        for match in TRANSLATED.finditer(source):
            text = next(group for group in match.groups() if group is not None)
            yield from re.split(r"\{% plural %\}", text)


def python_messages(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in GETTEXT:
            for given in node.args:
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield given.value


def sentences(text: str) -> list[str]:
    plain = " ".join(TAG.sub("", VALUE.sub("it", text)).replace("&amp;", "and").split())
    return [part for part in SENTENCE.split(plain) if words(part)]


def words(text: str) -> list[str]:
    return WORD.findall(text)


def syllables(word: str) -> int:
    """Roughly: groups of vowels, without a silent e at the end; a number is one."""
    count = len(re.findall(r"[aeiouy]+", word.lower()))
    if word.lower().endswith("e") and not word.lower().endswith(("le", "ee", "ye")) and count > 1:
        count -= 1
    return max(1, count)


def measure(texts: list[str]) -> Measured:
    said = [one for text in dict.fromkeys(texts) for one in sentences(text) if len(words(one)) > LABEL]
    spoken = [word for sentence in said for word in words(sentence)]
    longest = max(said, key=lambda sentence: len(words(sentence)), default="")
    if len(spoken) < ENOUGH_WORDS:
        return Measured(None, len(spoken), longest)
    grade = 0.39 * len(spoken) / len(said) + 11.8 * sum(map(syllables, spoken)) / len(spoken) - 15.59
    return Measured(max(5, round(grade + 5)), len(spoken), longest)


def of_surface(name: str) -> list[str]:
    return [text for path in files(SURFACES[name]) for text in messages(path)]


def too_long(name: str) -> list[str]:
    """The sentences of a surface that a tired reader would have to read twice."""
    return [
        sentence
        for text in dict.fromkeys(of_surface(name))
        for sentence in sentences(text)
        if len(words(sentence)) > LONGEST
    ]


def table() -> str:
    lines = [
        "# Reading age",
        "",
        "The age at which a reader reads our own words with ease, and how long the longest sentence is. Made by",
        "`python tests/reading_age.py --write`, which also says how it is measured; a test fails when it is old.",
        "Pages that are read at night (★) have no sentence over 20 words.",
        "",
        "| Surface | Reading age | Longest sentence, words |",
        "| --- | --- | --- |",
    ]
    for name in SURFACES:
        found = measure(of_surface(name))
        star = " ★" if name in NIGHT else ""
        lines.append(f"| {name}{star} | {found.age or 'too little to tell'} | {found.longest_count} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    if "--write" in sys.argv:
        TABLE.write_text(table())
    elif "--long" in sys.argv:
        for name in NIGHT:
            print(name, *too_long(name), sep="\n    ")
    else:
        print(table())
