"""One stored thing that fails takes no other with it: it is left out, logged by name, and put on the desk.

Every loop over stored things that feeds a page, a feed, a mail or a periodic job goes through `each_isolated`,
or for a single value through `attempt_isolated`. What fails stands on the desk as a FailedItem until it works
again (failed_items.py). A healthy loop asks the database nothing for this.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from django.apps import apps
from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction

from recalibrate.infra.disk_full import is_disk_full

from . import gaps

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

logger = logging.getLogger(__name__)

T = TypeVar("T")
R = TypeVar("R")
D = TypeVar("D")

QUIET = 600.0  # seconds for which a process says no more of the same failure
MOST = 1_000  # failures that a process remembers having spoken of


@dataclass(frozen=True, slots=True)
class ErrorBoundary:
    """Where things are gone through. `words` follow the thing’s name on the desk.

    `again` does to one thing what failed with it, to find out whether it works by now; None where the loop
    itself comes by again soon. `is_gap`: the answer lacks something, so that no cache may keep it for long.
    """

    slug: str
    words: "StrOrPromise"
    again: Callable[[Any], object] | None = None
    is_gap: bool = True


_places: dict[str, ErrorBoundary] = {}
_spoken: dict[tuple[str, str, str], float] = {}


def error_boundary(
    slug: str, words: "StrOrPromise", *, again: Callable[[Any], object] | None = None, is_gap: bool = True
) -> ErrorBoundary:
    """A new place, known by its slug from now on."""
    _places[slug] = ErrorBoundary(slug, words, again, is_gap)
    return _places[slug]


def error_boundaries() -> dict[str, ErrorBoundary]:
    return dict(_places)


def each_isolated(
    things: Iterable[T], make: Callable[[T], R], where: ErrorBoundary, *, in_transaction: bool = False
) -> Iterator[R]:
    """What `make` gives for every thing, without those for which it fails.

    With `in_transaction` what it wrote before it failed is undone; loops that only read do without.
    """
    for thing in things:
        try:
            if in_transaction:
                with transaction.atomic():
                    made = make(thing)
            else:
                made = make(thing)
        except Exception as error:
            _raise_if_not_its_own(error, is_undone=in_transaction)
            log_isolated_failure(where, thing, error)
        else:
            yield made


def attempt_isolated(thing: T, make: Callable[[T], R], where: ErrorBoundary, otherwise: D) -> R | D:
    """What `make` gives for the thing, or `otherwise` if it fails."""
    return next(each_isolated([thing], make, where), otherwise)


def _raise_if_not_its_own(error: Exception, *, is_undone: bool) -> None:
    """The database away, no room left, a transaction that is spoilt: no thing's own fault, and not over."""
    is_everybodys = isinstance(error, OperationalError | InterfaceError) or is_disk_full(error)
    is_spoilt = isinstance(error, DatabaseError) and connection.in_atomic_block and not is_undone
    if is_everybodys or is_spoilt:
        raise error


def log_isolated_failure(where: ErrorBoundary, thing: object, error: Exception) -> None:
    """Log what failed by its name, and put it on the desk; once in a while, however often it is met."""
    kind, key, name = name_thing(thing)
    if where.is_gap:
        gaps.record_gap(name)
    now = monotonic()
    if now < _spoken.get((where.slug, kind, key), 0.0):
        return
    if len(_spoken) >= MOST:
        _spoken.clear()
    _spoken[where.slug, kind, key] = now + QUIET
    logger.error("“%s” (%s %s) %s.", name, kind, key, where.words, exc_info=error)
    _put_on_the_desk(where, kind, key, name, error)


def _put_on_the_desk(where: ErrorBoundary, kind: str, key: str, name: str, error: Exception) -> None:
    """Never a second failure: the log has it already."""
    try:
        with transaction.atomic():  # asked for by name: models are isolated too, and import this
            apps.get_model("core", "FailedItem").objects.note(
                where.slug, kind, key, name=name, error=error_in_words(error)
            )
    except DatabaseError:
        logger.warning("“%s” could not be put on the desk.", name)


def name_thing(thing: object) -> tuple[str, str, str]:
    """Kind, key and name; what has no row is known by its name, what stands for another says for whom."""
    known: tuple[str, str, str] | None = getattr(thing, "isolated_as", None)
    if known is not None:
        return known[0], known[1][:64], known[2][:200]
    meta, pk = getattr(thing, "_meta", None), getattr(thing, "pk", None)
    try:
        name = str(getattr(thing, "title", "") or getattr(thing, "__name__", "") or thing)
    except Exception:  # what describes it may be what is broken
        name = f"{meta.verbose_name} {pk}" if meta else type(thing).__name__
    if meta is None:
        return "", name[:64], name[:200]
    return meta.label_lower, str(pk)[:64], name[:200]


def error_in_words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]


def clear_logged_failures() -> None:
    """Speak of every failure as if it were the first."""
    _spoken.clear()
