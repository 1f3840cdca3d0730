"""Reading without a network: the shelf, and the service worker of readers who save a page."""

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from wagtail.models import Site

from recalibrate.core.models import SiteIdentity
from recalibrate.guardian.models import ExceptionGuidePage

SECONDS = 3  # that a reader waits for the network before a copy is shown
FONTS = ("atkinson-hyperlegible-next", "brygada-1918")
ASSETS = (
    *(f"fonts/{font}-{letters}.woff2" for font in FONTS for letters in ("basic", "accents", "welsh")),
    "img/icon.svg",
    "js/reader.js",
    "js/shelf.js",
)


def shelf(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/shelf.html")


def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker; or, where it is switched off, one that removes itself and its copies from every browser.

    Never kept by anybody in between: a broken worker must be replaceable at once.
    """
    keeps = settings.SERVICE_WORKER
    script = (
        f"const SETUP = {json.dumps(setup(request))};\n{worker_script('keep')}"
        if keeps
        else worker_script("retire")
    )
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response


def setup(request: HttpRequest) -> dict[str, object]:
    """What the worker must know: where it never looks, and what it holds besides what readers keep."""
    guides = ExceptionGuidePage.objects.live().public()[:1]
    return {
        "seconds": SECONDS,
        "never": [f"/{settings.ADMIN_PATH}", f"/{settings.DOCUMENTS_PATH}", "/media/", reverse("search")],
        "help": [reverse("help"), reverse("shelf"), *(guide.path_on_site for guide in guides)],
        "assets": [identity_for(request).stylesheet_url, *(staticfiles_storage.url(path) for path in ASSETS)],
        "fallback": reverse("shelf"),
        "search": reverse("search"),
    }


def identity_for(request: HttpRequest) -> SiteIdentity:
    site = Site.find_for_request(request)
    return SiteIdentity.for_site(site) if site else SiteIdentity()


@cache
def worker_script(name: str) -> str:
    return (Path(settings.BASE_DIR) / "templates/worker" / f"{name}.js").read_text()
