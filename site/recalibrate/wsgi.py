"""The WSGI entry point: `granian --interface wsgi recalibrate.wsgi:application`."""

import os
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.core.wsgi import get_wsgi_application
from django.utils.translation import get_language_from_request

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recalibrate.settings.production")

application = get_wsgi_application()

# Django must be set up before anything of ours is imported.
from recalibrate.core.public_kinds import parameters  # noqa: E402
from recalibrate.infra.postgresql.limits import WEB, answer_within  # noqa: E402
from recalibrate.syndication.counting import declared  # noqa: E402
from recalibrate.web.newest_revision import newest_revision  # noqa: E402
from recalibrate.web.page_cache import PageCache, RevisionWatcher, Rules  # noqa: E402

answer_within(WEB)


def tells_how_many_subscribe(environ: Mapping[str, Any]) -> bool:
    """Such a request is counted, so it must reach the view."""
    return (
        environ["PATH_INFO"].startswith(f"/{settings.FEEDS_PATH}")
        and declared(environ.get("HTTP_USER_AGENT", "")) is not None
    )


def language_of(environ: Mapping[str, Any]) -> str:
    return get_language_from_request(WSGIRequest(dict(environ)))


if settings.PAGE_CACHE_BYTES:
    application = PageCache(  # type: ignore[assignment]
        application,
        RevisionWatcher(newest_revision),
        Rules(
            settings.SESSION_COOKIE_NAME,
            (
                *(f"/{settings.ADMIN_PATH}", f"/{settings.DOCUMENTS_PATH}"),
                *("/static/", "/media/", "/healthz", "/readyz"),
            ),
            parameters(),
            language_of if len(settings.LANGUAGES) > 1 else None,
        ),
        most_bytes=settings.PAGE_CACHE_BYTES,
        is_counted=tells_how_many_subscribe,
    )
