"""Every regular expression in the source, and texts that cost it most, worked out of the expression."""

import ast
import builtins
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from django.apps import apps
from django.core.validators import RegexValidator
from django.urls import get_resolver
from every_address import walk

ROOT = Path(__file__).parents[1]
SOURCES = {"site": ROOT / "site", "blog": ROOT, "feeds": ROOT}
USES = {"compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"}
AT_ONE_PLACE = {"match", "fullmatch"}
# One of each kind that classes of characters tell apart, with what the expressions of this site name often.
POOL = "a0A _-.:,;<>\"'=/@[](){}!?&%+*#\n\t\\é’‘“”…–\x01"
REPEATS = {ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT}
FEW = 8  # a repeat of at most so many is no repeat
VARIANTS = 8
TAILS = ("", "\x00", "\n!", "z")


@dataclass(frozen=True)
class Expression:
    """A regular expression as the source has it, and whether it is looked for everywhere in a text."""

    where: str
    pattern: str | bytes
    flags: int
    is_searched: bool

    @cached_property
    def compiled(self) -> re.Pattern[Any]:
        return re.compile(self.pattern, self.flags)

    def run(self, text: str) -> None:
        """Everything that looking through a text with it may take."""
        content: Any = text.encode("latin-1", "ignore") if isinstance(self.pattern, bytes) else text
        if self.is_searched:
            self.compiled.sub(type(content)(), content)
        else:
            self.compiled.match(content)
            self.compiled.fullmatch(content)

    def texts(self, length: int) -> Iterator[str]:
        """Each about this long: what leads up to a repeat, what it takes, and a tail that it does not."""
        for (lead, unit), tail in product(self._pumps, TAILS):
            yield lead + unit * (length // len(unit)) + tail

    @cached_property
    def _pumps(self) -> tuple[tuple[str, str], ...]:
        tree = _parser.parse(self.pattern, self.flags)
        found = dict.fromkeys((lead, unit) for lead, unit in pumps(tree) if unit)
        return tuple(found)


def pumps(tree: Any) -> Iterator[tuple[str, str]]:
    letters = list(dict.fromkeys(letter for letters in _letters(tree) for letter in letters[:3]))[:14]
    yield from (("", letter) for letter in letters)
    yield from (("", one + other) for one, other in product(letters[:8], repeat=2) if one != other)
    for variant in range(VARIANTS):
        whole = example(tree, variant)
        yield from [("", whole), ("", whole[:-1]), (whole, whole[-1:])]
        for lead, unit in repeated(tree, "", variant):
            yield from [(lead, unit), ("", lead + unit), ("", lead), (lead, unit + lead)]


def repeated(tree: Any, lead: str, variant: int) -> Iterator[tuple[str, str]]:
    """Each repeat within: what stands before it, and what it takes once."""
    for node in tree:
        op, value = node
        if op in REPEATS:
            _, most, body = value
            if most > FEW:
                yield lead, example(body, variant)
            yield from repeated(body, lead, variant)
        for body in _bodies(op, value):
            yield from repeated(body, lead, variant)
        lead += example([node], variant)


def _bodies(op: Any, value: Any) -> list[Any]:
    if op is ops.SUBPATTERN:
        return [value[-1]]
    if op is ops.BRANCH:
        return list(value[1])
    if op in (ops.ASSERT, ops.ASSERT_NOT):
        return [value[1]]
    if op is ops.ATOMIC_GROUP:
        return [value]
    return []


def example(tree: Any, variant: int) -> str:
    """A text that it takes; another variant takes other branches and other characters."""
    return "".join(_example(op, value, variant) for op, value in tree)


def _example(op: Any, value: Any, variant: int) -> str:
    if op in REPEATS:
        return example(value[2], variant) * max(
            value[0], 1 - variant % 2
        )  # every second leaves out what it may
    if op is ops.BRANCH:
        return example(value[1][variant % len(value[1])], variant)
    if op in (ops.SUBPATTERN, ops.ATOMIC_GROUP):
        return example(_bodies(op, value)[0], variant)
    letters = taken(op, value)
    return letters[variant % len(letters)] if letters else ""


def taken(op: Any, value: Any) -> list[str]:
    """Characters that one place takes: the pool's, or what it names."""
    if op is ops.LITERAL:
        return [chr(value)]
    if op is ops.NOT_LITERAL:
        return [letter for letter in POOL if ord(letter) != value]
    if op is ops.ANY:
        return [letter for letter in POOL if letter != "\n"]
    if op is not ops.IN:
        return []
    named = [chr(item[1] if item[0] is ops.LITERAL else item[1][0]) for item in value
             if item[0] in (ops.LITERAL, ops.RANGE)]  # fmt: skip
    return [letter for letter in dict.fromkeys([*POOL, *named]) if _is_in(letter, value)]


def _is_in(letter: str, items: Any) -> bool:
    is_negated = items[0][0] is ops.NEGATE
    return any(_is_item(letter, *item) for item in items if item[0] is not ops.NEGATE) != is_negated


def _is_item(letter: str, op: Any, value: Any) -> bool:
    if op is ops.LITERAL:
        return ord(letter) == value
    if op is ops.RANGE:
        return bool(value[0] <= ord(letter) <= value[1])
    kind = str(value).rsplit("_", 1)[-1]
    is_kind = {
        "DIGIT": letter.isdigit(),
        "SPACE": letter.isspace(),
        "WORD": letter.isalnum() or letter == "_",
    }
    return is_kind[kind] != ("NOT" in str(value))


def _letters(tree: Any) -> Iterator[list[str]]:
    for op, value in tree:
        if letters := taken(op, value):
            yield letters
        if op in REPEATS:
            yield from _letters(value[2])
        for body in _bodies(op, value):
            yield from _letters(body)


class _Module:
    """A module's source and what its names stand for."""

    def __init__(self, path: Path, name: str) -> None:
        self.where, self.tree = str(path.relative_to(ROOT)), ast.parse(path.read_text())
        self.names = vars(importlib.import_module(name)) if name else {}

    def calls(self) -> Iterator[tuple[ast.Call, str]]:
        for node in ast.walk(self.tree):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=use)) if use in USES:
                    yield node, use

    def value(self, node: ast.expr) -> Any:
        """Names that only a function knows stand for a letter: what is put into an expression is escaped."""
        code = compile(ast.Expression(node), self.where, "eval")
        return eval(code, {**self.names}, _Letters(self.names))  # noqa: S307  # our own source


class _Letters(dict[str, Any]):
    def __missing__(self, name: str) -> Any:
        return vars(builtins).get(name, "x")


def modules() -> Iterator[_Module]:
    for folder, root in SOURCES.items():
        top = root if folder == "site" else root / folder
        for path in sorted(top.rglob("*.py")):
            if "migrations" not in path.parts and "settings" not in path.parts:
                name = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
                yield _Module(path, name)


def of_addresses() -> Iterator[Expression]:
    """Of every address that the site resolves, Wagtail's included; looked for from a path's beginning on."""
    for pattern, _ in walk(get_resolver()):
        yield Expression(f"address {pattern}", pattern, 0, is_searched=False)


def of_validators() -> Iterator[Expression]:
    """Of every field of a model that says which words it takes."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            for validator in getattr(field, "validators", ()):
                if isinstance(validator, RegexValidator):
                    regex = validator.regex
                    where = f"{model.__name__}.{field.name} {type(validator).__name__}"
                    yield Expression(where, regex.pattern, regex.flags, is_searched=True)


def of_the_source() -> Iterator[Expression]:
    """Of every call of `re` in the source."""
    all_modules = list(modules())
    uses = _uses_by_name(all_modules)
    for module in all_modules:
        named = _names_of_calls(module.tree)
        for call, use in module.calls():
            used = uses.get(_key(module, named.get(id(call), "")), set()) if use == "compile" else {use}
            flags = _flags(module, call, use)
            yield Expression(
                f"{module.where}:{named.get(id(call), '')}:{call.lineno}",
                module.value(call.args[0]), flags, is_searched=not used or bool(used - AT_ONE_PLACE),
            )  # fmt: skip


def _flags(module: _Module, call: ast.Call, use: str) -> int:
    given = [keyword.value for keyword in call.keywords if keyword.arg == "flags"]
    at = {"compile": 1, "sub": 4, "subn": 4}.get(use, 2)
    return int(module.value((given or call.args[at:])[0])) if given or call.args[at:] else 0


def _names_of_calls(tree: ast.Module) -> dict[int, str]:
    return {
        id(node.value): target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _key(module: _Module, name: str) -> tuple[str, str]:
    """A private name is its module's own: another's `_NUMBER` is another expression."""
    return (module.where if name.startswith("_") else "", name)


def _uses_by_name(all_modules: list[_Module]) -> dict[tuple[str, str], set[str]]:
    """How an expression of this name is used, anywhere. Names that hold several are not here."""
    uses: dict[tuple[str, str], set[str]] = {}
    for module in all_modules:
        for node in ast.walk(module.tree):
            match node:
                case ast.Attribute(value=ast.Name(id=name) | ast.Attribute(attr=name), attr=use) if (
                    use in USES
                ):
                    uses.setdefault(_key(module, name), set()).add(use)
    return uses
