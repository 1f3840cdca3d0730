"""Many things converted, of which one may be at fault without losing the others."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

logger = logging.getLogger(__name__)

Given = TypeVar("Given")
Made = TypeVar("Made")


def convert_each(things: Iterable[Given], convert: Callable[[Given], Made]) -> tuple[tuple[Made, ...], int]:
    """What could be converted, in order, and how many things could not: each is logged with its traceback."""
    made, lost = [], 0
    for thing in things:
        try:
            made.append(convert(thing))
        except Exception:
            logger.exception("An entry could not be read.")
            lost += 1
    return tuple(made), lost
