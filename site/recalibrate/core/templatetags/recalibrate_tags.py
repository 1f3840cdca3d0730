import re

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()

_ICON_NAME = re.compile(r"[a-z][a-z0-9-]*")


@register.simple_tag
def icon(name: str) -> SafeString:
    """The drawing `templates/icons/<name>.svg`, inline and hidden from assistive technology."""
    if not _ICON_NAME.fullmatch(name):
        raise template.TemplateSyntaxError(f"{name!r} is not the name of an icon.")
    return render_to_string(f"icons/{name}.svg")
