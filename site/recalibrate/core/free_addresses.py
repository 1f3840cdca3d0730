"""The next address that is free: a page with the title of another is saved and copied at once, as “snow-2”."""

from itertools import count
from typing import Any

from wagtail.admin.forms.pages import CopyForm
from wagtail.models import Page


def free_slug(parent: Page, wanted: str, *, besides: int | None = None) -> str:
    """`wanted` if no page below `parent` has it, else with the first number that is free."""
    others = parent.get_children().exclude(pk=besides)
    taken = set(others.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in count(2))
    return wanted if wanted not in taken else next(free for free in numbered if free not in taken)


class FreeAddressCopyForm(CopyForm):  # type: ignore[misc]
    """Copying asks for nothing that the site can find by itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_slug"].initial = free_slug(self.page.get_parent(), self.page.slug)

    def clean(self) -> dict[str, Any]:
        chosen = self.cleaned_data
        if slug := chosen.get("new_slug"):
            parent = chosen.get("new_parent_page") or self.page.get_parent()
            chosen["new_slug"] = free_slug(parent, slug)
        cleaned: dict[str, Any] = super().clean()
        return cleaned
