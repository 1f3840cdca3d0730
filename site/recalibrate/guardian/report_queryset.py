"""Which reports readers may see, and in which order."""

from typing import Self

from django.db import models
from django.utils import timezone
from wagtail.models import PageQuerySet

from recalibrate.core.models.pages import is_restricted


class ReportQuerySet(PageQuerySet):
    def published(self) -> Self:
        """What any reader may see: live, under no view restriction, and received by the board."""
        return self.live().exclude(is_restricted()).filter(board_on__lte=timezone.localdate())

    def quarterly(self) -> Self:
        return self.exclude(quarter=0)

    def annual(self) -> Self:
        return self.filter(quarter=0)

    def newest_first(self) -> Self:
        """By the period reported on: a year's report comes after its last quarter's."""
        place = models.Case(
            models.When(quarter=0, then=5), default="quarter", output_field=models.IntegerField()
        )
        return self.order_by("-start_year", place.desc())

    def for_cards(self) -> Self:
        return self
