"""The screens on which figures are entered, checked and seen by the board."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch
from django.utils import timezone
from django.utils.translation import gettext

from .. import publication, store
from ..enter import EntryRefused, Reason, replace_figures
from ..figures import periods
from ..figures.entered import Figure
from ..figures.periods import Period
from ..figures.sums import SumCheck, Sums
from ..figures.template import template_csv
from ..grid import Grid
from ..models import GuardianReportPage
from ..outlook_agreement import needs_a_look, record_agreement
from ..template_book import template_book
from .chart_files import as_file
from .outlook import outlook_context, was_agreed

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

may_enter = permission_required("guardian.change_reportfigure", raise_exception=True)


@may_enter
def entry_overview(request: HttpRequest) -> HttpResponse:
    """Every quarter, how far its figures are, and the ways in."""
    reports = GuardianReportPage.objects.quarterly().newest_first()
    figures = store.entered_figures([report.pk for report in reports])
    sums = Sums(figures, store.vocabulary())
    rows = [
        {
            "report": report,
            "count": sum(figure.period == report.period for figure in figures),
            "differing": [c for c in sums.checks(report.period) if c.verdict == "differs"],
        }
        for report in reports
    ]
    return render(request, "admin/figures_overview.html", {"rows": rows, "periods": fillable()})


def fillable() -> list[Period]:
    """What a template is offered for: the next quarter first, then its year and the two before."""
    due = next_due()
    years = (due.start_year, due.start_year - 1, due.start_year - 2)
    rest = [Period(year, quarter) for year in years for quarter in (0, 4, 3, 2, 1)]
    return [due, *(period for period in rest if period != due)]


def next_due() -> Period:
    """The quarter after the last report's, or the one just ended."""
    latest = GuardianReportPage.objects.quarterly().newest_first().first()
    if latest:
        return latest.period.next
    today = timezone.localdate()
    quarters = (Period(year, quarter) for year in (today.year, today.year - 1) for quarter in (4, 3, 2, 1))
    return next(quarter for quarter in quarters if quarter.ends_on < today)


@may_enter
def entry_grid(request: HttpRequest, pk: int) -> HttpResponse:
    """A quarter as a grid. Checking shows the sums and saves nothing; a fault saves nothing either."""
    report = get_object_or_404(GuardianReportPage.objects.quarterly(), pk=pk)
    entered = Grid(store.vocabulary(), report.period, store.entered_figures([report.pk]))
    shown: dict[str, Any] = {}
    if request.method == "POST":
        entered.fill(request.POST.dict())
        if not entered.faults and needs_a_look(report):
            shown = outlook_context(report, publication.outlook(report, entered.figures), request.user)
        if not entered.faults and "save" in request.POST and save_grid(request, report, entered, shown):
            return redirect("guardian-figures-grid", report.pk)
    context = shown | {
        "may_answer": False,
        "report": report,
        "grid": entered,
        "checks": differing_first(sum_checks(entered.figures, report.period)),
        "why": request.POST.get("why", ""),
        "what": request.POST.get("what", ""),
    }
    return render(request, "admin/figures_grid.html", context, status=422 if entered.faults else 200)


def save_grid(request: HttpRequest, report: GuardianReportPage, entered: Grid, shown: dict[str, Any]) -> bool:
    """Whether it was saved; if not, why has been said. What goes out by itself is looked at first."""
    outlook = shown.get("outlook")
    try:
        if outlook and outlook.blank:
            raise EntryRefused(
                gettext(
                    "Not saved yet: a figure is missing. Enter it, or 0 for none, or [x] if it is not known."
                )
            )
        if outlook and not was_agreed(request, outlook):
            raise EntryRefused(gettext("Not saved yet: check what readers will see, and agree to it."))
        reason = Reason(request.POST.get("why", ""), request.POST.get("what", ""))
        replace_figures(report, entered.figures, reason=reason if report.is_public else None)
    except EntryRefused as error:
        messages.error(request, str(error))
        return False
    if outlook:
        record_agreement(report, outlook, user=request.user)
    messages.success(request, gettext("The figures of %(name)s are saved.") % {"name": report.period.name})
    return True


def sum_checks(figures: Iterable[Figure], period: Period) -> tuple[SumCheck, ...]:
    """The sums of a quarter as just typed, beside the other quarters as saved."""
    others = GuardianReportPage.objects.quarterly().values_list("pk", flat=True)
    saved = [figure for figure in store.entered_figures(others) if figure.period != period]
    return Sums([*saved, *figures], store.vocabulary()).checks(period)


def differing_first(found: Iterable[SumCheck]) -> list[SumCheck]:
    """What differs first, then what is missing, then what agrees."""
    verdicts = ("differs", "missing", "agrees")
    return sorted(found, key=lambda check: verdicts.index(check.verdict))


@may_enter
def choose_template(request: HttpRequest) -> HttpResponse:
    """The overview's form leads to a template's own address."""
    try:
        address = [request.GET.get("key", ""), request.GET.get("form", "")]
        return redirect("guardian-figures-template", *address)
    except NoReverseMatch as error:
        raise Http404("No such template") from error


@may_enter
def template(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """A file with room for every figure a quarter or a year may have, filled in where it is known."""
    try:
        period = periods.parse_period(key)
    except ValueError as error:
        raise Http404(str(error)) from error
    quarters = [period] if period.quarter else [Period(period.start_year, n) for n in (1, 2, 3, 4)]
    reports = GuardianReportPage.objects.quarterly().values_list("pk", flat=True)
    known = [figure for figure in store.entered_figures(reports) if figure.period in quarters]
    words = store.vocabulary()
    if form == "csv":
        return as_file(
            "\ufeff" + template_csv(words, quarters, known), "text/csv", f"figures-{key}.csv", "attachment"
        )
    response = HttpResponse(template_book(words, quarters, known), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="figures-{key}.xlsx"'
    return response
