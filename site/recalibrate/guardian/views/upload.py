"""Uploading a spreadsheet: what it says, what has to be asked, what will be written where, and saving that."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import publication, store
from ..figures.delimited import BYTES
from ..figures.entered import Figure
from ..figures.entry import Fault
from ..figures.outlook import Outlook
from ..figures.periods import Period
from ..figures.sums import SumCheck, Sums, format_figure
from ..figures.types import ALL, TRUST
from ..models import GuardianReportPage
from ..opening.open_file import open_file
from ..opening.workbook_limits import TOO_MUCH
from ..outlook_agreement import needs_a_look, record_agreement
from ..remembered_names import remembered, spoken
from ..upload import Upload, plan_upload, save_upload
from ..upload_questions import answers_in, questions_of
from ..workbook.additions import added, additions_of
from ..workbook.cells import Book, NotASpreadsheet, unpacked
from ..workbook.findings import BookReading
from ..workbook.read import read_book
from .entry import differing_first, fillable, may_enter
from .outlook import outlook_context

SIGNER_SALT = "recalibrate.guardian.upload"
A_DAY = 24 * 3600  # seconds: an upload that was looked at before lunch can be saved after it
ADDING = ("guardian.add_category", "guardian.add_measure", "guardian.add_breakdown")


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One figure as it will be, beside what was there."""

    name: str
    was: str
    will_be: str
    source: str
    how: str
    state: str  # "new", "changed" or "same"


@dataclass(frozen=True, slots=True)
class PreviewSection:
    title: str
    lines: tuple[PreviewLine, ...]
    unchanged: tuple[PreviewLine, ...]


@may_enter
def upload(request: HttpRequest) -> HttpResponse:
    """A file is read and shown with all its faults; a second press saves what was shown, and only that."""
    if request.method != "POST":
        return show(request)
    if "payload" in request.POST:
        return save_checked_upload(request)
    if "asked" in request.POST:
        return take_answers(request)
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        return show_faults(request, [Fault(0, "", _("Choose a file first."))])
    if (file.size or 0) > BYTES:
        return show_faults(
            request, [Fault(0, "", _("The file is larger than 2 MB. A year’s figures need far less."))]
        )
    try:
        book = open_file(file.read(), str(file.name))
    except NotASpreadsheet as error:
        return show_faults(request, [Fault(0, "", str(error))], str(file.name))
    return show_book(request, book, {})


def show(request: HttpRequest, status: int = 200, **context: Any) -> HttpResponse:
    return render(request, "admin/figures_upload.html", context, status=status)


def show_faults(request: HttpRequest, faults: Sequence[Fault], name: str = "") -> HttpResponse:
    return show(request, 422, faults=faults, name=name, has_sheets=any(fault.sheet for fault in faults))


def again(request: HttpRequest) -> HttpResponse:
    return show_faults(request, [Fault(0, "", _("Please upload the file again."))])


def read(book: Book, answers: dict[str, str]) -> BookReading:
    words = store.vocabulary()
    names = {key: said for key, said in remembered(words).items() if not key.startswith("word|")}
    return read_book(book, words, names | answers)


def show_book(request: HttpRequest, book: Book, answers: dict[str, str]) -> HttpResponse:
    """Its faults; or what has to be asked; or what would be written."""
    reading = read(book, answers)
    if reading.faults:
        return show_faults(request, reading.faults, book.name)
    if reading.is_asking:
        return show_questions(request, book, answers, reading)
    plan = plan_upload(tuple(reading.figures.values()), reading.without_note)
    return show_preview(request, book, answers, reading, plan)


def show_questions(
    request: HttpRequest, book: Book, answers: dict[str, str], reading: BookReading
) -> HttpResponse:
    asked = signing.dumps([book.packed(), answers], salt=SIGNER_SALT, compress=True)
    if len(asked) > BYTES:
        return show_faults(request, [Fault(0, "", str(TOO_MUCH))], book.name)
    groups = questions_of(
        reading, store.vocabulary(), remembered(store.vocabulary()), fillable(), may_add(request)
    )
    context = {
        "asked": asked,
        "groups": groups,
        "name": book.name,
        "notices": reading.notices,
        "reading": reading,
    }
    return render(request, "admin/figures_names.html", context)


def may_add(request: HttpRequest) -> bool:
    return all(request.user.has_perm(permission) for permission in ADDING)


def take_answers(request: HttpRequest) -> HttpResponse:
    """The same cells again, with what their words mean; what has no answer yet is asked about again."""
    try:
        packed, answers = signing.loads(request.POST["asked"], salt=SIGNER_SALT, max_age=A_DAY)
    except signing.BadSignature:
        return again(request)
    book = unpacked(packed)
    reading = read(book, answers)
    groups = questions_of(reading, store.vocabulary(), {}, fillable(), may_add(request))
    return show_book(request, book, answers | answers_in(request.POST, groups))


def show_preview(
    request: HttpRequest, book: Book, answers: dict[str, str], reading: BookReading, plan: Upload
) -> HttpResponse:
    if plan.faults:
        return show_faults(request, plan.faults, book.name)
    looks = outlooks(plan)
    seen = [outlook.seen for _, outlook in looks]
    payload = signing.dumps([book.packed(), answers, seen, digest(plan)], salt=SIGNER_SALT, compress=True)
    if len(payload) > BYTES:
        return show_faults(request, [Fault(0, "", str(TOO_MUCH))], book.name)
    new = added(store.vocabulary(), reading.vocabulary)
    checks = upload_checks(plan, reading)
    context = {
        "reading": reading, "plan": plan, "name": book.name, "payload": payload,
        "quarters": [(period, sections(plan, reading, period)) for period in plan.periods],
        "looks": [outlook_context(report, outlook, request.user) for report, outlook in looks],
        "checks": [check for check in checks if check.verdict == "differs"],
        "missing": [check for check in checks if check.verdict == "missing"], "names": spoken_names(reading, answers),
        "new_rows": [f"{row.name} ({reading.vocabulary.dimension(row.dimension).name.lower()})" for row in new.rows],
        "new_measures": [measure.name for measure in new.measures],
    }  # fmt: skip
    return render(request, "admin/figures_preview.html", context)


def digest(plan: Upload) -> str:
    """Of what was shown, so that nothing else is saved."""
    lines = sorted(
        f"{f.measure}|{f.dimension}|{f.category}|{f.period.key}|{f.value}|{f.status}" for f in plan.figures
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def sections(plan: Upload, reading: BookReading, period: Period) -> list[PreviewSection]:
    """A quarter's figures, whole Trust first, as the vocabulary orders them; what stays as it is apart."""
    words = reading.vocabulary
    order = {d.slug: n for n, d in enumerate(words.dimensions)} | {TRUST: -1}
    figures = sorted((f for f in plan.figures if f.period == period), key=lambda f: order[f.dimension])
    found = []
    for dimension, of in groupby(figures, key=lambda f: f.dimension):
        lines = [preview_line(plan, reading, figure) for figure in of]
        title = _("Whole Trust") if dimension == TRUST else _("By %(dimension)s") % {
            "dimension": words.dimension(dimension).name.lower()
        }  # fmt: skip
        found.append(
            PreviewSection(
                title,
                tuple(line for line in lines if line.state != "same"),
                tuple(line for line in lines if line.state == "same"),
            )
        )
    return found


def preview_line(plan: Upload, reading: BookReading, figure: Figure) -> PreviewLine:
    spot = (figure.measure, figure.dimension, figure.category, figure.period)
    before = plan.was(figure)
    state = "new" if before is None else "same" if before == figure else "changed"
    name = reading.vocabulary.measure(figure.measure).name
    if figure.category != ALL or figure.dimension != TRUST:
        is_month = figure.dimension == "month"
        row = (
            figure.period.month_name(figure.category)
            if is_month
            else reading.vocabulary.category(figure.dimension, figure.category).name
        )
        name = f"{name}, {row}"
    return PreviewLine(
        name, shown(before), shown(figure), reading.sources.get(spot, ""), reading.sums.get(spot, ""), state
    )


def shown(figure: Figure | None) -> str:
    if figure is None:
        return "–"
    return f"[{figure.status}]" if figure.value is None else format_figure(figure.value, figure.unit)


def spoken_names(reading: BookReading, answers: dict[str, str]) -> list[tuple[str, str]]:
    """What names were taken for, now or because of an answer before."""
    words = store.vocabulary()
    _new, meanings = additions_of(remembered(words) | answers, words)
    return [
        (key.partition("|")[2], spoken(meanings[key], reading.vocabulary))
        for key in reading.used
        if key in meanings
    ]


def upload_checks(plan: Upload, reading: BookReading) -> list[SumCheck]:
    """What does not agree or is missing, the quarters of one file beside each other too."""
    others = [figure for figure in plan.saved if figure.period not in plan.periods]
    sums = Sums([*others, *(f for period in plan.periods for f in plan.whole(period))], reading.vocabulary)
    found = dict.fromkeys(check for period in plan.periods for check in sums.checks(period))
    return [check for check in differing_first(found) if check.verdict != "agrees"]


def outlooks(plan: Upload) -> list[tuple[GuardianReportPage, Outlook]]:
    """Of the reports whose figures would go out with no further step."""
    reports = [r for r in GuardianReportPage.objects.quarterly() if r.period in plan.periods]
    return [(r, publication.outlook(r, plan.whole(r.period))) for r in reports if needs_a_look(r)]


def save_checked_upload(request: HttpRequest) -> HttpResponse:
    try:
        packed, answers, seen, of_what = signing.loads(
            request.POST["payload"], salt=SIGNER_SALT, max_age=A_DAY
        )
    except signing.BadSignature:
        return again(request)
    book = unpacked(packed)
    reading = read(book, answers)
    if reading.faults or reading.is_asking:
        return show_book(request, book, answers)
    plan = plan_upload(tuple(reading.figures.values()), reading.without_note)
    looks = outlooks(plan)
    is_agreed = not looks or "agreed" in request.POST
    if plan.faults or digest(plan) != of_what or [look.seen for _, look in looks] != seen or not is_agreed:
        if not plan.faults:
            messages.error(request, _("Not saved yet: check what readers will see, and agree to it."))
        return show_preview(request, book, answers, reading, plan)
    before = store.vocabulary()
    additions = added(before, reading.vocabulary)
    if additions and not may_add(request):
        return again(request)
    _new, meanings = additions_of(answers, before)  # codes in place of “new”, which is new no longer
    reports = save_upload(plan, additions, meanings, user=request.user)
    for report, outlook in looks:
        record_agreement(report, outlook, user=request.user)
    return saved(request, plan, reports)


def saved(request: HttpRequest, plan: Upload, reports: Iterable[GuardianReportPage]) -> HttpResponse:
    names = ", ".join(period.name for period in plan.periods)
    text = ngettext(
        "Saved: %(new)s new and %(changed)s changed figures, for: %(names)s.",
        "Saved: %(new)s new and %(changed)s changed figures, for: %(names)s.",
        plan.new,
    )
    messages.success(request, text % {"new": plan.new, "changed": plan.changed, "names": names})
    found = list(reports)
    if len(found) == 1 and found[0].permissions_for_user(request.user).can_edit():
        return redirect("wagtailadmin_pages:edit", found[0].pk)
    return redirect("guardian-figures-overview")
