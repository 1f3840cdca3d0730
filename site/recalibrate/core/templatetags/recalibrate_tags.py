import re
from functools import cache

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.safestring import SafeString

from ..addresses import absolute
from ..navigation import crumbs
from ..structured_data import Publisher, document, website

register = template.Library()

_ICON_NAME = re.compile(r"[a-z][a-z0-9-]*")


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """The drawing `templates/icons/<name>.svg`, inline and hidden from assistive technology."""
    if not _ICON_NAME.fullmatch(name):
        raise template.TemplateSyntaxError(f"{name!r} is not the name of an icon.")
    return render_to_string(f"icons/{name}.svg")


@register.simple_tag
def absolute_static(path: str) -> str:
    """The whole address of a static file, for whoever reads it elsewhere."""
    return absolute(static(path))


@register.simple_tag(takes_context=True)
def structured_data(context: template.Context) -> SafeString:
    """The page's JSON-LD (core/structured_data.py), or nothing."""
    identity, head, path = context["identity"], context["head"], context["request"].path
    publisher = Publisher(
        site_name=identity.name,
        organisation=identity.organisation,
        url=absolute("/"),
        description=identity.strapline,
    )
    if path == "/":
        return SafeString(website(publisher))
    data_set = context.get("data_set")
    return SafeString(
        document(publisher, article=head.article, data_set=data_set, crumbs=crumbs(path, head.name))
    )
