from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe
from wagtail.models import Site

from recalibrate.core.addresses import absolute
from recalibrate.core.models import SiteIdentity, SiteRevision

from .calendar import calendar
from .models import Event


def dates(request: HttpRequest) -> HttpResponse:
    """What is coming up, with a calendar to subscribe to."""
    context = {
        "events": Event.objects.to_come(timezone.now()),
        "calendar_url": absolute(reverse("dates-ics")),
        "webcal_url": f"webcal:{absolute(reverse('dates-ics')).partition(':')[2]}",
    }
    return render(request, "pages/dates.html", context)


@require_safe
def dates_ics(request: HttpRequest) -> HttpResponseBase:
    """The calendar; 304 while nothing has changed since the day began."""
    now = timezone.now()
    stamp = SiteRevision.current()
    etag = f'"{settings.VERSION}-dates-{stamp.number}-{timezone.localdate():%Y%m%d}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        identity = SiteIdentity.for_site(Site.objects.get(is_default_site=True))
        document = calendar(
            Event.objects.in_calendars(now),
            name=f"{identity.name}: dates",
            authority=identity.syndication_authority,
            page_url=absolute(reverse("dates")),
        )
        answer = HttpResponse(document, content_type="text/calendar; charset=utf-8")
    answer["ETag"] = etag
    answer["Last-Modified"] = http_date(int(stamp.changed_at.timestamp()))
    answer["Cache-Control"] = "public, max-age=3600"
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
