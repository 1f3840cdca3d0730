"""What is decided is decided by a kind, never by a piece of an English sentence: sentences are rewritten.

`"browser check" in str(error)` held until a developer improved the wording, and “larger than 5 MB, which no feed …”
was taken for “no feed”: a source that was too large was given the advice for one that had moved.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROSE = re.compile(r"[A-Za-z’']{2,} [A-Za-z’']{2,}")
ASKED_OF_TEXT = {"startswith", "endswith", "find", "index", "count", "partition", "rpartition", "split"}
FOR_PEOPLE = {"last_error", "trouble", "words", "message", "remark", "remarks", "said"}
# Places where the words are someone else's, or are themselves what is stored; each with its reason.
MAY = {
    ("feeds/pipeline/page_head.py", "'<!doctype html' in start"): "markup",
    ("feeds/sources/discover.py", "'<!doctype html' in start"): "markup",
    ("site/recalibrate/help_services/hours.py", "text in ('24/7', 'day and night')"): "typed by an editor",
    ("site/recalibrate/help_services/hours.py", "match['days'] == 'bank holidays'"): "typed by an editor",
    (
        "site/recalibrate/programmes/views/calls.py",
        "status in ('open', 'closes soon')",
    ): "a status, spelled so",
    (
        "site/recalibrate/guardian/workbook/words.py",
        "wanted.startswith(('total for ', 'total all', 'all departments', 'all grades'))",
    ): "a row’s name in a Guardian’s own spreadsheet",
}


def sources() -> Iterator[tuple[str, ast.Module]]:
    for folder in ("feeds", "blog", "site/recalibrate"):
        for path in (ROOT / folder).rglob("*.py"):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), ast.parse(path.read_text())


def decisions_on_prose(tree: ast.AST) -> Iterator[str]:
    """Comparisons with a phrase, with the words of an error, or of what was written for people."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            has_text = any(_holds_text(side) for side in sides)
            if any(map(_is_phrase, sides)) or (has_text and any(map(_is_for_people, sides))):
                yield ast.unparse(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            is_asked = node.func.attr in ASKED_OF_TEXT and any(map(_holds_text, node.args))
            if is_asked and (any(map(_is_phrase, node.args)) or _is_for_people(node.func.value)):
                yield ast.unparse(node)


def _texts(node: ast.AST) -> list[str]:
    literal = isinstance(node, ast.Constant | ast.Tuple | ast.List | ast.Set | ast.JoinedStr)
    constants = (one.value for one in ast.walk(node) if isinstance(one, ast.Constant)) if literal else ()
    return [one for one in constants if isinstance(one, str)]


def _holds_text(node: ast.AST) -> bool:
    return any(re.search(r"\w", text) for text in _texts(node))


def _is_phrase(node: ast.AST) -> bool:
    return any(PROSE.search(text) for text in _texts(node))


def _is_for_people(node: ast.AST) -> bool:
    """`str(error)`, `source.last_error`, either of them in lower case: whatever holds a sentence of ours."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return _is_for_people(node.func.value)
    is_str_of = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "str"
    if is_str_of and node.args:
        return isinstance(node.args[0], ast.Name) and node.args[0].id in {
            "error",
            "trouble",
            "exc",
            "problem",
        }
    return isinstance(node, ast.Attribute) and node.attr in FOR_PEOPLE


def test_nothing_is_decided_by_a_piece_of_a_sentence():
    found = [(name, one) for name, tree in sources() for one in decisions_on_prose(tree)]

    assert [one for one in found if one not in MAY] == []
    assert MAY.keys() <= set(found), "an exception that is needed no more"


def test_the_ways_to_decide_by_a_sentence_are_seen():
    ways = (
        "'browser check' in str(trouble)", "source.last_error.startswith('Gone')", "answer.words == 'Fine.'",
        "text in ('day and night', 'x')", "name.partition('moved to')", "'gone' in str(error).lower()",
    )  # fmt: skip

    assert all(list(decisions_on_prose(ast.parse(way))) for way in ways)
    assert not list(decisions_on_prose(ast.parse("kind == 'fine' or url.startswith('https://') or a in b")))
