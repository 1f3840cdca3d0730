"""What a page's slug may not be: one that leaves an address of the site empty, or takes one that is in use.

The menu, other pages and feeds lead to some pages by their address, and some addresses are answered by the
site itself, before any page is asked.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.translation import gettext
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from .fixed_pages import ABOUT, ACCESSIBILITY, GUARDIAN, POSTS, PROGRAMMES
from .free_addresses import free_slug

# What the site itself leads to and editors write. A test compares it with every template and module.
LED_TO = (POSTS, GUARDIAN, PROGRAMMES, ABOUT, ACCESSIBILITY)


def check_slug(page: Page, slug: str, *, before: str) -> None:
    """Raise ValidationError for a slug that a page right below the home page may not get; `before` or ""."""
    fixed = getattr(page, "fixed_slug", "") or (before if before in LED_TO else "")
    if slug in (before, fixed):
        return
    if fixed:
        raise ValidationError(
            {
                "slug": gettext(
                    "The menu and other pages lead to /%(fixed)s/. Keep “%(fixed)s” here, and change the title instead."
                )
                % {"fixed": fixed}
            }
        )
    if is_answered_by_the_site(slug):
        raise ValidationError(
            {
                "slug": gettext(
                    "The site already uses /%(slug)s/, so readers could not reach this page. Choose another address."
                )
                % {"slug": slug}
            }
        )


def is_answered_by_the_site(slug: str) -> bool:
    try:
        return resolve(f"/{slug}/").url_name != "wagtail_serve"
    except Resolver404:
        return False


class AddressedPageForm(WagtailAdminPageForm):
    """The form of a page: a slug that would break an address is refused in words, one that is taken is numbered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and "title" in self.fields:
            self.fields["title"].widget.attrs["autofocus"] = True  # what a new page begins with

    def clean_slug(self) -> str:
        """A draft whose address another page has gets the next that is free: “snow-2”."""
        slug: str = self.cleaned_data["slug"]
        is_public = self.instance.pk is not None and self.instance.live
        if is_public or self.parent_page is None:
            return slug
        return free_slug(self.parent_page, slug, besides=self.instance.pk)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        slug, parent = cleaned.get("slug"), self.parent_page
        if slug and parent is not None and parent.depth == HOME_DEPTH:
            try:
                check_slug(self.instance, slug, before=slug_of(self.instance))
            except ValidationError as error:
                self.add_error(None if "slug" not in self.fields else "slug", error.message_dict["slug"])
        return cleaned


HOME_DEPTH = 2  # Wagtail’s root is 1


def slug_of(page: Page) -> str:
    """As it is stored: “” for a page that is not yet."""
    return Page.objects.filter(pk=page.pk).values_list("slug", flat=True).first() or ""
