"""Who may see what: the table in docs/assurance.md, read as the crawl needs it."""

import re
from pathlib import Path

from django.conf import settings

from recalibrate.home.roles import ROLES

HEADING = "## What is not for everybody"
STRANGER, NO_ROLE = "a stranger", "no role"
LOGGED_IN = frozenset({*(role.name for role in ROLES), NO_ROLE})
GROUPS = {"everybody with a log-in": LOGGED_IN, "no one": frozenset()}


def allowed() -> dict[str, frozenset[str]]:
    """Roles by what was planted, such as “draft” or, of one part of it, “story: title”."""
    text = Path(settings.BASE_DIR, "docs/assurance.md").read_text()
    lines = text.partition(HEADING)[2].partition("\n## ")[0].splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]
    return {
        name: roles(seen_by) for _, seen_by, planted in rows[2:] for name in re.findall("`(.+?)`", planted)
    }


def roles(cell: str) -> frozenset[str]:
    found = GROUPS.get(cell, frozenset(cell.split(", ")))
    if unknown := found - LOGGED_IN:
        raise ValueError(f"docs/assurance.md names no role of ours: {unknown}")
    return found


def row_of(canary: str, table: dict[str, frozenset[str]]) -> str | None:
    """The row about “draft: title”: its own, or that of all of a draft."""
    kind = canary.partition(":")[0]
    return canary if canary in table else kind if kind in table else None
