"""Every address of the site, worked out from the resolver, so that new ones are covered by themselves."""

from collections.abc import Iterator
from functools import cache
from itertools import product

from django.conf import settings
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.utils.regex_helper import normalize

# What stands for a parameter, by its kind, or where that does not say it the first that the address takes.
OTHERS = ("1", "csv", "xml", "images/nothing.png", "2026-Q1", "no/such/", "blog", "2026-11")
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


def is_known(address: str) -> bool:
    try:
        return bool(resolve(address))
    except Resolver404:
        return False


@cache
def addresses() -> tuple[str, ...]:
    found = {}
    for regex, converters in walk(get_resolver()):
        for form, names in normalize(regex):
            kinds = [BY_KIND.get(type(converters.get(name)).__name__) for name in names]
            choices = product(*[(kind,) if kind else OTHERS for kind in kinds])
            urls = ("/" + form % dict(zip(names, chosen, strict=True)) for chosen in choices)
            found[next((url for url in urls if is_known(url)), f"/{form}")] = None
    return tuple(found)


def of_the_admin() -> tuple[str, ...]:
    return tuple(url for url in addresses() if url.startswith(f"/{settings.ADMIN_PATH}"))


def of_readers() -> tuple[str, ...]:
    return tuple(url for url in addresses() if not url.startswith(f"/{settings.ADMIN_PATH}"))
