"""What is answered where nothing is found: the way to where it is now, “gone”, or “not found”.

The one place that decides it, for slugs that records once had, for Wagtail's redirects and for what was
withdrawn. A way is tried before it is shown: it leads in one step to what anybody may see now.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict
from django.urls import NoReverseMatch, reverse
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageLogEntry, Site

from recalibrate.core.past_slugs import models_with_past_slugs, slug_now

from .try_address import address_a_stranger_reaches, is_ours, match_of

MOST_STEPS = 5  # that lead to one address; what takes more is a circle


@dataclass(frozen=True, slots=True)
class Way:
    """Where something is now, and whether that is for good."""

    url: str
    permanent: bool = True


GONE = Way("")
ON_ITS_WAY_IN_OR_OUT = ("wagtail.publish", "wagtail.publish.scheduled", "wagtail.unpublish")


def way_from(request: HttpRequest) -> Way | None:
    """Where it is now; GONE if it was withdrawn, None if it never was or is not to be seen."""
    url, permanent, seen = request.get_full_path(), True, set()
    for _ in range(MOST_STEPS):
        seen.add(_plain(url))
        step = _step(request, url)
        if step is None or step is GONE:
            return step
        url, permanent = step.url, permanent and step.permanent
        if not is_ours(request, url):
            return Way(url, permanent)
        if _plain(url) in seen:
            return None
        reached = address_a_stranger_reaches(request, url)
        if reached:
            return Way(reached, permanent) if _plain(reached) not in seen else None
    return None


def _step(request: HttpRequest, url: str) -> Way | None:
    """One step on from an address at which nothing is found.

    What an editor said comes first, then what was withdrawn here, then what moved away from here.
    """
    asked = urlsplit(url)
    row = _redirect(request, url) or (_redirect(request, asked.path) if asked.query else None)
    if row is not None and not row.automatically_created:
        return _by(row, asked.query)
    if was_published(request, asked.path):
        return GONE
    return _by(row, asked.query) if row is not None else _renamed(asked.path, asked.query)


def _redirect(request: HttpRequest, url: str) -> Redirect | None:
    return get_redirect(request, Redirect.normalise_path(url, decode_unicode=False))


def _by(row: Redirect, query: str) -> Way | None:
    """What a redirect of Wagtail's says. A page that is no longer public is gone, whatever it is called."""
    page = row.redirect_page
    if page is not None and not page.live:
        return GONE if was_public(page) else None
    if not row.link:
        return None
    takes_query = query and not any(mark in text for mark in "?#" for text in (row.old_path, row.link))
    return Way(
        f"{row.link}?{query}" if takes_query else row.link,
        row.is_permanent and (page is None or page.expire_at is None),
    )


def _renamed(path: str, query: str) -> Way | None:
    """The same address with the slugs of today, in the path and in what narrows a list."""
    match = match_of(path)
    if match is None:
        return None
    renamed = getattr(match.func, "renamed", None)
    now = renamed(match.kwargs) if renamed else None
    narrowed = _narrowed(query)
    if now is None and narrowed == query:
        return None
    try:
        where = reverse(match.view_name, kwargs=now) if now is not None else path
    except NoReverseMatch:  # a slug of today that came past the forms has no address
        return None
    return Way(f"{where}?{narrowed}" if narrowed else where)


def _narrowed(query: str) -> str:
    """The query with the slugs of today."""
    asked = QueryDict(query, mutable=True)
    found = {
        parameter: now
        for model, parameter in models_with_past_slugs().items()
        if parameter and asked.get(parameter) and (now := slug_now(model, str(asked[parameter])))
    }
    for parameter, now in found.items():
        asked[parameter] = now
    return asked.urlencode() if found else query


def was_published(request: HttpRequest, path: str) -> bool:
    """Whether a page once stood at this address and was withdrawn on purpose."""
    site = Site.find_for_request(request)
    if site is None:
        return False
    below = f"{site.root_page.url_path.rstrip('/')}{path.rstrip('/')}/"
    page = Page.objects.filter(url_path=below, live=False).first()
    return page is not None and was_public(page)


def was_public(page: Page) -> bool:
    """Whether a page that is not live once was: a draft brought in from elsewhere only has old dates."""
    if page.last_published_at is None:
        return False
    written = page.revisions.order_by("created_at").values_list("created_at", flat=True).first()
    if written is None or written <= page.last_published_at:
        return True
    # A post that was dated back is older than its first version: then the log knows.
    return PageLogEntry.objects.filter(page=page.pk, action__in=ON_ITS_WAY_IN_OR_OUT).exists()


def _plain(url: str) -> str:
    """The address without what makes no difference here."""
    asked = urlsplit(url)
    return f"{asked.path.rstrip('/')}?{asked.query}"
