"""Raised and lowered text in the editor: as Wagtail has it, and kept when an editor pastes it.

Draft.js, beneath Wagtail's editor, reads no `<sup>` from what is pasted: 10³ from Word would become 103.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text.editors.draftail.features import InlineStyleFeature
from wagtail.rich_text.feature_registry import FeatureRegistry

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

STYLES = (("superscript", _("Superscript")), ("subscript", _("Subscript")))


class RaisedTextFeature(InlineStyleFeature):
    """An inline style, with the plug-in that reads it from the clipboard."""

    def __init__(self, name: str, description: StrOrPromise) -> None:
        style = {"type": name.upper(), "icon": name, "description": description}
        super().__init__(style, js=["js/paste-raised-text.js"])

    def construct_options(self, options: dict[str, Any]) -> None:
        super().construct_options(options)
        plugins = options.setdefault("plugins", [])
        if PLUGIN not in plugins:
            plugins.append(PLUGIN)


PLUGIN = {"type": "RAISED_TEXT_PASTED"}


def register_raised_text(features: FeatureRegistry) -> None:
    """In the place of Wagtail's own."""
    for name, description in STYLES:
        features.register_editor_plugin("draftail", name, RaisedTextFeature(name, description))
