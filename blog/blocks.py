"""What a post's body may have beside what every body has."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from recalibrate.core.blocks import BodyBlock


class PickBlock(blocks.StructBlock):
    """Something on another site, in our words. A copy: it stays as it is when the decision on it goes."""

    line = blocks.TextBlock(rows=2, label=_("Why this matters here"))
    title = blocks.CharBlock(help_text=_("As the source gives it."))
    url = blocks.URLBlock(label=_("Address"))
    source = blocks.CharBlock(help_text=_("The publisher’s name, as readers know it."))
    published_on = blocks.DateBlock(required=False, label=_("Published on"))
    excerpt = blocks.TextBlock(
        required=False,
        rows=2,
        help_text=_("At most 40 words, quoted, where the source’s terms allow it."),
    )
    credit = blocks.CharBlock(required=False, help_text=_("What the source’s terms ask us to say."))
    note = blocks.CharBlock(
        required=False, label=_("What readers are told first"), help_text=_("“Mentions suicide.”")
    )

    class Meta:
        icon = "link"
        template = "blocks/pick.html"
        label = _("Worth reading elsewhere")
        description = _(
            "A link to another site, with our line, its source and, where allowed, a short excerpt."
        )


class PostBodyBlock(BodyBlock):
    pick = PickBlock()
