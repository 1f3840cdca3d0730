"""Rows of the exception-reporting guide and of charts’ events, so that tables stay tables."""

from wagtail import blocks

from recalibrate.core.blocks import INLINE


class AnswerBlock(blocks.StructBlock):
    question = blocks.CharBlock(max_length=80)
    answer = blocks.RichTextBlock(features=["ol", "ul", *INLINE])

    class Meta:
        icon = "help"


class LineBlock(blocks.StructBlock):
    what = blocks.CharBlock(max_length=60, help_text="What the line says: “Planned finish”.")
    example = blocks.CharBlock(max_length=120, help_text="As somebody would write it: “20:30”.")

    class Meta:
        icon = "edit"
        label = "Line"


class WhoSeesBlock(blocks.StructBlock):
    """What one role gets to see of the three kinds of report."""

    who = blocks.CharBlock(max_length=80)
    short = blocks.CharBlock(max_length=120, label="Hours, up to two hours")
    longer = blocks.CharBlock(max_length=120, label="Hours, more than two hours")
    education = blocks.CharBlock(max_length=120, label="Education")

    class Meta:
        icon = "view"
        label = "Who sees what"


class SystemBlock(blocks.StructBlock):
    """Which system a doctor reports in."""

    doctor = blocks.CharBlock(max_length=100, label="If you are…")
    system = blocks.CharBlock(max_length=120, label="Report in…")
    address = blocks.URLBlock(required=False)
    stuck = blocks.CharBlock(max_length=120, label="Stuck? Ask…")

    class Meta:
        icon = "desktop"
        label = "Which system"


class EventBlock(blocks.StructBlock):
    """Something on a day that readers of the charts should know of."""

    on = blocks.DateBlock()
    label = blocks.CharBlock(max_length=28, help_text="A few words: “August changeover”.")
    starts_anew = blocks.BooleanBlock(
        required=False,
        label="a known change: limits start anew",
        help_text="For a change of the rules, or of how reports are counted. From it on the chart’s mean and "
        "limits are worked out anew. Not for what comes back every year.",
    )

    class Meta:
        icon = "date"
        label = "Event"
