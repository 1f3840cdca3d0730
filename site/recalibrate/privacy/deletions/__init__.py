"""Everything that deletes or combines for good, with what is said before, the way back and the most at once.

`where` names functions of ours, addresses of the admin and bulk actions: `tests/home/test_deletions.py` finds
them all by itself and fails for one that is missing here. docs/assurance.md shows the table.
"""

from .content import CONTENT
from .deletion import Deletion
from .figures_and_readers import FIGURES_AND_READERS
from .operations import OPERATIONS

__all__ = ["HARMLESS", "ROWS", "Deletion", "deletions_markdown"]

ROWS = (*CONTENT, *FIGURES_AND_READERS, *OPERATIONS)

# Bulk actions and addresses whose names sound like it, and that delete nothing.
HARMLESS = frozenset({
    "core.sitedocument:add_tags", "core.sitedocument:add_to_collection", "core.siteimage:add_tags",
    "core.siteimage:add_to_collection", "core.user:assign_role", "core.user:set_active_state",
    "wagtailcore.page:move", "wagtailcore.page:publish", "wagtailcore.page:unpublish",
})  # fmt: skip


def deletions_markdown() -> str:
    """The table of docs/assurance.md."""
    lines = ["| What goes | By whom | Said before | Way back | At most |", "| --- | --- | --- | --- | --- |"]
    return "\n".join([*lines, *(f"| {' | '.join(row[:5])} |" for row in ROWS)])
