"""Where a record with a page of its own stands; nowhere if its slug fits no address."""

from typing import Any

from .isolate import attempt, place

# What every form admits as a slug is what every address admits: letters a to z, digits, - and _.
ADDRESSES = place(
    "address",
    "has no address, so nothing links to it. Give it a slug of the letters a to z, digits and hyphens",
    again=lambda record: record.get_absolute_url(),
    is_gap=False,
)


def address_of(record: Any) -> str:
    """Its path, or "" where there is none: a row that came past the forms is shown without a link."""
    return str(attempt(record, lambda one: one.get_absolute_url(), ADDRESSES, ""))
