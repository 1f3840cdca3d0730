"""Every place that deletes for good, found in the source and in the admin itself, so that new ones join."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from admin_doors import walk
from django.db.models import Model
from django.urls import get_resolver
from django.views.generic.edit import DeletionMixin
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

ROOT = Path(__file__).parents[1]
ROOTS = {"site/recalibrate": "recalibrate", "blog": "blog", "feeds": "feeds"}
CALLS = {
    "delete", "_raw_delete", "delete_batch", "bulk_delete", "unlink", "rmtree", "rmdir", "remove_tree",
    "removedirs", "truncate", "clear_expired", "fast_delete", "drop_all_tables",
}  # fmt: skip
OF_OS = {"remove", "unlink", "rmdir", "removedirs"}
SQL = ("DELETE FROM", "TRUNCATE ", "DROP TABLE", "DROP SCHEMA", "DROP DATABASE")
PARTS_OF_DELETING = (
    "delete",
    "remove",
    "forget",
    "purge",
    "discard",
    "take_back",
    "take-back",
    "wipe",
    "merge",
    "unsuppress",
)


def in_source() -> set[str]:
    """Functions that delete rows or files, as `module.function`; migrations have a test of their own."""
    return {name for path, module in _modules() for name in deleting_functions(path.read_text(), module)}


def deleting_functions(source: str, module: str) -> set[str]:
    nodes = _nodes(ast.parse(source))
    return {".".join([module, *inside]) for node, inside in nodes if _deletes(node)}


def functions() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every function and class there is, by module and the names that lead to it."""
    for path, module in _modules():
        for _, inside in _nodes(ast.parse(path.read_text())):
            yield module, inside


def _modules() -> Iterator[tuple[Path, str]]:
    for folder, package in ROOTS.items():
        for path in sorted((ROOT / folder).rglob("*.py")):
            parts = path.relative_to(ROOT / folder).with_suffix("").parts
            if "migrations" not in parts:
                yield path, ".".join([package, *(part for part in parts if part != "__init__")])


def _nodes(tree: ast.AST, inside: tuple[str, ...] = ()) -> Iterator[tuple[ast.AST, tuple[str, ...]]]:
    for node in ast.iter_child_nodes(tree):
        is_named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        within = (*inside, node.name) if is_named else inside
        yield node, within
        yield from _nodes(node, within)


def _deletes(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):  # called here, or handed on to be called
        owner = node.value.id if isinstance(node.value, ast.Name) else ""
        return node.attr in CALLS or (owner == "os" and node.attr in OF_OS)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return any(words in node.value.upper() for words in SQL)
    return False


def admin_addresses() -> dict[str, Callable[..., Any]]:
    """Addresses of the admin whose view is one for deleting, or whose name says so."""
    found = {}
    for prefix, name, pattern in walk(get_resolver().url_patterns):
        said = name.rpartition(":")[2]
        if prefix.startswith("admin/") and (
            is_delete_view(view_class(pattern.callback)) or any(part in said for part in PARTS_OF_DELETING)
        ):
            found[name] = pattern.callback
    return found


def view_class(view: Any) -> type:
    while not hasattr(view, "view_class") and hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    return getattr(view, "view_class", object)


def is_delete_view(found: type) -> bool:
    return issubclass(found, DeletionMixin)


def model_of(view: Any) -> type[Model] | None:
    while not hasattr(view, "view_class") and hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    given = getattr(view, "view_initkwargs", {}).get("model")
    return given or getattr(view_class(view), "model", None)


def bulk_actions() -> set[str]:
    """`app.model:action`, whatever it does."""
    bulk_action_registry._scan_for_bulk_actions()
    return {
        f"{app}.{model}:{action}"
        for app, models in bulk_action_registry.actions.items()
        for model, actions in models.items()
        for action in actions
    }
