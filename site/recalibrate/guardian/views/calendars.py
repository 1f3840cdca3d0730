"""Calendar files of days that the Guardian's corner knows."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from recalibrate.core.addresses import absolute
from recalibrate.core.models import SiteIdentity

from .. import reminders
from ..forms import DeadlineForm
from ..models import ExceptionGuidePage, GuardianReportPage


@require_safe
def deadline_calendar(request: HttpRequest) -> HttpResponse:
    """The last of the 28 days for a day that a doctor worked. Kept by no cache, and nowhere here."""
    deadline = DeadlineForm(request.GET).deadline
    guide = ExceptionGuidePage.objects.live().first()
    if deadline is None or guide is None:
        raise Http404("No such day")
    content = reminders.of_deadline(
        deadline, authority=authority(request), url=guide.canonical_url, stamped=timezone.now()
    )
    return as_calendar(content, "exception-report.ics")


@permission_required("guardian.change_reportfigure", raise_exception=True)
def board_calendar(request: HttpRequest) -> HttpResponse:
    """The days of the board, and when reports are due: for who makes them."""
    reports = [
        report.get_latest_revision_as_object() if report.latest_revision_id else report
        for report in GuardianReportPage.objects.order_by("start_year", "quarter")
    ]
    content = reminders.of_board(
        reports,
        authority=authority(request),
        url=absolute(reverse("guardian-figures")),
        stamped=timezone.now(),
    )
    return as_calendar(content, "guardian-board.ics")


def authority(request: HttpRequest) -> str:
    name: str = SiteIdentity.for_request(request).syndication_authority
    return name


def as_calendar(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
