"""Wagtail's own index on SQLite, which only the admin asks, without what grows with the site.

With 10,000 pages Wagtail's took three to five seconds to answer two letters, and at each publish read all of its
index twice.
"""

from datetime import timedelta
from time import monotonic
from typing import Any

from django.db.models import Avg, F, Model
from django.db.models.functions import Length
from modelsearch.backends.database.sqlite.sqlite import (
    SQLiteAutocompleteQueryCompiler,
    SQLiteIndex,
    SQLiteSearchBackend,
)
from modelsearch.utils import get_content_type_pk

HOUR = timedelta(hours=1).total_seconds()


class NewestFirst(SQLiteAutocompleteQueryCompiler):
    """What begins with some letters, newest first: to weigh the matches asks for all of them again at each one."""

    queryset: Any
    order_by_relevance: bool

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.order_by_relevance:
            self.queryset, self.order_by_relevance = self.queryset.order_by(), False  # without any: by "-pk"


class Index(SQLiteIndex):
    """Weighs a title by the average length of an hour ago: one more page hardly moves it."""

    average: tuple[float, float] = (float("-inf"), 0.0)  # when it was worked out, and what it was

    def add_items(self, model: type[Model], objs: list[Model]) -> None:
        super().add_items(model, objs)
        keys = [str(one.pk) for one in objs]
        added = self.entries.filter(content_type_id=get_content_type_pk(model), object_id__in=keys)
        lengths = added.annotate(title_length=Length("title")).filter(title_length__gt=0)
        lengths.update(title_norm=self._average_length() / F("title_length"))

    def _refresh_title_norms(self, full: bool = False) -> None:
        if full:  # a rebuild; else `add_items` has done what was added
            super()._refresh_title_norms(full=True)

    def _average_length(self) -> float:
        made_at, average = Index.average
        if monotonic() - made_at > HOUR:
            titles = self.entries.annotate(title_length=Length("title")).filter(title_length__gt=0)
            average = titles.aggregate(average=Avg("title_length"))["average"] or 1.0
            Index.average = (monotonic(), average)
        return average


class GrowingSearchBackend(SQLiteSearchBackend):
    autocomplete_query_compiler_class = NewestFirst
    index_class = Index
