"""Telling a WebSub hub that feeds have changed, so that its subscribers hear at once. Off without a hub."""

import logging
from dataclasses import replace
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_save, pre_delete
from django_tasks import task
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from recalibrate.core.public_kinds import kind_of
from recalibrate.core.syndication import Format
from recalibrate.outbound import fetch
from recalibrate.outbound.errors import FetchError, TimedOut
from recalibrate.outbound.site_policy import policy

from .documents import feed_url
from .subjects import subjects_with

logger = logging.getLogger(__name__)

SECONDS = 3  # for one address; a change has several, and the first that is not answered ends it


def announce_later(*, instance: Model, **kwargs: Any) -> None:
    """Note which lists this thing is on while that can be told; tell the hub once it is committed."""
    if settings.WEBSUB_HUB:
        transaction.on_commit(partial(_announce, instance, _addresses(instance)))


def announce_row(*, sender: type[Model], **kwargs: Any) -> None:
    """A row of a kind that is no page: it is public as soon as it is saved."""
    if settings.WEBSUB_HUB and not issubclass(sender, Page) and kind_of(sender):
        announce_later(**kwargs)


def _announce(instance: Model, before: frozenset[str]) -> None:
    """With those that it is on by now: what it is about is often saved after it."""
    if urls := sorted(before | _addresses(instance)):
        notify_hub.enqueue(urls)


def _addresses(instance: Model) -> frozenset[str]:
    forms: tuple[Format, ...] = ("xml", "atom", "json")
    return frozenset(feed_url(subject, form) for subject in subjects_with(instance) for form in forms)


@task(backend="background", queue_name="default")
def notify_hub(urls: list[str]) -> str:
    """Tell the hub of each address; what it refuses is logged, since subscribers will poll anyway."""
    told = 0
    ours = replace(policy(), total_seconds=SECONDS)
    for url in urls:
        try:
            fetch.post_form(settings.WEBSUB_HUB, {"hub.mode": "publish", "hub.url": url}, ours)
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
    post_save.connect(announce_row, dispatch_uid="websub-saved")
    pre_delete.connect(announce_row, dispatch_uid="websub-deleted")
