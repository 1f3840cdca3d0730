"""What an editor fills in for a post, in this order."""

from typing import Any

from django.forms import Select
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    MultipleChooserPanel,
)


class AskedForChangesPanel(HelpPanel):
    """What an editor or the second pair of eyes asked for, first of all."""

    class BoundPanel(HelpPanel.BoundPanel):  # type: ignore[misc]
        def is_shown(self) -> bool:
            state: Any = self.instance.current_workflow_state if self.instance.pk else None
            return state is not None and state.status == state.STATUS_NEEDS_CHANGES


PANELS = [
    AskedForChangesPanel(template="admin/asked_for_changes.html"),
    FieldPanel("summary"),
    FieldPanel("language"),
    MultiFieldPanel(
        [
            FieldPanel("sensitivity"),
            FieldPanel("content_note"),
            HelpPanel(template="admin/approval_panel.html"),
        ],
        _("Sensitivity"),
    ),
    FieldPanel("short_version"),
    FieldPanel("body"),
    FieldPanel("try_now"),
    MultiFieldPanel(
        [
            FieldPanel("what_should_change"),
            HelpPanel(template="admin/suggested_change.html"),
            FieldPanel("one_change"),
            FieldPanel("is_just_a_story"),
        ],
        _("What should change (this, or the tick below, is needed to publish)"),
    ),
    # At least one to publish (PostPageForm). A minimum here would keep drafts from being previewed.
    MultipleChooserPanel(
        "post_contributors",
        chooser_field_name="contributor",
        label=_("Contributors"),
        heading=_("Contributors (needed to publish)"),
        help_text=_("Whom readers see as the writer. For an anonymous post choose “A resident doctor”."),
    ),
    MultiFieldPanel(
        [
            HelpPanel(_("Readers find posts by state of mind. The primary one gives the post its colour.")),
            FieldPanel(
                "primary_state", heading=_("Primary state of mind (needed to publish)"), widget=Select
            ),  # twelve at most: no dialog to search in
            FieldPanel("states_of_mind"),
            FieldPanel("strategies"),
            FieldPanel("discipline"),
            FieldRowPanel([FieldPanel("minutes"), FieldPanel("has_own_minutes")]),
            FieldRowPanel([FieldPanel("series"), FieldPanel("series_position")]),
        ],
        _("Where readers find it"),
    ),
    MultipleChooserPanel("related_posts", chooser_field_name="related", label=_("Read next"), max_num=3),
    FieldPanel("cover_image"),
    FieldRowPanel(
        [
            FieldPanel("reviewed_on"),
            FieldPanel(
                "next_review_on",
                help_text=_("Leave empty for two years from now, or one year at levels 2 and 3."),
            ),
        ],
        _("Review"),
    ),
]
