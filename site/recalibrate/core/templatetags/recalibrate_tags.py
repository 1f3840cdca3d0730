import re
from functools import cache
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..addresses import absolute
from ..isolate import each_isolated, error_boundary
from ..navigation import crumbs
from ..record_addresses import record_url
from ..structured_data import Publisher, document, website

register = template.Library()

STANDS_IN = "brand"
_ICON_NAME = re.compile(r"[a-z][a-z0-9-]*")


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """The drawing `templates/icons/<name>.svg`, inline and hidden from assistive technology.

    Some names come from rows: for one that there is not, our mark stands in.
    """
    if not _ICON_NAME.fullmatch(str(name)):
        return render_to_string(f"icons/{STANDS_IN}.svg")
    return render_to_string([f"icons/{name}.svg", f"icons/{STANDS_IN}.svg"])


@register.simple_tag
def absolute_static(path: str) -> str:
    """The whole address of a static file, for those who read it elsewhere."""
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


@register.simple_tag
def href(record: Any) -> SafeString | str:
    """` href="…"` for the record's page; nothing where it has no address: only the link is missing."""
    address = record_url(record) if record else ""
    return format_html(' href="{}"', address) if address else ""


ON_A_PAGE = error_boundary("page", "is missing from a page")


class EachNode(template.Node):
    """Renders its content for every item; one that fails is left out (core/isolate.py)."""

    def __init__(self, name: str, items: FilterExpression, content: NodeList) -> None:
        self.name, self.items, self.content = name, items, content

    def render(self, context: template.Context) -> SafeString:
        found = self.items.resolve(context) or ()
        return SafeString("".join(each_isolated(found, lambda item: self._one(item, context), ON_A_PAGE)))

    def _one(self, item: object, context: template.Context) -> str:
        with context.push(**{self.name: item}):
            return self.content.render(context)


@register.tag("each")
def do_each(parser: Parser, token: Token) -> EachNode:
    """`{% each row in rows %}…{% endeach %}`: `for`, where one broken row takes no other with it."""
    words = token.split_contents()
    if len(words) != 4 or words[2] != "in":
        raise template.TemplateSyntaxError("Write {% each row in rows %}.")
    content = parser.parse(("endeach",))
    parser.delete_first_token()
    return EachNode(words[1], parser.compile_filter(words[3]), content)
