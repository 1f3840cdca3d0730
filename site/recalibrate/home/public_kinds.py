"""Information pages, for everything that goes through the kinds of things readers meet."""

from recalibrate.core.public_kinds import PublicKind
from recalibrate.core.search_document import Document, text_of

from .models import InformationPage


def document_for(page: InformationPage) -> Document:
    return Document(
        title=page.title,
        url=page.get_url() or "",
        summary=page.search_description,
        text=text_of(page, "body"),
    )


INFORMATION = PublicKind(
    slug="about",
    label="About this site",
    icon="unknown",
    model=InformationPage,
    public=lambda: InformationPage.objects.live().public(),
    document=document_for,
    order=50,
)
