"""Phrases that we have had to take out once do not come back (docs/words.md)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# What nobody would say aloud, or what names a thing by another word than the rest of the site.
PHRASES = r"""
be forgotten by us|you are forgotten|stop, and be
we hope you, asked
unwanted mail goes|look where your
press the button behind|behind it to confirm
one more press|one more click
comes to you(?: every|:|\.)
this link has ended|link is over|link was good for
did not work yet
said as of
stands? in (?:this|your) browser
somebody to talk to needed
how is it today
what the place owes
(?:these|those) very words
until when can (?:i|you|it)
wastes nobody
nobody but me
writers work as|posts whose writers
takes longer to be answered
>take it away<
will stand here|stands? here yet|stands? above\.
(?-i:Words and people)
what arrived"
care for content
needs you:
what stays withheld"
click here|click on the|read more here
please note|please be advised|kindly
invalid (?:input|value|form|request)\b
an error (?:has )?occurred|something went wrong|\boops\b
in order to
prior to|subsequent to
at this (?:moment in time|point in time)
utili[sz]e|leverage
going forward|reach out to
commence[sd]?\b|terminate your
whilst|amongst
and/or
\b(?:an|your|by|the|our|this|every|each|one|via|us) emails?\b
e-mail adress|email address
log ?into|login to|logon
sign-?in to continue
user ?name and password are wrong
successfully (?:saved|deleted|updated|created)
are you sure\?
ok, got it|got it!
no data\b|no records found
this field cannot be blank
not permitted to
does it be|do it be
mental(?:ly)? ill(?:ness)? people|the mentally ill
commit(?:ted|s)? suicide
suffer(?:s|ing)? from burn-?out
burn-?out victims?
junior doctors?
man-?power|man hours
front-?line heroes|nhs heroes|our heroes
resilience training
stay strong|stay positive|you've got this
self-care journey|wellness journey|your journey
"""
PATTERNS = [re.compile(line, re.IGNORECASE) for line in PHRASES.strip("\n").split("\n")]
# On pages, in e-mails and in forms it says who.
ON_PAGES = re.compile(r"\b(?:somebody|whoever)\b", re.IGNORECASE)

COMMENT = re.compile(
    r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->|^\s*//.*?$", re.DOTALL | re.MULTILINE
)
TEMPLATES = sorted(p for p in (ROOT / "templates").rglob("*") if p.suffix in (".html", ".txt", ".js"))
CODE = sorted(
    p
    for folder in ("site", "blog", "feeds")
    for p in (ROOT / folder).rglob("*.py")
    # Some modules hear what people write, whatever their words.
    if not {"migrations", "language", "furniture.py", "wording.py"} & set(p.parts)
)
DOCUMENTS = [
    *(p for p in sorted((ROOT / "docs").glob("*.md")) if p.name != "words.md"),
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
]


def strings(path: Path) -> Iterator[str]:
    """The texts of a module that people may read: docstrings are for colleagues."""
    tree = ast.parse(path.read_text())
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield f'"{node.value}"'


def found_in(text: str, patterns: list[re.Pattern[str]]) -> list[str]:
    return [match.group() for pattern in patterns for match in pattern.finditer(text)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_phrase_comes_back_in_a_template(path):
    assert not found_in(COMMENT.sub("", path.read_text()), [*PATTERNS, ON_PAGES])


@pytest.mark.parametrize("folder", ["blog", "feeds", "site"])
def test_no_phrase_comes_back_in_what_the_code_says(folder):
    ours = [path for path in CODE if path.relative_to(ROOT).parts[0] == folder]

    assert ours
    assert not {
        f"{path.relative_to(ROOT)}: {text[:80]} [{phrase}]"
        for path in ours
        for text in strings(path)
        for phrase in found_in(text, PATTERNS)
    }


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_no_phrase_comes_back_in_a_document(path):
    assert not found_in(path.read_text(), PATTERNS)


@pytest.mark.parametrize(
    "text",
    ["How is it today?", "This link has ended.", "Send us an email", "Are you sure?", "Needs you: the disk"],
)
def test_the_list_finds_what_it_is_for(text):
    assert found_in(text, PATTERNS)
