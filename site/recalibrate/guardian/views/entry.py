"""The screens on which figures are entered, checked and seen by the board."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch
from django.utils import timezone

from .. import publication, store
from ..enter import EntryRefused, Reason, replace_figures
from ..figures import periods, tidy
from ..figures.entered import Figure
from ..figures.entry import ANSWERS, EnteredFile, Fault, csv_rows, read_rows
from ..figures.outlook import Outlook
from ..figures.periods import Period
from ..figures.sums import SumCheck, Sums
from ..figures.template import template_csv, template_rows
from ..grid import Grid
from ..models import GuardianReportPage
from ..outlook_agreement import needs_a_look, record_agreement
from ..spreadsheet import NotASpreadsheet, sheet_rows, workbook
from ..upload import Upload, plan_upload, save_upload
from .chart_files import as_file
from .outlook import outlook_context, was_agreed

SIGNER_SALT = "recalibrate.guardian.upload"
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
            raise EntryRefused("Not saved yet: something is blank. Type its figure, 0, or [x] for not known.")
        if outlook and not was_agreed(request, outlook):
            raise EntryRefused("Not saved yet: look at what readers will see, and agree to it.")
        reason = Reason(request.POST.get("why", ""), request.POST.get("what", ""))
        replace_figures(report, entered.figures, reason=reason if report.is_public else None)
    except EntryRefused as error:
        messages.error(request, str(error))
        return False
    if outlook:
        record_agreement(report, outlook, user=request.user)
    messages.success(request, f"The figures of {report.period.name} are saved.")
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
def upload(request: HttpRequest) -> HttpResponse:
    """A file is read and shown with all its faults; a second press saves what was shown, and only that."""
    if request.method != "POST":
        return show_upload(request)
    if "payload" in request.POST:
        return save_checked_upload(request)
    if "asked" in request.POST:
        return answer_questions(request)
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        return show_upload(request, EnteredFile(faults=(Fault(0, "", "Choose a file first."),)))
    rows = rows_in(file)
    if isinstance(rows, EnteredFile):
        return show_upload(request, rows, name=str(file.name))
    return show_rows(request, rows, {}, name=str(file.name))


def rows_in(file: UploadedFile) -> list[list[str]] | EnteredFile:
    """The file’s cells as texts, or why it cannot be read."""
    content = file.read()
    if not str(file.name).lower().endswith(".xlsx"):
        return csv_rows(content)
    try:
        return sheet_rows(content)
    except NotASpreadsheet as error:
        return EnteredFile(faults=(Fault(0, "", str(error)),))


def show_rows(
    request: HttpRequest, rows: list[list[str]], answers: dict[str, str], *, name: str = ""
) -> HttpResponse:
    """What was read; or, once for all cells alike, what a word in them means."""
    reading = read_rows(rows, store.vocabulary(), answers)
    if not reading.questions or reading.faults:
        return show_upload(request, reading, plan_upload(reading), name=name)
    context = {
        "reading": reading,
        "asked": signing.dumps([rows, answers], salt=SIGNER_SALT, compress=True),
        "answers": [(key, label) for key, (label, _) in ANSWERS.items()],
    }
    return render(request, "admin/figures_upload.html", context)


def answer_questions(request: HttpRequest) -> HttpResponse:
    """The same rows again, with what their words mean; one without an answer is asked about again."""
    try:
        rows, answers = signing.loads(request.POST["asked"], salt=SIGNER_SALT, max_age=24 * 3600)
    except signing.BadSignature:
        return show_upload(request, EnteredFile(faults=(Fault(0, "", "Please upload the file again."),)))
    for number, word in enumerate(read_rows(rows, store.vocabulary(), answers).questions):
        chosen = request.POST.get(f"answer-{number}", "")
        if chosen in ANSWERS:
            answers[word.casefold()] = ANSWERS[chosen][1]
    return show_rows(request, rows, answers)


def show_upload(
    request: HttpRequest, reading: EnteredFile | None = None, plan: Upload | None = None, *, name: str = ""
) -> HttpResponse:
    faults = [*reading.faults, *(plan.faults if plan else ())] if reading else []
    context: dict[str, Any] = {"reading": reading, "plan": plan, "faults": faults, "name": name}
    if reading and plan and not faults:
        lines = [list(row) for row in template_lines(plan.figures)]
        looks = outlooks(plan)
        context["looks"] = [outlook_context(report, outlook, request.user) for report, outlook in looks]
        seen = [outlook.seen for _, outlook in looks]
        context["payload"] = signing.dumps([lines, seen], salt=SIGNER_SALT, compress=True)
        context["checks"] = upload_checks(plan)
    return render(request, "admin/figures_upload.html", context, status=422 if faults else 200)


def upload_checks(plan: Upload) -> list[SumCheck]:
    """What does not agree or is missing, the quarters of one file beside each other too."""
    others = [figure for figure in plan.saved if figure.period not in plan.periods]
    sums = Sums([*others, *(f for period in plan.periods for f in plan.whole(period))], store.vocabulary())
    found = dict.fromkeys(check for period in plan.periods for check in sums.checks(period))
    return [check for check in differing_first(found) if check.verdict != "agrees"]


def outlooks(plan: Upload) -> list[tuple[GuardianReportPage, Outlook]]:
    """Of the reports whose figures would go out with no further step."""
    reports = [r for r in GuardianReportPage.objects.quarterly() if r.period in plan.periods]
    return [(r, publication.outlook(r, plan.whole(r.period))) for r in reports if needs_a_look(r)]


def template_lines(figures: Iterable[Figure]) -> Iterable[tuple[str, ...]]:
    """The figures of an upload as the rows of a file, to be read again when they are saved."""
    figures = list(figures)
    quarters = sorted({figure.period for figure in figures})
    return [row for row in template_rows(store.vocabulary(), quarters, figures) if row[6] or row[8]]


def save_checked_upload(request: HttpRequest) -> HttpResponse:
    try:
        lines, seen = signing.loads(request.POST["payload"], salt=SIGNER_SALT, max_age=24 * 3600)
    except signing.BadSignature:
        return show_upload(request, EnteredFile(faults=(Fault(0, "", "Please upload the file again."),)))
    reading = read_rows([list(tidy.COLUMNS), *lines], store.vocabulary())
    plan = plan_upload(reading)
    if reading.faults or plan.faults:
        return show_upload(request, reading, plan)
    looks = outlooks(plan)
    if [outlook.seen for _, outlook in looks] != seen or (looks and "agreed" not in request.POST):
        messages.error(request, "Not saved yet: look at what readers will see, and agree to it.")
        return show_upload(request, reading, plan)
    save_upload(plan, user=request.user)
    for report, outlook in looks:
        record_agreement(report, outlook, user=request.user)
    names = ", ".join(period.name for period in plan.periods)
    messages.success(request, f"Saved: {plan.new} new and {plan.changed} changed figures of {names}.")
    return redirect("guardian-figures-overview")


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
    """A file with a line for every figure a quarter or a year may have, filled in where it is known."""
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
    rows = [list(tidy.COLUMNS), *([*row] for row in template_rows(words, quarters, known))]
    response = HttpResponse(workbook(rows, tidy.COLUMNS.index("value")), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="figures-{key}.xlsx"'
    return response
