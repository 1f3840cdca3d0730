from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def current(self) -> Self:
        return self.filter(Q(expires_on=None) | Q(expires_on__gte=timezone.localdate()))


class SearchEntry(models.Model):
    """One thing that readers can find, as the search shows it and in the words it is found by.

    Derived from the thing itself and never edited. The database keeps the full-text index beside this
    table by itself: see the first migration.
    """

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=40)  # the thing's primary key
    url = models.CharField(max_length=2100)
    title = models.TextField()
    summary = models.TextField(blank=True)
    text = models.TextField(blank=True)  # what excerpts are cut from
    byline = models.TextField(blank=True)
    content_note = models.TextField(blank=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    published_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    is_quotable = models.BooleanField(default=True)
    is_external = models.BooleanField(default=False)
    state_ids = models.CharField(max_length=200, blank=True)  # the primary state first, separated by spaces

    # Stems, in the order of the text, and every word as it was written, for the beginnings of words.
    title_terms = models.TextField(blank=True)
    summary_terms = models.TextField(blank=True)
    text_terms = models.TextField(blank=True)
    words = models.TextField(blank=True)
    version = models.PositiveSmallIntegerField()  # of the text analysis that made the terms

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("search entry")
        verbose_name_plural = gettext_lazy("search entries")
        indexes = [
            models.Index(fields=["expires_on"], name="search_entry_expiry"),
            # With all that a search narrows by: SQLite took half a second to read 10,000 long rows for it.
            models.Index(
                fields=["-published_on", "-id", "expires_on", "kind", "state_ids"], name="search_entry_listed"
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="search_entry_once")]

    def __str__(self) -> str:
        return self.title
