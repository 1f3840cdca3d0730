"""What a body is made of, in posts, Guardian updates and information pages alike."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from .citations import Citations
from .doi import RESOLVER, doi_in

INLINE = ["bold", "italic", "superscript", "subscript", "strikethrough", "link", "document-link"]
TEXT = ["h2", "h3", "ol", "ul", *INLINE]
AUDIO = {"m4a", "mp3"}  # what every browser plays


class QuotationBlock(blocks.StructBlock):
    quote = blocks.TextBlock(rows=3)
    attribution = blocks.CharBlock(required=False)

    class Meta:
        icon = "openquote"
        template = "blocks/quotation.html"
        description = _("A person’s words, set apart.")
        preview_value = {"quote": "The shift ends when you let it.", "attribution": ""}


class InsetBlock(blocks.StructBlock):
    text = blocks.RichTextBlock(features=["ol", "ul", *INLINE])

    class Meta:
        icon = "info-circle"
        template = "blocks/inset.html"
        label = _("Box")
        description = _("Something to notice, without alarm.")


class WarningBlock(blocks.StructBlock):
    heading = blocks.CharBlock(default="Important")
    text = blocks.RichTextBlock(features=["ol", "ul", *INLINE])

    class Meta:
        icon = "warning"
        template = "blocks/warning.html"
        description = _("Something that could go wrong, and what to do. Use rarely.")


class StepsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(required=False)
    items = blocks.ListBlock(blocks.TextBlock(rows=2), min_num=2)

    class Meta:
        icon = "list-ol"
        template = "blocks/steps.html"
        description = _("Numbered steps.")


class DoDontBlock(blocks.StructBlock):
    do = blocks.ListBlock(blocks.CharBlock(), min_num=1)
    dont = blocks.ListBlock(blocks.CharBlock(), min_num=1)

    class Meta:
        icon = "tick-inverse"
        template = "blocks/do_dont.html"
        label = _("Do and don’t")
        description = _("Two short lists beside each other.")


class DetailsBlock(blocks.StructBlock):
    summary = blocks.CharBlock()
    text = blocks.RichTextBlock(features=TEXT)

    class Meta:
        icon = "collapse-down"
        template = "blocks/details.html"
        description = _("Text that opens when a reader asks for it.")


class CaptionedImageBlock(blocks.StructBlock):
    image = ImageBlock()
    caption = blocks.CharBlock(required=False, help_text=_("What the picture adds, if it needs saying."))

    class Meta:
        icon = "image"
        template = "blocks/image.html"
        label = _("Image")
        description = _("A picture, cropped around its focal point, with a caption if it needs one.")


class TableBlock(blocks.StructBlock):
    table = TypedTableBlock(
        [
            ("text", blocks.CharBlock(required=False)),
            ("rich_text", blocks.RichTextBlock(required=False, features=INLINE, label=_("Text with links"))),
            ("number", blocks.DecimalBlock(required=False)),
        ]
    )
    has_row_headings = blocks.BooleanBlock(
        required=False, default=True, label=_("The first column says what each row is")
    )
    source = blocks.CharBlock(required=False, help_text=_("Where the figures come from."))

    class Meta:
        icon = "table"
        template = "blocks/table.html"
        description = _("Figures or words in rows and columns. It scrolls on a phone.")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and not cleaned["table"].caption.strip():
            error = ValidationError(gettext("Give the table a caption that says what it shows."))
            raise StructBlockValidationError(block_errors={"table": error})
        return cleaned


class ReferenceValue(blocks.StructValue):
    @property
    def doi_url(self) -> str:
        """Where the DOI leads, or "" without one."""
        doi = doi_in(self.get("doi") or "")
        return f"{RESOLVER}{doi}" if doi else ""


class ReferenceBlock(blocks.StructBlock):
    text = blocks.RichTextBlock(features=["bold", "italic", "superscript", "subscript", "link"])
    doi = blocks.CharBlock(required=False, label=_("DOI"), help_text=_("For example 10.1136/bmj.n71"))

    class Meta:
        value_class = ReferenceValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and cleaned["doi"] and not doi_in(cleaned["doi"]):
            error = ValidationError(gettext("A DOI starts with “10.” and has a slash: 10.1136/bmj.n71"))
            raise StructBlockValidationError(block_errors={"doi": error})
        return cleaned


class ReferencesBlock(blocks.StructBlock):
    heading = blocks.CharBlock(default="References")
    items = blocks.ListBlock(ReferenceBlock(), min_num=1)

    class Meta:
        icon = "list-ol"
        template = "blocks/references.html"
        description = _(
            "Sources or footnotes, numbered. “[1]” in the text becomes a link to the first of them."
        )


class AudioBlock(blocks.StructBlock):
    title = blocks.CharBlock()
    recording = DocumentChooserBlock(help_text=_("An .mp3 or .m4a file among our documents."))
    length = blocks.CharBlock(help_text=_("For example “6 minutes”."))
    transcript = blocks.RichTextBlock(features=TEXT, help_text=_("Every word, for people who cannot listen."))

    class Meta:
        icon = "media"
        template = "blocks/audio.html"
        description = _("A recording of ours. Nothing is loaded before a reader presses play.")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        recording = cleaned.get("recording")
        if recording and recording.file_extension.lower() not in AUDIO:
            error = ValidationError(gettext("Choose an .mp3 or .m4a file."))
            raise StructBlockValidationError(block_errors={"recording": error})
        return cleaned


class RecordingElsewhereBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        choices=[("watch", gettext_lazy("To watch")), ("listen", gettext_lazy("To listen to"))],
        default="watch",
    )
    title = blocks.CharBlock()
    url = blocks.URLBlock(label=_("Address"))
    publisher = blocks.CharBlock(help_text=_("The name of the site it leads to, as readers know it."))
    length = blocks.CharBlock(help_text=_("For example “22 minutes”."))
    why = blocks.CharBlock(
        required=False, label=_("Why it is worth their time"), help_text=_("One sentence.")
    )
    transcript_url = blocks.URLBlock(required=False, label=_("Address of a transcript"))

    class Meta:
        icon = "media"
        template = "blocks/recording_elsewhere.html"
        label = _("Audio or video elsewhere")
        description = _(
            "A link that says where it leads and how long it takes. Nothing is loaded from there."
        )


class BodyBlock(blocks.StreamBlock):
    text = blocks.RichTextBlock(features=TEXT, icon="pilcrow", template="blocks/text.html")
    image = CaptionedImageBlock()
    quotation = QuotationBlock()
    inset = InsetBlock()
    warning = WarningBlock()
    steps = StepsBlock()
    do_dont = DoDontBlock()
    details = DetailsBlock()
    table = TableBlock()
    audio = AudioBlock()
    recording_elsewhere = RecordingElsewhereBlock()
    references = ReferencesBlock()

    class Meta:
        block_counts = {"references": {"max_num": 1}}

    def render_basic(self, value: Any, context: dict[str, Any] | None = None) -> SafeString:
        """The blocks one after the other, the text before the references that it cites."""
        references = next((child for child in value if child.block_type == "references"), None)
        citations = Citations(len(references.value["items"]) if references else 0)
        html = [child is not references and citations.linked(child.render(context)) for child in value]
        if references:
            cited = {**(context or {}), "cited": citations.cited}
            html[html.index(False)] = references.render(cited)
        return format_html_join("\n", "{}", ((part,) for part in html))
