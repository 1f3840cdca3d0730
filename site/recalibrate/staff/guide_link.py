"""Help where it is needed: a line on an edit form that leads to a chapter of the editors' guide."""

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel


class GuideLink(Panel):
    """`chapter` is the anchor of a heading in docs/editors.md."""

    def __init__(self, chapter: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.chapter = chapter

    def clone_kwargs(self) -> dict[str, Any]:
        return super().clone_kwargs() | {"chapter": self.chapter}

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "admin/guide_link.html"

        @property
        def address(self) -> str:
            return f"{reverse('editors-guide')}#{self.panel.chapter}"
