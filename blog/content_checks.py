"""Our notes in Wagtail's checks panel, while a writer writes.

The preview, which the panel looks at, ends with a list of the notes on what is in the form just then. Axe has
a rule a kind of note; each points to the notes of its kind. Nothing of ours runs in the browser.
"""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.models import Page

from .care import NoteKind
from .care.types import LABELS
from .care_of import note_rule
from .models import PostPage

HELP = _("The list at the end of the preview says what, why, and what to try instead. It never stops you.")


class CareItem(ContentCheckerItem):
    """Wagtail’s checks and ours."""

    # The post and the notes on it: what stands around them is the site's, and no editor's to mend.
    axe_include = ["article, [data-care]"]  # one selector: a second would be looked for inside a frame

    def get_axe_run_only(self, request: HttpRequest) -> list[str]:
        return [*super().get_axe_run_only(request), *map(note_rule, NoteKind)]

    def get_axe_custom_rules(self, request: HttpRequest) -> list[dict[str, Any]]:
        # An element that is no picture never has what “has-alt” asks for, so each note counts as found.
        ours = [
            {
                "id": note_rule(kind),
                "impact": "minor",
                "selector": f'[data-care="{note_rule(kind)}"]',
                "tags": ["best-practice"],
                "any": ["has-alt"],
                "enabled": True,
            }
            for kind in NoteKind
        ]
        return [*super().get_axe_custom_rules(request), *ours]

    def get_axe_messages(self, request: HttpRequest) -> dict[str, dict[str, Any]]:
        ours = {
            note_rule(kind): {"error_name": gettext(LABELS[kind]), "help_text": HELP} for kind in NoteKind
        }
        return {**super().get_axe_messages(request), **ours}


def check_with_care(request: HttpRequest, items: list[Any], page: Page | None) -> None:
    """On posts, our checker in the place of Wagtail’s."""
    if page is not None and not issubclass(page.specific_class or type(page), PostPage):
        return
    for number, item in enumerate(items):
        if isinstance(item, ContentCheckerItem):
            items[number] = CareItem(in_editor=item.in_editor)
