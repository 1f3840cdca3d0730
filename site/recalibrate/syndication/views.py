import re
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.models import Site

from feeds.models import Source
from recalibrate.core.addresses import absolute
from recalibrate.core.isolate import each_isolated, error_boundary
from recalibrate.core.models import SiteIdentity, SiteRevision
from recalibrate.core.models.revision import RevisionStamp
from recalibrate.core.past_slugs import finds_renamed
from recalibrate.core.redirects import led_to
from recalibrate.core.syndication import CONTENT_TYPES, NAMES, WRITERS, Format

from .counting import count
from .documents import archive_document, feed_url, newest_document
from .opml import OpmlOutline, opml
from .subjects import (
    EVERYTHING,
    Subject,
    expires_by_date,
    fixed,
    renamed_subject,
    subject_at,
    subjects_by_heading,
)

SOURCES = error_boundary("outline", gettext_lazy("is missing from the list of sources (OPML)"))
FORMAT_VERSION = "5"  # raise it when the same content is written differently
MOST_ASKED = 100  # characters of what is looked for among the feeds
CACHE_CONTROL = "public, max-age=900, stale-while-revalidate=3600"


@finds_renamed(renamed_subject)
@require_safe
def syndicate(request: HttpRequest, subject_path: str, form: Format, archive: str = "") -> HttpResponseBase:
    """A feed, or 304 before anything is looked up if nothing that readers see has changed.

    A date alone does not say that the asker ever had this list: then it is looked up, for it may have moved.
    """
    stamp = SiteRevision.current()
    name = f"{subject_path}-{archive or 'newest'}-{form}".replace("/", ":")
    etag = f'"{settings.VERSION}-{FORMAT_VERSION}-{stamp.number}-{_day(subject_path)}{name}"'
    last_modified = int(_changed_at(subject_path, stamp).timestamp())
    answer = get_conditional_response(request, etag=etag, last_modified=last_modified)
    if answer is None or "If-None-Match" not in request.headers:
        subject = subject_at(subject_path)
        answer = answer or _written(subject, form, archive, stamp)
    count(request, subject_path)
    answer["ETag"] = etag
    answer["Last-Modified"] = http_date(last_modified)
    answer["Cache-Control"] = CACHE_CONTROL
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Link"] = _link_header(absolute(request.path))
    patch_vary_headers(answer, ["Accept-Encoding"])
    return answer


def _written(subject: Subject, form: Format, archive: str, stamp: RevisionStamp) -> HttpResponse:
    if archive:
        document = archive_document(subject, form, int(archive), stamp)
    else:
        document = newest_document(subject, form, stamp)
    return HttpResponse(WRITERS[form](document), content_type=CONTENT_TYPES[form])


def _day(subject_path: str) -> str:
    """What expires at midnight changes no revision: such a list is a new one each day."""
    return f"{timezone.localdate():%Y%m%d}-" if expires_by_date(subject_path) else ""


def _changed_at(subject_path: str, stamp: RevisionStamp) -> datetime:
    if not expires_by_date(subject_path):
        return stamp.changed_at
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    return max(stamp.changed_at, midnight)


def _link_header(self_url: str) -> str:
    links = [f'<{self_url}>; rel="self"']
    if settings.WEBSUB_HUB:
        links.append(f'<{settings.WEBSUB_HUB}>; rel="hub"')
    return ", ".join(links)


def syndication_list(request: HttpRequest) -> HttpResponse:
    """What a feed is, and every feed of ours, or those that have every word of `q` in their names."""
    wanted = request.GET.get("q", "")[:MOST_ASKED].split()
    listed = [
        (title, [_listed(subject) for subject in subjects if _is_named(wanted, title, subject)])
        for title, subjects in subjects_by_heading()
    ]
    one_url = feed_url(EVERYTHING, "xml")
    context = {
        "asked": " ".join(wanted),
        "groups": [(title, subjects) for title, subjects in listed if subjects],
        "count": sum(len(subjects) for _title, subjects in listed),
        "one_url": one_url,
        "one_pieces": _pieces(one_url),
    }
    return render(request, "pages/syndication_list.html", context)


def _is_named(wanted: Sequence[str], heading: str, subject: Subject) -> bool:
    named = f"{heading} {subject.title} {subject.description}".casefold()
    return all(word.casefold() in named for word in wanted)


def _listed(subject: Subject) -> dict[str, object]:
    formats: tuple[Format, ...] = ("xml", "atom", "json")
    urls = [(form, feed_url(subject, form)) for form in formats]
    return {
        "title": subject.title,
        "description": subject.description,
        "page_url": subject.page_path,
        "addresses": [(NAMES[form], _pieces(urlsplit(url).path), url) for form, url in urls],
    }


def _pieces(path: str) -> list[str]:
    """A path where a line may break: never amid a word."""
    return re.findall(r"[^/-]*[/-]?", path)


@require_safe
def each_thing_once(request: HttpRequest) -> HttpResponse:
    """The main lists that share nothing, as one file: in a reader, each thing arrives once."""
    once = [_outline(subject) for subject in fixed() if subject != EVERYTHING]
    return _opml(gettext("each thing once"), [("", once)])


@require_safe
def our_feeds(request: HttpRequest) -> HttpResponse:
    """Every feed of ours as one file, most things in several; RSS, since every reader takes it."""
    outlines = (
        (heading, [_outline(subject) for subject in subjects]) for heading, subjects in subjects_by_heading()
    )
    return _opml(gettext("feeds"), outlines)


@require_safe
def followed_sources(request: HttpRequest) -> HttpResponse:
    """The national sources that we follow, as one file."""
    followed = Source.objects.followed().public().order_by("name")
    outlines = each_isolated(
        followed, lambda s: OpmlOutline(s.name, s.feed_url, s.site_url, s.offers), SOURCES
    )
    return _opml(gettext("sources we follow"), [("", outlines)])


def _outline(subject: Subject) -> OpmlOutline:
    return OpmlOutline(
        str(subject.title), feed_url(subject, "xml"), absolute(subject.page_path), str(subject.description)
    )


def _opml(what: str, outlines: Iterable[tuple[str, Iterable[OpmlOutline]]]) -> HttpResponse:
    identity = SiteIdentity.for_site(Site.objects.get(is_default_site=True))
    document = opml(f"{identity.name}: {what}", SiteRevision.current().changed_at, outlines)
    answer = HttpResponse(document, content_type="text/x-opml; charset=utf-8")
    answer["Cache-Control"] = CACHE_CONTROL
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def old_address(request: HttpRequest, form: Format) -> HttpResponse:
    """Where feeds used to lie, or where people try first: the list of all posts has one address for ever."""
    url = reverse("syndication", args=["all", form])
    return led_to(url, permanent=True, cache_control="public, max-age=86400")
