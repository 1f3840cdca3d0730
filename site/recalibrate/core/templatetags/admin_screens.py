from typing import Any

from django import template
from django.db.models import Model
from django.urls import reverse

from recalibrate.core.goes_with import GoesWith, goes_with

register = template.Library()


@register.inclusion_tag("wagtailadmin/shared/headers/slim_header.html")
def screen_header(title: str, *way: str, icon: str, about: object = "") -> dict[str, Any]:
    """Wagtail's header above a screen of ours: `way` is names of addresses and their titles, in turn."""
    above = [{"url": reverse(name), "label": label} for name, label in zip(way[::2], way[1::2], strict=True)]
    here = {"url": "", "label": title, "sublabel": about}
    return {"breadcrumbs_items": [*above, here], "title": title, "icon_name": icon}


@register.simple_tag(name="goes_with")
def goes_with_one(thing: Model) -> GoesWith:
    """What a deletion of this takes with it."""
    return goes_with([thing])


@register.simple_tag
def goes_with_all(items: list[dict[str, Any]]) -> GoesWith:
    """What a deletion of all of these takes with it: of a list as Wagtail's bulk actions have it."""
    return goes_with([item["item"] for item in items])
