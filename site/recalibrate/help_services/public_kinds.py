"""Help services, for everything that goes through the kinds of things readers meet."""

from django.utils.translation import gettext_lazy as _

from recalibrate.core.public_kinds import PublicKind
from recalibrate.core.search_document import SearchDocument

from .models import HelpService


def service_search_document(service: HelpService) -> SearchDocument:
    ways = [service.phone, service.text_number, service.text_keyword, service.email]
    details = [service.hours_in_words, service.note, service.get_urgency_display(), service.nation]
    return SearchDocument(
        title=service.name,
        url=service.get_absolute_url(),
        summary=service.audience,
        state_ids=tuple(state.pk for state in service.states_of_mind.all()),
        text=". ".join(part.rstrip(".") for part in [*ways, *details] if part),
    )


SERVICES = PublicKind(
    slug="help",
    label=_("Help"),
    icon="phone",
    model=HelpService,
    public=lambda: HelpService.objects.prefetch_related("states_of_mind"),
    document=service_search_document,
    order=30,
    pages=("help",),
    parameters=frozenset({"nation"}),
)
