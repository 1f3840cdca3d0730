"""Every address of the site, worked out from the resolver, so that new ones are covered by themselves."""

from collections.abc import Iterator
from functools import cache

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize

# What stands for a parameter, by its name where its kind does not say it, else by its kind.
BY_NAME = {
    "path": "images/nothing.png", "form": "csv", "key": "2026-Q1", "content_type_app_name": "blog",
    "document_filename": "x.pdf", "app_label": "blog", "app_name": "blog", "model_name": "postpage",
    "year": "2026", "month": "11", "period": "2026-q1", "extension": "csv", "ext": "rss",
}  # fmt: skip
BY_KIND = {
    "IntConverter": "1",
    "SlugConverter": "no-such-slug",
    "StringConverter": "no-such-thing",
    "UUIDConverter": "00000000-0000-4000-8000-000000000000",
    "PathConverter": "no/such/thing",
}


def walk(
    resolver: URLResolver, before: str = "", converters: dict[str, object] | None = None
) -> Iterator[tuple[str, dict[str, object]]]:
    for entry in resolver.url_patterns:
        regex = before + entry.pattern.regex.pattern.removeprefix("^").removesuffix("\\Z").removesuffix("$")
        known = {**(converters or {}), **entry.pattern.converters}
        if isinstance(entry, URLPattern):
            yield regex, known
        else:
            yield from walk(entry, regex, known)


@cache
def addresses() -> tuple[str, ...]:
    found = {}
    for regex, converters in walk(get_resolver()):
        for form, names in normalize(regex):
            kinds = {name: type(converters[name]).__name__ for name in names if name in converters}
            values = {name: BY_KIND.get(kinds.get(name, ""), BY_NAME.get(name, "1")) for name in names}
            if name := next((name for name in names if name in BY_NAME and name not in kinds), ""):
                values[name] = BY_NAME[name]
            found["/" + form % values] = None
    return tuple(found)


def of_the_admin() -> tuple[str, ...]:
    return tuple(url for url in addresses() if url.startswith(f"/{settings.ADMIN_PATH}"))


def of_readers() -> tuple[str, ...]:
    return tuple(url for url in addresses() if not url.startswith(f"/{settings.ADMIN_PATH}"))
