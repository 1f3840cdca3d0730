"""What the Guardian's corner of a new site starts with."""

from pathlib import Path
from typing import Any

from recalibrate.core.toml_data import read_toml

from .models import ExceptionGuidePage, GuardianIndexPage

GUIDE = Path(__file__).parent / "data" / "exception_guide.toml"
PLAIN = ("title", "slug", "summary", "banner", "unsafe_now", "tcs_version", "tcs_in_force_from")


def plant_guide(corner: GuardianIndexPage) -> ExceptionGuidePage:
    """The guide to exception reporting, made as a draft where it is missing: readers get it once checked."""
    there = ExceptionGuidePage.objects.first()
    if there:
        return there
    entry = read_toml(GUIDE)
    guide = ExceptionGuidePage(**{name: entry[name] for name in PLAIN}, live=False)
    guide.answers = stream_rows(guide, "answers", "answer", entry["answer"])
    guide.lines = stream_rows(guide, "lines", "line", entry["line"])
    guide.who_sees = stream_rows(guide, "who_sees", "row", entry["who_sees"])
    guide.systems = stream_rows(guide, "systems", "row", entry["system"])
    corner.add_child(instance=guide)
    guide.save_revision()
    return guide


def stream_rows(guide: ExceptionGuidePage, field: str, kind: str, entries: list[dict[str, Any]]) -> Any:
    """`entries` as the stream that `field` holds."""
    block = getattr(guide, field).stream_block
    return block.to_python([{"type": kind, "value": entry} for entry in entries])
