"""A language that shows what is marked for translation: each marked text stands between ⟦ and ⟧."""

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from unittest import mock

from django.conf import settings
from django.utils.translation import trans_real

ROOT = Path(__file__).parents[1]
UNSEEN = {"script", "style", "template"}
# Where texts are written that are rows by the time they are shown (names of roles, collections and pages, rows of the
# Guardian's figures), and the pure modules, which know no Django.
NOT_MARKED = (
    "/migrations/",
    "/sample/",
    "/settings/",
    "/management/",
    "home/roles.py",
    "home/make_roles.py",
    "privacy/",
    "home/site_pages.py",
    "guardian/store/",
    "guardian/seed",
    "guardian/figures/",
    "guardian/charts/",
    "guardian/rows",
    "help_services/hours.py",
    "programmes/answers/",
    "programmes/result",
    "programmes/sheet_rows.py",
    "programmes/must_change.py",
    "staff/unread_pictures.py",
    "link_checks/verdicts.py",
    "exchange/",
    "outbound/",
    "feeds/pipeline/",
    "feeds/viewsets/sources.py",
    "blog/care/",
    "blog/care_of.py",
    "blog/checklist.py",
    "blog/sensitivity.py",
    "blog/models/workflow.py",
)


@contextmanager
def marks_shown() -> Iterator[None]:
    catalogue = trans_real.translation(settings.LANGUAGE_CODE)
    one = mock.patch.object(catalogue, "gettext", lambda message: f"⟦{message}⟧" if message else "")
    several = mock.patch.object(
        catalogue, "ngettext", lambda single, plural, number: f"⟦{single if number == 1 else plural}⟧"
    )
    with one, several:
        yield


class Texts(HTMLParser):
    """Every piece of text that is seen or heard on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in UNSEEN
        said = dict(attrs)
        self.found |= {
            said[name] or "" for name in ("aria-label", "title", "placeholder", "alt") if name in said
        }

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in UNSEEN

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.found.add(" ".join(data.split()))


def texts_of(html: str) -> set[str]:
    reader = Texts()
    reader.feed(html)
    return reader.found


@cache
def written_in_code() -> frozenset[str]:
    """Every text of two words or more that a module of ours writes down, docstrings left out."""
    found = set()
    for folder in ("site", "blog", "feeds"):
        for path in (ROOT / folder).rglob("*.py"):
            if not any(part in str(path) for part in NOT_MARKED):
                found |= {" ".join(text.split()) for text in constants(ast.parse(path.read_text()))}
    return frozenset(text for text in found if len(text.split()) > 1)


def constants(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def unmarked(html: str) -> set[str]:
    """Texts on a page that our code writes down and does not mark."""
    return {text for text in texts_of(html) if "⟦" not in text and text in written_in_code()}
