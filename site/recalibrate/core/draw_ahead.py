"""Has the pictures of a page drawn in all their sizes when it is published, away from readers."""

from typing import Any

from wagtail.models import Page
from wagtail.signals import page_published

from .after_commit import after_commit
from .tasks import draw_pictures


def draw_later(*, instance: Page, **kwargs: Any) -> None:
    after_commit(draw_pictures.enqueue, instance.pk)


def connect() -> None:
    page_published.connect(draw_later, dispatch_uid="pictures")
