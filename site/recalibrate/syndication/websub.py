"""Telling a WebSub hub that feeds have changed, so that its subscribers hear at once. Off without a hub."""

import logging
from dataclasses import replace
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django_tasks import task
from wagtail.signals import page_published, page_unpublished

import feeds.fetching.fetch
from blog.models import PostPage
from feeds.pipeline.errors import FetchError, TimedOut
from feeds.refreshing.refresh import policy
from recalibrate.core.models import BasePage
from recalibrate.guardian.models import GuardianUpdatePage

from .documents import address
from .subjects import ALL, EVERYTHING, GUARDIAN, Subject, about_state

logger = logging.getLogger(__name__)

SECONDS = 3


def subjects_with(page: BasePage) -> list[Subject]:
    """The lists that change with a page."""
    if isinstance(page, PostPage):
        return [ALL, EVERYTHING, *map(about_state, page.states)]
    if isinstance(page, GuardianUpdatePage):
        return [GUARDIAN, EVERYTHING, *map(about_state, page.states)]
    return []


def announce_later(*, instance: BasePage, **kwargs: Any) -> None:
    if not settings.WEBSUB_HUB:
        return
    urls = [address(subject, form) for subject in subjects_with(instance) for form in ("xml", "atom", "json")]
    if urls:
        transaction.on_commit(partial(announce.enqueue, urls))


@task(backend="background", queue_name="default")
def announce(urls: list[str]) -> str:
    """Tell the hub of each address; what it refuses is logged, since subscribers will poll anyway."""
    told = 0
    ours = replace(policy(), total_seconds=SECONDS)
    for url in urls:
        try:
            feeds.fetching.fetch.post(settings.WEBSUB_HUB, {"hub.mode": "publish", "hub.url": url}, ours)
            told += 1
        except TimedOut as error:
            logger.warning("The WebSub hub does not answer, and is not asked again now: %s", error)
            break
        except FetchError as error:
            logger.warning("The WebSub hub was not told of %s: %s", url, error)
    return f"{told} of {len(urls)} told"


def connect() -> None:
    page_published.connect(announce_later, dispatch_uid="websub-published")
    page_unpublished.connect(announce_later, dispatch_uid="websub-unpublished")
