"""Help services as the search finds them."""

from recalibrate.core.searchable import Document, Kind

from .models import HelpService


def document_for(service: HelpService) -> Document:
    ways = [service.phone, service.text_number, service.text_keyword, service.email]
    details = [service.hours_in_words, service.note, service.get_urgency_display(), service.nation]
    return Document(
        title=service.name,
        url=service.get_absolute_url(),
        summary=service.audience,
        text=". ".join(part.rstrip(".") for part in [*ways, *details] if part),
    )


SERVICES = Kind(
    slug="help",
    label="Help",
    icon="phone",
    model=HelpService,
    public=HelpService.objects.all,
    document=document_for,
    order=30,
)
