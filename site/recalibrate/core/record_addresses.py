"""Where a record with a page of its own stands; nowhere if its slug fits no address."""

from typing import Any

from django.utils.translation import gettext_lazy

from .isolate import attempt_isolated, error_boundary

# What every form admits as a slug is what every address admits: letters a to z, digits, - and _.
ADDRESSES = error_boundary(
    "address",
    gettext_lazy(
        "has no address, so nothing links to it. Give it a slug of the letters a to z, digits and hyphens"
    ),
    again=lambda record: record.get_absolute_url(),
    is_gap=False,
)


def record_url(record: Any) -> str:
    """Its path, or "" where there is none: a row that came past the forms is shown without a link."""
    return str(attempt_isolated(record, lambda one: one.get_absolute_url(), ADDRESSES, ""))
