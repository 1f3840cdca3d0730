from typing import Any

from django import template
from django.urls import reverse

register = template.Library()


@register.inclusion_tag("wagtailadmin/shared/headers/slim_header.html")
def screen_header(title: str, *way: str, icon: str, about: object = "") -> dict[str, Any]:
    """Wagtail's header above a screen of ours: `way` is names of addresses and their titles, in turn."""
    above = [{"url": reverse(name), "label": label} for name, label in zip(way[::2], way[1::2], strict=True)]
    here = {"url": "", "label": title, "sublabel": about}
    return {"breadcrumbs_items": [*above, here], "title": title, "icon_name": icon}
