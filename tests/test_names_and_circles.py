"""One name, one meaning; and no module that needs itself, by whatever way round."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from graphlib import TopologicalSorter
from importlib.util import resolve_name
from pathlib import Path

ROOT = Path(__file__).parents[1]
PLACES = ((ROOT / "site", "recalibrate"), (ROOT, "blog"), (ROOT, "feeds"))
# What a framework looks up by its name or by its file's is the same in every app on purpose.
ASKED_FOR_BY_NAME = {"Command", "connect", "register"}
ASKED_FOR_BY_FILE = {"apps.py", "urls.py", "wagtail_hooks.py", "wsgi.py", "__main__.py"}
MOST_SHARED = 0.03  # of all public names; the code bases that we learn from lie between 1.4 and 4.4 %


def trees() -> Iterator[tuple[Path, str, ast.Module]]:
    """Every module of ours: its file, its dotted name, what is in it."""
    for root, package in PLACES:
        for path in (root / package).rglob("*.py"):
            if "migrations" not in path.parts:
                name = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
                yield path, name, ast.parse(path.read_text())


def imported(path: Path, name: str, tree: ast.Module) -> Iterator[str]:
    """All that may be a module, of what is imported as the module is read, or for the type checker."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    conditional = [one for node in tree.body if isinstance(node, ast.If) for one in node.body]
    for node in (*tree.body, *conditional):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = (
                resolve_name("." * node.level + (node.module or ""), package) if node.level else node.module
            )
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def test_next_to_no_public_name_means_two_things():
    places = defaultdict(set)
    for path, module, tree in trees():
        if path.name in ASKED_FOR_BY_FILE or "management" in path.parts:
            continue
        for node in tree.body:
            if (
                isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
                and node.name[0] != "_"
            ):
                places[node.name].add(module)
    shared = {n: p for n, p in places.items() if len(p) > 1 and n not in ASKED_FOR_BY_NAME}

    assert len(places) > 1_500
    assert len(shared) < MOST_SHARED * len(places), shared


def test_no_module_needs_itself():
    found = {name: set(imported(path, name, tree)) for path, name, tree in trees()}
    packages = {name.rpartition(".")[0] for name in found}
    # `from .models import Post` needs `models`; `from . import sums` needs `sums`, and of the package nothing.
    needs = {
        name: {
            one
            for one in asked & found.keys()
            if one not in packages or not _gives_modules_only(one, asked, found)
        }
        - {name}
        for name, asked in found.items()
    }

    assert len(needs) > 500
    assert list(TopologicalSorter(needs).static_order())  # raises CycleError, and names the circle


def _gives_modules_only(package: str, asked: set[str], found: dict[str, set[str]]) -> bool:
    taken = {one for one in asked if one.rpartition(".")[0] == package}
    return bool(taken) and taken <= found.keys()
