"""A session's own file, and all of a programme's."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import Site

from recalibrate.core.models import SiteIdentity
from recalibrate.events.models import Event

from ..models import ProgrammePage, SessionPage
from ..session_calendar import dates_of


def authority() -> str:
    return str(SiteIdentity.for_site(Site.objects.get(is_default_site=True)).syndication_authority)


def as_calendar(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return answer


@require_safe
def session_ics(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(SessionPage.objects.published().exclude(event=None), pk=pk)
    content = dates_of([session.event], authority=authority(), url=session.canonical_url, has_alarms=True)
    return as_calendar(content, "session")


@require_safe
def programme_ics(request: HttpRequest, pk: int) -> HttpResponse:
    """What is still to come; those called off since are struck out."""
    programme = get_object_or_404(ProgrammePage.objects.published(), pk=pk)
    sessions = SessionPage.objects.child_of(programme).published()
    events = Event.objects.to_come(timezone.now()).filter(session_page__in=sessions)
    content = dates_of(events, authority=authority(), url=programme.canonical_url, has_alarms=False)
    return as_calendar(content, "programme")
