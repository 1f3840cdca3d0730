"""Rows of the exception-reporting guide and of charts’ events, so that tables stay tables."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from recalibrate.core.blocks import INLINE


class AnswerBlock(blocks.StructBlock):
    question = blocks.CharBlock(max_length=80)
    answer = blocks.RichTextBlock(features=["ol", "ul", *INLINE])

    class Meta:
        icon = "help"


class LineBlock(blocks.StructBlock):
    what = blocks.CharBlock(max_length=60, help_text=_("What the line says: “Planned finish”."))
    example = blocks.CharBlock(max_length=120, help_text=_("Written as people write it: “20:30”."))

    class Meta:
        icon = "edit"
        label = _("Line")


class WhoSeesBlock(blocks.StructBlock):
    """What one role gets to see of the three kinds of report."""

    who = blocks.CharBlock(max_length=80)
    short = blocks.CharBlock(max_length=120, label=_("Hours, up to two hours"))
    longer = blocks.CharBlock(max_length=120, label=_("Hours, more than two hours"))
    education = blocks.CharBlock(max_length=120, label=_("Education"))

    class Meta:
        icon = "view"
        label = _("Who sees what")


class SystemBlock(blocks.StructBlock):
    """Which system a doctor reports in."""

    doctor = blocks.CharBlock(max_length=100, label=_("If you are…"))
    system = blocks.CharBlock(max_length=120, label=_("Report in…"))
    address = blocks.URLBlock(required=False)
    stuck = blocks.CharBlock(max_length=120, label=_("Stuck? Ask…"))

    class Meta:
        icon = "desktop"
        label = _("Which system")


class EventBlock(blocks.StructBlock):
    """Something on a day that readers of the charts should know of."""

    on = blocks.DateBlock()
    label = blocks.CharBlock(max_length=28, help_text=_("A few words: “August changeover”."))
    starts_anew = blocks.BooleanBlock(
        required=False,
        label=_("a known change: limits start again"),
        help_text=_(
            "For a change in the rules, or in how reports are counted. From then on the chart works out a "
            "new mean and new limits. Not for things that happen every year."
        ),
    )

    class Meta:
        icon = "date"
        label = _("Event")


class ActionBlock(blocks.StructBlock):
    """What is to be done, by whom and until when, as boards minute it."""

    what = blocks.CharBlock(max_length=200, label=_("Action"))
    owner = blocks.CharBlock(
        max_length=80,
        label=_("Who answers for it"),
        help_text=_("A role, not a person: “Medical staffing lead”."),
    )
    due_on = blocks.DateBlock(label=_("By"))
    state = blocks.CharBlock(
        max_length=80, required=False, label=_("How far it is"), help_text=_("A few words: “begun”, “done”.")
    )

    class Meta:
        icon = "tick"
        label = _("Action")
