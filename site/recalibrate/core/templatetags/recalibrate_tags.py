import datetime
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.defaultfilters import date as formatted
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from .. import languages
from ..addresses import absolute
from ..isolate import each_isolated, error_boundary
from ..navigation import crumbs
from ..record_addresses import record_url
from ..revision_cache import RevisionMemory, current_stamp
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


def _time_element(day: datetime.date | None, for_machines: str, for_people: str) -> SafeString:
    if not day:
        return SafeString()
    machine, people = formatted(day, for_machines), formatted(day, for_people)
    return SafeString(f'<time datetime="{machine}">{people}</time>')


@register.filter(expects_localtime=True)
def dated(day: datetime.date | None) -> SafeString:
    """A day as an element, so that a sentence to translate holds it whole: 23 November 2026."""
    return _time_element(day, "Y-m-d", "j F Y")


@register.filter(expects_localtime=True)
def dated_with_weekday(day: datetime.date | None) -> SafeString:
    """Monday 23 November 2026."""
    return _time_element(day, "Y-m-d", "l j F Y")


@register.filter(expects_localtime=True)
def dated_with_time(moment: datetime.datetime | None) -> SafeString:
    """Monday 23 November 2026, 18:30."""
    return _time_element(moment, "c", "l j F Y, H:i")


@register.filter
def marked(fragments: Iterable[tuple[str, bool]]) -> SafeString:
    """A plain text in fragments, those that were found marked; no space between, for a mark may end in mid-word."""
    shown = (f"<mark>{escape(text)}</mark>" if is_found else escape(text) for text, is_found in fragments)
    return SafeString("".join(shown))


@register.simple_tag
def in_language(language: str = "") -> SafeString:
    """The attributes that say which language an element's text is in, where it is not the page's."""
    return languages.language_attributes(language or "")


@register.simple_tag
def page_language() -> str:
    """The language of our own words, for `<html lang>`."""
    return languages.page_language()


@register.simple_tag
def page_direction() -> SafeString:
    """` dir="rtl"` for `<html>` where our own words run from right to left."""
    return SafeString(' dir="rtl"' if languages.is_right_to_left(languages.page_language()) else "")


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
        document(
            publisher,
            article=head.article,
            data_set=data_set,
            gathering=head.gathering,
            course=head.course,
            crumbs=crumbs(path, head.name),
        )
    )


@register.simple_tag
def href(record: Any) -> SafeString | str:
    """` href="…"` for the record's page; nothing where it has no address: only the link is missing."""
    address = record_url(record) if record else ""
    return format_html(' href="{}"', address) if address else ""


ON_A_PAGE = error_boundary("page", gettext_lazy("is missing from a page"))


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


KEPT = RevisionMemory[SafeString](400)


class KeptNode(template.Node):
    """Its content as it was rendered under the same revision, on the same day, for equal keys."""

    def __init__(self, keys: list[FilterExpression], content: NodeList) -> None:
        self.keys, self.nodelist = keys, content

    def render(self, context: template.Context) -> SafeString:
        if current_stamp() is None:
            return self.nodelist.render(context)
        keys = [key.resolve(context) for key in self.keys]
        if not keys[0]:
            return self.nodelist.render(context)
        return KEPT.get((self, *keys), lambda: self.nodelist.render(context))


@register.tag("kept")
def do_kept(parser: Parser, token: Token) -> KeptNode:
    """`{% kept key … %}…{% endkept %}`: rendered once a revision and day for each set of keys.

    For anonymous readers only (core/revision_cache.py). The keys are all that it depends on beside what a revision
    or the day changes; where the first is empty, as in a preview, nothing is kept. Nothing of a request belongs within.
    """
    _, *keys = token.split_contents()
    if not keys:
        raise template.TemplateSyntaxError("Write {% kept key %}.")
    content = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode([parser.compile_filter(key) for key in keys], content)
