"""Links that stay on our own site: looked up where we keep it, never fetched."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import gettext
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page, Site

from .verdicts import LinkAnswer


def check_own_address(address: str) -> LinkAnswer:
    """Whether readers find something at a path, a page or a document of ours."""
    kind, _, key = address.partition(":")
    if address.startswith("/"):
        return (
            _fine()
            if _is_path(address)
            else _missing(gettext("There is nothing at this address on our site."))
        )
    if kind == "document":
        is_there = key.isdigit() and get_document_model().objects.filter(pk=key).exists()
        return _fine() if is_there else _missing(gettext("The document has been deleted."))
    page = Page.objects.filter(pk=key).first() if key.isdigit() else None
    if page is None:
        return _missing(gettext("The page has been deleted."))
    return (
        _fine()
        if page.live
        else _missing(gettext("“%(title)s” is no longer published.") % {"title": page.title})
    )


def _fine() -> LinkAnswer:
    return LinkAnswer("fine", gettext("It works."))


def _missing(words: str) -> LinkAnswer:
    return LinkAnswer("broken", words, is_certain=True)


def _is_path(address: str) -> bool:
    path = address.partition("?")[0]
    if path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
        return True  # the server in front knows; in production that is not us
    try:
        match = resolve(path if path.endswith("/") or "." in path.rpartition("/")[2] else f"{path}/")
    except Resolver404:
        return _is_redirected(path)
    return match.url_name != "wagtail_serve" or _is_page(path) or _is_redirected(path)


def _is_page(path: str) -> bool:
    site = Site.objects.select_related("root_page").get(is_default_site=True)
    try:
        site.root_page.specific.route(HttpRequest(), [part for part in path.split("/") if part])
    except Http404:
        return False
    return True


def _is_redirected(path: str) -> bool:
    return Redirect.objects.filter(old_path=Redirect.normalise_path(path)).exists()
