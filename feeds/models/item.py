from datetime import datetime
from functools import cached_property
from typing import Self, cast

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from recalibrate.core.models.said_words import added_phrases
from recalibrate.language.hearing import Added
from recalibrate.text.clean import EXCERPT_WORDS, first_words

from ..pipeline.addresses import MAX_URL
from ..pipeline.normalise import MAX_AUTHOR, MAX_GUID, MAX_TITLE
from ..pipeline.sensitive import MAX_HARD_WORDS, Mention, mentions
from ..pipeline.withdrawn import said_since
from .source import Source

MAX_PUBLISHER = 120  # the width of its column, and of a source’s name
WAITS = Q(decided_at=None, expired_at=None)


class ItemQuerySet(models.QuerySet["Item"]):
    def undecided(self) -> Self:
        """What waits for an editor; what no editor wanted for 90 days waits no more.

        `decided_at` is for the index on what waits; the truth is that there is no decision. Of a join that
        finds nothing PostgreSQL expects one row, and reads all of them; of NOT EXISTS it does not.
        """
        decisions = cast("type[models.Model]", self.model._meta.get_field("curation").related_model)
        is_decided = Exists(decisions._default_manager.filter(item=OuterRef("pk")))
        return self.filter(~is_decided, decided_at=None, expired_at=None)

    def expired(self) -> Self:
        return self.filter(curation=None, expired_at__isnull=False)

    def told_first(self) -> Self:
        """One item a story: those that stand for themselves, or whose story's first telling is hidden."""
        return self.filter(Q(story=None) | ~Q(story__hidden_by=""))

    def hidden(self) -> Self:
        """What a source's word filters keep out of the inbox."""
        return self.undecided().filter(story=None, hidden_by__gt="")

    def at_most(self, most: int) -> int:
        """How many there are, counted no further than `most`: 100,000 cost no more than a thousand."""
        return self.order_by()[:most].count()

    def told_by(self, slug: str) -> Self:
        """Stories that the source with this slug tells, first or later."""
        later = Item.objects.filter(story=OuterRef("pk"), source__slug=slug)
        return self.filter(Q(source__slug=slug) | Exists(later))

    def unwanted_before(self, moment: datetime) -> Self:
        """Passed or expired before then."""
        passed = Q(curation__decision="pass", curation__decided_at__lt=moment)
        return self.filter(passed | Q(curation=None, expired_at__lt=moment))

    def held(self) -> Self:
        return self.filter(curation__decision="hold")

    def for_inbox(self) -> Self:
        """What waits for a decision, newest first, with all that the inbox shows."""
        return self.undecided().filter(hidden_by="").told_first().as_listed()

    def as_listed(self) -> Self:
        waiting = self.select_related("source", "curation__decided_by").defer("source__checks")
        alike = Item.objects.filter(title=OuterRef("title"), story=None).exclude(source=OuterRef("source"))
        waiting = waiting.prefetch_related(also_in()).annotate(has_equal_title=Exists(alike))
        return waiting.order_by("-first_seen_at", "-published_at", "-pk")


def also_in(path: str = "also_in") -> models.Prefetch[str, "ItemQuerySet", str]:
    """The other tellings of each story, with their sources; one query however many."""
    tellings = Item.objects.select_related("source").defer("source__checks", "text", "later_text")
    return models.Prefetch(path, tellings.order_by("pk"))


class SameBy(models.TextChoices):
    """Why an item is shown under another one."""

    ADDRESS = "address", _("the same address")
    WORDS = "words", _("nearly the same words")
    EDITOR = "editor", _("an editor said so")


class Item(models.Model):
    """One entry of a source, in our terms: text, never HTML. Refreshes write it, a Curation decides on it."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="items")
    identity = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    guid = models.CharField(max_length=MAX_GUID, blank=True)
    url = models.URLField(max_length=MAX_URL, blank=True)
    canonical_url = models.CharField(max_length=MAX_URL, blank=True)
    title = models.CharField(max_length=MAX_TITLE)
    text = models.TextField(blank=True)
    excerpt = models.TextField(blank=True)
    # What the entry says of hard subjects, also behind the words kept here: for the gate, never for readers.
    hard_words = models.CharField(max_length=MAX_HARD_WORDS, blank=True, default="", db_default="")
    author = models.CharField(max_length=MAX_AUTHOR, blank=True)
    language = models.CharField(max_length=35, blank=True)
    categories = models.JSONField(default=list, blank=True)  # the source's own words for it
    # Noted for editors, and never shown from where it is: pictures are copied, not linked to.
    image_url = models.CharField(max_length=MAX_URL, blank=True)
    enclosure_url = models.CharField(max_length=MAX_URL, blank=True)
    enclosure_type = models.CharField(max_length=100, blank=True)
    published_at = models.DateTimeField(null=True)
    has_doubtful_date = models.BooleanField(default=False)  # a date was given, but none that can be right
    first_seen_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(null=True)
    change_count = models.PositiveSmallIntegerField(default=0)
    # The source changed its words after an editor decided; the decision, and the words it was about, stay.
    has_changed_since_decision = models.BooleanField(default=False)
    later_title = models.CharField(max_length=MAX_TITLE, blank=True)
    later_text = models.TextField(blank=True)
    later_fingerprint = models.CharField(max_length=64, blank=True)
    # Whose site it is, where its source does not say: of a link that an editor pasted.
    publisher = models.CharField(max_length=MAX_PUBLISHER, blank=True, default="", db_default="")
    left_feed_at = models.DateTimeField(null=True)  # None: its source's document still has it
    expired_at = models.DateTimeField(null=True)  # no editor decided for 90 days
    # Its Curation's, kept by feeds/curating/signal_handlers.py: what waits is few.
    decided_at = models.DateTimeField(null=True)
    # Written by sort_in.py only. None: it stands for itself; else the item under which it is shown.
    story = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="also_in", db_index=False
    )
    same_by = models.CharField(max_length=7, choices=SameBy.choices, blank=True, db_default="")
    # Editors said that these are no one story, whatever their words; sorting never folds them into one.
    told_apart = models.ManyToManyField("self", blank=True)
    hidden_by = models.CharField(
        max_length=200, blank=True, db_default=""
    )  # the source's word filter, in words
    sorted_at = models.DateTimeField(null=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["-first_seen_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["source", "identity"], name="item_once_per_source")]
        indexes = [
            models.Index(
                fields=["-first_seen_at", "-published_at", "-id"], condition=WAITS, name="item_waiting"
            ),
            models.Index(fields=["source", "hidden_by"], condition=WAITS, name="item_waiting_by_source"),
            models.Index(fields=["canonical_url"], name="item_canonical_url"),
            models.Index(fields=["title"], name="item_title"),
            models.Index(fields=["published_at"], name="item_published_at"),
            # Only of those that have one: among mostly empty rows, planners would rather read the table.
            models.Index(fields=["story"], name="item_story", condition=Q(story__isnull=False)),
            models.Index(fields=["id"], name="item_to_sort", condition=Q(sorted_at=None)),
            models.Index(fields=["id"], name="item_changed", condition=Q(has_changed_since_decision=True)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The hard topics of all that the entry said, not only of the words that are kept of it."""
        return self.mentions_by(added_phrases())

    def mentions_by(self, added: Added) -> tuple[Mention, ...]:
        """The same, where it is known already what editors have added to the list."""
        return mentions(self.title, f"{self.text}. {self.hard_words.replace(', ', '. ')}", added)

    @property
    def said_since(self) -> str:
        """What readers must know of what its source did after an editor decided; "" for mere new words."""
        return said_since(self.title, self.later_title) if self.later_title else ""

    @property
    def says_of_itself(self) -> str:
        """The same, also where an editor has taken the source's new words since."""
        return self.said_since or said_since("", self.title)

    def take_later_words(self) -> None:
        """What its source says now is what it says; there is nothing to compare any more. Does not save."""
        self.title = self.later_title or self.title
        if self.later_text:
            self.text, self.excerpt = self.later_text, first_words(self.later_text, EXCERPT_WORDS)
        self.fingerprint = self.later_fingerprint or self.fingerprint
        self.later_title = self.later_text = self.later_fingerprint = ""
        self.has_changed_since_decision = False

    @cached_property
    def told_also_by(self) -> tuple["Item", ...]:
        """Other sources' tellings of this story, one a source; prefetch with also_in()."""
        others = {telling.source_id: telling for telling in reversed(self.also_in.all())}
        others.pop(self.source_id, None)
        return tuple(sorted(others.values(), key=lambda telling: telling.pk))
