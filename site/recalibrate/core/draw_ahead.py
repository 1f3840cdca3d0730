"""Has the pictures of a page drawn in all their sizes when it is published, away from readers."""

from functools import partial
from typing import Any

from django.db import transaction
from wagtail.models import Page
from wagtail.signals import page_published

from .tasks import draw_pictures


def draw_later(*, instance: Page, **kwargs: Any) -> None:
    transaction.on_commit(partial(draw_pictures.enqueue, instance.pk), robust=True)


def connect() -> None:
    page_published.connect(draw_later, dispatch_uid="pictures")
