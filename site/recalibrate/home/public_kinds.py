"""Information pages, for everything that goes through the kinds of things readers meet."""

from django.utils.translation import gettext_lazy as _

from recalibrate.core.public_kinds import PublicKind
from recalibrate.core.search_document import SearchDocument, document_text

from .models import InformationPage


def information_search_document(page: InformationPage) -> SearchDocument:
    return SearchDocument(
        title=page.title,
        url=page.get_url() or "",
        summary=page.search_description,
        text=document_text(page, "body"),
    )


INFORMATION = PublicKind(
    slug="about",
    label=_("About this site"),
    icon="unknown",
    model=InformationPage,
    public=lambda: InformationPage.objects.live().public(),
    document=information_search_document,
    order=50,
)
