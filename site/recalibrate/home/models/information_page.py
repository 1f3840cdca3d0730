from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from recalibrate.core.blocks import BodyBlock
from recalibrate.core.models import BasePage


class InformationPage(BasePage):
    """A page that explains: about us, accessibility, privacy."""

    body = StreamField(BodyBlock(), blank=True)

    template = "pages/information_page.html"
    parent_page_types = ["home.HomePage", "home.InformationPage"]
    subpage_types = ["home.InformationPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("information page")
