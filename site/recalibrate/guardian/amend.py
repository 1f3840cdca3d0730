"""Changing the vocabulary: what would make reports false, or protect them less, is undone and explained."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext, ngettext

from . import store
from .figures.safety import FigurePlace, faults, losses, weaker
from .figures.vocabulary import UnsafeRule
from .records.figures import ReportFigure


class AmendmentRefused(Exception):
    """Said to the editor: why the vocabulary stays as it is, a sentence each."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(*sentences)
        self.sentences = sentences


@contextmanager
def amending(*, for_good: bool = True) -> Iterator[None]:
    """What is written to the vocabulary in here is kept only if it may be; raises AmendmentRefused.

    With `for_good` false nothing is kept: it is only asked whether it might be.
    """
    try:
        with transaction.atomic():
            before, entered = store.vocabulary(), places_in_use()
            yield
            after = store.vocabulary()
            found = [*losses(before, after, entered), *weaker(before, after, entered)]
            there_before = set(faults(before))
            found += [fault for fault in faults(after) if fault not in there_before]
            if found:
                raise AmendmentRefused(*dict.fromkeys(found))
            transaction.set_rollback(not for_good)
    except UnsafeRule as error:
        raise AmendmentRefused(
            gettext("%(error)s: small parts of the Trust must be combined.") % {"error": error}
        ) from error
    except ProtectedError as error:
        raise AmendmentRefused(*in_the_way(error)) from error


def places_in_use() -> tuple[FigurePlace, ...]:
    rows = ReportFigure.objects.order_by().values_list(
        "measure__slug", "category__dimension__slug", "category__slug"
    )
    return tuple(FigurePlace(*row) for row in rows.distinct())


def in_the_way(error: ProtectedError) -> Iterator[str]:
    """What refers to the record, so that it cannot go."""
    found = list(error.protected_objects)
    figures = [row for row in found if isinstance(row, ReportFigure)]
    if figures:
        reports = {figure.report_id for figure in figures}
        where = ngettext("one report", "{} reports", len(reports)).format(len(reports))
        count = len(figures)
        text = ngettext(
            "It is in use: %(count)s figure in %(where)s is entered for it.",
            "It is in use: %(count)s figures in %(where)s are entered for it.",
            count,
        )
        yield text % {"count": count, "where": where}
    others = [str(row) for row in found if not isinstance(row, ReportFigure)]
    if others:
        names = ", ".join(others[:5])
        text = gettext("It is in use by: %(names)s. Delete or change those first.")
        if len(others) > 5:
            text = gettext("It is in use by: %(names)s and %(more)s more. Delete or change those first.")
        yield text % {"names": names, "more": len(others) - 5}
