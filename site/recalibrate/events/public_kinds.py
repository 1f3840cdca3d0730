"""Dates to come, for everything that goes through the kinds of things readers meet."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recalibrate.core.public_kinds import PublicKind
from recalibrate.core.search_document import SearchDocument

from .models import Event


def document_for(event: Event) -> SearchDocument:
    begins, ends = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    hours = {"begins": date_format(begins, "l j F Y, H:i"), "ends": date_format(ends, "H:i")}
    when = gettext("%(begins)s to %(ends)s") % hours
    return SearchDocument(
        title=gettext("%(title)s (cancelled)") % {"title": event.title}
        if event.is_cancelled
        else event.title,
        url=f"{reverse('dates')}#date-{event.pk}",
        summary=". ".join(filter(None, [when, event.place])),
        text=f"{event.note} {event.get_kind_display()} next date when calendar".strip(),
        expires_on=ends.date(),
    )


DATES = PublicKind(
    slug="date",
    label=_("Dates"),
    icon="clock",
    model=Event,
    public=lambda: Event.objects.to_come(timezone.now()),
    document=document_for,
    order=25,
    pages=("dates",),
)
