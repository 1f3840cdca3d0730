"""Phrases that we have had to take out once do not come back (docs/words.md)."""

import ast
import io
import re
import tokenize
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
to the first page|try the first page|that page is not here
nothing is wrong at your end
take something back|take one filter away
(?:kept|keep) for later|kept pages
nothing has (?:all of )?these words
here is nothing yet
whom to talk to
what became of (?:it|the rest)\b
by how far it is
poster for the mess
comes? by (?:itself|themselves)|appears by itself|out on .* by themselves
is in the calendar just now|is planned just now|is open just now
arriving just now
the directory is being filled
drawn by chance
what came of reporting:
for few eyes
came, not the minute
putting it into words was
someone reads here
it is heavy just now|is it heavy just now
who could know it was you
(?:nothing|things?) waits? for you\b
with it go, for good
there is no way back but
what is thin\b|nothing is thin
link answers to that|nothing fits"
(?:is|are) looked through
is no (?:opml|e-mail address|doi|address of|day: use)
one a line\b
empty: (?:none|nothing|the|as many|everything|in)
look into your (?:mail|inbox)
that is my phone|my phone is not here
begin something|begin again"
did this just before you
trouble of its own
take no copy of
written down that you
you are led to|are led (?:here|there)
those that are ticked|what is ticked
has its hour|waits for its (?:hour|reader|writer)
shown to nobody
on its way"
is a story of its own
asked again by itself|by itself every few
if that surprises you
was removed by \{
something of its own at
"""
PATTERNS = [re.compile(line, re.IGNORECASE) for line in PHRASES.strip("\n").split("\n")]
# Say who: an editor, a reader, an operator, another worker.
WHO = re.compile(r"\b(?:somebody|whoever)\b", re.IGNORECASE)
# Colleagues are told more exactly: no editor, no cache, no one. A container runs as the account “nobody”.
WHO_IN_A_COMMENT = re.compile(
    r"\b(?:somebody|someone or other|who(?:m)?ever|(?<!runs as )nobody)\b", re.IGNORECASE
)
QUOTED = re.compile(r"“.*?”|`[^`]*`|\"[^\"\n]*\"", re.DOTALL)

COMMENT = re.compile(
    r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->|^\s*//.*?$", re.DOTALL | re.MULTILINE
)
HASH = re.compile(r"(?:^|\s)#[^\n]*")
COMMENTS_OF = {
    ".css": re.compile(r"/\*.*?\*/", re.DOTALL),
    ".js": re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL),
    ".html": COMMENT,
    ".txt": COMMENT,
}
TEMPLATES = sorted(p for p in (ROOT / "templates").rglob("*") if p.suffix in (".html", ".txt", ".js"))
CODE = sorted(
    p
    for folder in ("site", "blog", "feeds")
    for p in (ROOT / folder).rglob("*.py")
    # Some modules hear what people write, whatever their words.
    if not {"migrations", "language", "furniture.py", "wording.py", "whose.py"} & set(p.parts)
)
DOCUMENTS = [
    *(p for p in sorted((ROOT / "docs").glob("*.md")) if p.name != "words.md"),
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
]
# What history says stays as it was said: migrations. What others wrote is a sample.
FOR_COLLEAGUES = sorted(
    path
    for pattern in (
        *(f"{folder}/**/*.py" for folder in ("site", "blog", "feeds", "tests", "benchmarks")),
        *("static/css/**/*.css", "static/js/**/*.js", "templates/**/*.html", "templates/**/*.txt"),
        *("docs/**/*.md", "*.md", "deploy/*.conf", ".ci/*", "Makefile", "compose.yaml"),
    )
    for path in ROOT.glob(pattern)
    if path.is_file() and not {"migrations", "test_words.py"} & set(path.parts)
)


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


def documented(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield ast.get_docstring(node) or ""


def said_to_colleagues(path: Path) -> Iterator[str]:
    """A document whole; of everything else its comments and docstrings."""
    text = path.read_text()
    if path.suffix == ".md":
        yield text
    elif path.suffix != ".py":
        yield from (match.group() for match in COMMENTS_OF.get(path.suffix, HASH).finditer(text))
    elif WHO_IN_A_COMMENT.search(text):  # reading a thousand modules token by token would take ten seconds
        yield from documented(ast.parse(text))
        tokens = tokenize.generate_tokens(io.StringIO(text).readline)
        yield from (token.string for token in tokens if token.type == tokenize.COMMENT)


def unnamed_in(path: Path) -> list[str]:
    return [
        word for text in said_to_colleagues(path) for word in WHO_IN_A_COMMENT.findall(QUOTED.sub("", text))
    ]


def found_in(text: str, patterns: list[re.Pattern[str]]) -> list[str]:
    return [match.group() for pattern in patterns for match in pattern.finditer(text)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_phrase_comes_back_in_a_template(path):
    assert not found_in(COMMENT.sub("", path.read_text()), [*PATTERNS, WHO])


@pytest.mark.parametrize("folder", ["blog", "feeds", "site"])
def test_no_phrase_comes_back_in_what_the_code_says(folder):
    ours = [path for path in CODE if path.relative_to(ROOT).parts[0] == folder]

    assert ours
    assert not {
        f"{path.relative_to(ROOT)}: {text[:80]} [{phrase}]"
        for path in ours
        for text in strings(path)
        for phrase in found_in(text, [*PATTERNS, WHO])
    }


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_no_phrase_comes_back_in_a_document(path):
    assert not found_in(path.read_text(), [*PATTERNS, WHO])


def test_comments_and_docstrings_say_who():
    assert len(FOR_COLLEAGUES) > 1_500
    assert not {str(path.relative_to(ROOT)): words for path in FOR_COLLEAGUES if (words := unnamed_in(path))}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.py", 'def f():\n    """Told to whoever asks."""\n'),
        ("a.py", "N = 1  # nobody knows why\n"),
        ("a.css", "/* Nobody sees it. */"),
        ("a.js", "run(); // for somebody"),
        ("a.html", "<p>{# Whoever writes #}</p>"),
        ("a.conf", "listen 8080; # nobody listens below"),
        ("a.md", "Someone or other looks at it."),
    ],
)
def test_the_walk_hears_who_is_not_named(tmp_path, name, text):
    (tmp_path / name).write_text(text)

    assert unnamed_in(tmp_path / name)


def test_the_walk_passes_over_names_strings_and_quotations(tmp_path):
    module = tmp_path / "a.py"
    module.write_text('def somebody():\n    """“Nobody ate.”"""\n    return "whoever"  # `nobody` runs it\n')

    assert not unnamed_in(module)


@pytest.mark.parametrize(
    "text",
    [
        "How is it today?",
        "This link has ended.",
        "Send us an email",
        "Are you sure?",
        "Needs you: the disk",
        "One a line",
        "Begin something",
    ],
)
def test_the_list_finds_what_it_is_for(text):
    assert found_in(text, PATTERNS)
