"""What a body is made of, in posts, Guardian updates and information pages alike."""

from wagtail import blocks
from wagtail.images.blocks import ImageBlock

INLINE = ["bold", "italic", "link", "document-link"]
TEXT = ["h2", "h3", "ol", "ul", *INLINE]


class QuotationBlock(blocks.StructBlock):
    quote = blocks.TextBlock(rows=3)
    attribution = blocks.CharBlock(required=False)

    class Meta:
        icon = "openquote"
        template = "blocks/quotation.html"
        description = "Somebody’s words, set apart."
        preview_value = {"quote": "The shift ends when you let it.", "attribution": ""}


class InsetBlock(blocks.StructBlock):
    text = blocks.RichTextBlock(features=["ol", "ul", *INLINE])

    class Meta:
        icon = "info-circle"
        template = "blocks/inset.html"
        description = "Something to notice, without alarm."


class WarningBlock(blocks.StructBlock):
    heading = blocks.CharBlock(default="Important")
    text = blocks.RichTextBlock(features=["ol", "ul", *INLINE])

    class Meta:
        icon = "warning"
        template = "blocks/warning.html"
        description = "Something that could go wrong, and what to do. Use rarely."


class StepsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(required=False)
    items = blocks.ListBlock(blocks.TextBlock(rows=2), min_num=2)

    class Meta:
        icon = "list-ol"
        template = "blocks/steps.html"
        description = "Numbered steps."


class DoDontBlock(blocks.StructBlock):
    do = blocks.ListBlock(blocks.CharBlock(), min_num=1)
    dont = blocks.ListBlock(blocks.CharBlock(), min_num=1)

    class Meta:
        icon = "tick-inverse"
        template = "blocks/do_dont.html"
        label = "Do and don’t"
        description = "Two short lists beside each other."


class DetailsBlock(blocks.StructBlock):
    summary = blocks.CharBlock()
    text = blocks.RichTextBlock(features=TEXT)

    class Meta:
        icon = "collapse-down"
        template = "blocks/details.html"
        description = "Text that opens when asked for."


class BodyBlock(blocks.StreamBlock):
    text = blocks.RichTextBlock(features=TEXT, icon="pilcrow", template="blocks/text.html")
    image = ImageBlock(template="blocks/image.html")
    quotation = QuotationBlock()
    inset = InsetBlock()
    warning = WarningBlock()
    steps = StepsBlock()
    do_dont = DoDontBlock()
    details = DetailsBlock()
