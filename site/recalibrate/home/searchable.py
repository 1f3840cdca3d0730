"""Information pages as the search finds them."""

from recalibrate.core.searchable import Document, Kind, text_of

from .models import InformationPage


def document_for(page: InformationPage) -> Document:
    return Document(
        title=page.title,
        url=page.get_url() or "",
        summary=page.search_description,
        text=text_of(page, "body"),
    )


INFORMATION = Kind(
    slug="about",
    label="About this site",
    icon="unknown",
    model=InformationPage,
    public=lambda: InformationPage.objects.live().public(),
    document=document_for,
    order=50,
)
