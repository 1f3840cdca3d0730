"""Sentences in our code that people may read, and that are not marked for translation: found in the source itself."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SENTENCE = re.compile(r"[A-Za-z’]{2,}[,:;]? [A-Za-z“]{2,}")
MARKS = {
    "_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy",
}  # fmt: skip
# What is said to a log, to a colleague who writes code, to the database or to a regular expression; and pages that
# are not there, whose reason no template shows.
NOT_FOR_PEOPLE = {
    "Http404", "ValueError", "TypeError", "KeyError", "RuntimeError", "LookupError", "AssertionError", "OSError",
    "ImproperlyConfigured", "InvalidDocument", "CannotOpen", "NotOurs", "TemplateSyntaxError", "NotMade", "TooDear",
    "compile", "execute", "RawSQL", "RunSQL", "Limit", "field", "TypeVar", "has_perm", "NotSound", "SourceImageIOError",
    "AbsenceLog",
}  # fmt: skip
LOGS = {"logger", "log"}
SYNTAX = re.compile(
    r"</?[a-z]|\b(?:SELECT|PRAGMA|FROM|WHERE|SET|CREATE|INSERT|UPDATE|DELETE)\b|^[a-z-]+[:/]|\\b"
)


def sentences(path: Path) -> Iterator[tuple[int, str]]:
    return unmarked_in(ast.parse(path.read_text()))


def unmarked_in(tree: ast.Module) -> Iterator[tuple[int, str]]:
    above = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and is_sentence(node.value) and not is_excused(node, above):
            yield node.lineno, " ".join(str(node.value).split())


def is_sentence(value: object) -> bool:
    return isinstance(value, str) and bool(SENTENCE.search(value)) and not SYNTAX.search(value)


def is_excused(node: ast.AST, above: dict[ast.AST, ast.AST]) -> bool:
    """Whether it is marked, a docstring, a type, a key, compared, or said to no reader."""
    parent = above[node]
    if isinstance(parent, ast.Expr | ast.Compare | ast.Subscript):
        return True
    if isinstance(parent, ast.Dict) and node in parent.keys:
        return True
    while node in above:
        node = above[node]
        if isinstance(node, ast.Call) and name_of(node.func) in MARKS | NOT_FOR_PEOPLE | LOGS:
            return True
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and name_of(node.func.value) in LOGS
        ):
            return True
    return False


def name_of(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


def modules(*folders: str) -> Iterator[tuple[str, Path]]:
    for folder in folders or ("site", "blog", "feeds"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), path
