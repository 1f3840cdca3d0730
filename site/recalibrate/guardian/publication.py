"""What readers may see of the figures, worked out from what is published now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from recalibrate.core.models import SiteRevision
from recalibrate.core.models.revision import RevisionStamp

from . import store
from .figures.disclosure import Disclosure
from .figures.entered import Figure
from .figures.outlook import Outlook, look_ahead
from .figures.periods import Period
from .figures.public import PublicFigures
from .figures.small_trusts import is_small_trust
from .figures.sums import SumCheck, Sums
from .figures.types import SuppressedCell, Thresholds
from .figures.year import with_year
from .records.figures import DisclosureSettings
from .report_queryset import ReportQuerySet


class PublishableReport(Protocol):
    """What is asked of a report here: the reports themselves ask for their figures, and stand above."""

    pk: Any
    quarter: Any
    start_year: Any

    @property
    def period(self) -> Period: ...

    @property
    def is_public(self) -> bool: ...


def public_figures() -> PublicFigures:
    """Every published quarter, oldest first. One query while nothing that readers see has changed."""
    return _published(SiteRevision.current(), timezone.localdate())


def figures_for(report: PublishableReport) -> PublicFigures:
    """What `report`'s page, charts and files show: its own period and the published ones before it; of a
    year its published quarters and what they make together.

    For a report that is not public yet, what readers would see if it were.
    """
    figures = public_figures() if report.is_public else _publish(with_draft=report)
    if report.quarter:
        return figures.until(report.period)
    return with_year(figures, report.start_year)


def remember_suppressed(*, with_draft: PublishableReport | None = None) -> None:
    """From now on, what is withheld today stays withheld. `with_draft` for one that the forum gets to see:
    what is withheld for its sake reaches public pages when it does."""
    seen_with = with_draft.period.key if with_draft else ""
    store.remember_suppressed_cells(_publish(with_draft=with_draft).suppressed, seen_with=seen_with)


def remember_after_a_change(**kwargs: Any) -> None:
    """For signals: a report has been published, or the thresholds have been changed."""
    remember_suppressed()


def checks_of(report: PublishableReport) -> tuple[SumCheck, ...]:
    """The sums of a quarter, beside all others that have been entered."""
    figures = store.entered_figures(all_reports().quarterly().values_list("pk", flat=True))
    return Sums(figures, store.vocabulary()).checks(report.period)


def all_reports() -> ReportQuerySet:
    """All reports; asked for by name, since the reports themselves ask for what they may show."""
    return apps.get_model("guardian.GuardianReportPage").objects.all()


@lru_cache(maxsize=4)
def _published(stamp: RevisionStamp, today: date) -> PublicFigures:
    """A stamp never names two states of the site; the day matters because embargoes end with it."""
    return _publish()


def figures_if(suppressed: frozenset[SuppressedCell]) -> PublicFigures:
    """What readers would see if these rows stayed withheld, and no others."""
    return _publish(suppressed=suppressed)


def outlook(report: PublishableReport, figures: Sequence[Figure] | None = None) -> Outlook:
    """What publishing a quarter's report would do, with `figures` in place of those that are saved."""
    return look_ahead(_run(with_draft=report, instead=figures), public_figures(), report.period)


def _publish(
    *, with_draft: PublishableReport | None = None, suppressed: frozenset[SuppressedCell] | None = None
) -> PublicFigures:
    return _run(with_draft=with_draft, suppressed=suppressed).publish()


def _run(
    *,
    with_draft: PublishableReport | None = None,
    suppressed: frozenset[SuppressedCell] | None = None,
    instead: Sequence[Figure] | None = None,
) -> Disclosure:
    shown = Q(report__in=all_reports().published().quarterly().values("pk"))
    if with_draft and with_draft.pk:
        shown |= Q(report=with_draft.pk)
    figures = store.figures_where(shown)
    if with_draft and instead is not None:
        figures = (*(f for f in figures if f.period != with_draft.period), *instead)
    words = store.vocabulary(with_sums=False)
    if is_small_trust(figures, words):
        words = replace(words, balances=store.balances())
    periods = {figure.period for figure in figures}
    remembered = store.suppressed_cells(periods) if suppressed is None else suppressed
    return Disclosure(figures, words, thresholds(), remembered)


def thresholds() -> Thresholds:
    settings = DisclosureSettings.objects.filter(site__is_default_site=True).first() or DisclosureSettings()
    return settings.thresholds
