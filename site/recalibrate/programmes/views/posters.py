"""A programme's dates on one sheet of A4, for the wall of the mess."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from recalibrate.core.addresses import absolute
from recalibrate.core.head import Head
from recalibrate.core.qr_code import qr_code
from recalibrate.web.kept_until import keep_until

from ..models import ProgrammePage

MOST = 8  # dates that fit


def programme_poster(request: HttpRequest, pk: int) -> HttpResponse:
    """Dates that are still to come; a wall is met by chance, so sessions have their titles and no more."""
    programme = get_object_or_404(ProgrammePage.objects.published(), pk=pk)
    now = timezone.now()
    sessions = programme.published_sessions().filter(ends_at__gte=now, is_cancelled=False).for_cards()[:MOST]
    url = programme.canonical_url
    context = {
        "programme": programme,
        "sessions": sessions,
        "code": qr_code(url),
        "head": Head(
            canonical_url=absolute(request.path), title=programme.calendar_name, name=programme.title
        ),
    }
    answer = render(request, "pages/programme_poster.html", context)
    return keep_until(request, answer, *(session.ends_at for session in sessions))
