from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from recalibrate.core.addresses import absolute
from recalibrate.core.models import SiteRevision, StateOfMind
from recalibrate.core.syndication import CONTENT_TYPE, WRITERS, Format

from .syndication import ALL, GUARDIAN, Subject, about, subject_at, syndication

FORMAT_VERSION = "1"  # raise it when the same content is written differently
CACHE_CONTROL = "public, max-age=900, stale-while-revalidate=3600"


@require_safe
def syndicate(request: HttpRequest, subject_path: str, form: Format) -> HttpResponseBase:
    """A feed, or 304 before anything is rendered if nothing that readers see has changed."""
    subject = subject_at(subject_path)
    stamp = SiteRevision.current()
    etag = f'"{settings.VERSION}-{FORMAT_VERSION}-{stamp.number}"'
    last_modified = int(stamp.changed_at.timestamp())
    answer = get_conditional_response(request, etag=etag, last_modified=last_modified)
    if answer is None:
        text = WRITERS[form](syndication(subject, form, stamp))
        answer = HttpResponse(text, content_type=CONTENT_TYPE)
    answer["ETag"] = etag
    answer["Last-Modified"] = http_date(last_modified)
    answer["Cache-Control"] = CACHE_CONTROL
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Link"] = f'<{absolute(request.path)}>; rel="self"'
    patch_vary_headers(answer, ["Accept-Encoding"])
    return answer


@dataclass(frozen=True, slots=True)
class Listed:
    """A subject with the addresses to subscribe to."""

    title: str
    description: str
    rss_url: str
    atom_url: str


def listed(subject: Subject) -> Listed:
    def address(form: Format) -> str:
        return absolute(reverse("syndication", args=[subject.path, form]))

    return Listed(subject.title, subject.description, address("xml"), address("atom"))


def syndication_list(request: HttpRequest) -> HttpResponse:
    groups = [
        {"title": "Everything", "syndications": [listed(ALL)]},
        {"title": "Guardian of Safe Working Hours", "syndications": [listed(GUARDIAN)]},
        {"title": "By state of mind", "syndications": [listed(about(s)) for s in StateOfMind.objects.all()]},
    ]
    return render(request, "pages/syndication_list.html", {"groups": groups})
