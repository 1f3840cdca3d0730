from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from recalibrate.core.cards import Card, KnownStates
from recalibrate.core.models import StateOfMind
from recalibrate.core.models.state_of_mind import states_in_order

from .item import Item, also_in


class Decision(models.TextChoices):
    KEEP = "keep", _("Keep")
    PASS = "pass", _("Pass")
    HOLD = "hold", _("Hold")


class Half(models.TextChoices):
    """The two equal halves of a state's page."""

    FOR_YOU = "for-you", _("For you, today")
    FOR_ALL = "for-all", _("For all of us")


class PassReason(models.TextChoices):
    """Why something is not for our readers; it may be left open."""

    ELSEWHERE = "elsewhere", _("Not about people like ours")
    KNOWN = "known", _("We have had this")
    ADVERTISES = "advertises", _("It advertises something")
    CLAIMS = "claims", _("It claims more than it shows")
    BLAMES = "blames", _("It puts the load on individuals")
    UNSAFE = "unsafe", _("It is not safe to show")
    OTHER = "other", _("Something else")


class CurationQuerySet(models.QuerySet["Curation"]):
    def kept(self) -> Self:
        """What readers see: kept, and not past its expiry."""
        is_current = Q(expires_on=None) | Q(expires_on__gte=timezone.localdate()) | Q(is_pinned=True)
        return self.filter(is_current, decision=Decision.KEEP)

    def changed_since_kept(self) -> Self:
        """What its source gave other words, and no editor has answered that yet."""
        return self.filter(decision=Decision.KEEP, item__has_changed_since_decision=True)

    def taken_back_by_sources(self, since: datetime, until: datetime) -> list["Curation"]:
        """What readers were shown before `since` and its source has withdrawn, or corrected, from then on."""
        shown = self.kept().for_cards().filter(decided_at__lt=since)
        changed = shown.filter(item__changed_at__gte=since, item__changed_at__lt=until)
        return [one for one in changed.order_by("-item__changed_at", "-pk") if one.item.says_of_itself]

    def about(self, state: StateOfMind) -> Self:
        return self.filter(state_of_mind_items__tag=state)

    def newest_first(self) -> Self:
        return self.order_by("-decided_at", "-pk")

    def for_learning(self) -> Self:
        """The words of what was kept, and what editors said of it."""
        return self.select_related("item").defer("item__later_text").prefetch_related("states_of_mind")

    def for_cards(self) -> Self:
        """All that a card shows, in a fixed number of queries."""
        shown = self.select_related("item__source").defer("item__source__checks")
        return shown.prefetch_related("states_of_mind", also_in("item__also_in"))


class CurationStateOfMind(ItemBase):
    tag = models.ForeignKey(StateOfMind, on_delete=models.PROTECT, related_name="curation_items")
    content_object = models.ForeignKey(
        "feeds.Curation", on_delete=models.CASCADE, related_name="state_of_mind_items"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="curation_state_once")]


class Curation(models.Model):
    """An editor's decision on an item. No refresh ever writes here."""

    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="curation")
    decision = models.CharField(max_length=4, choices=Decision.choices)
    line = models.CharField(_("why this matters here"), max_length=300, blank=True)
    half = models.CharField(
        _("where on a state’s page"), max_length=7, choices=Half.choices, default=Half.FOR_YOU
    )
    states_of_mind = TaggableManager(
        through=CurationStateOfMind, blank=True, verbose_name=_("states of mind"), help_text=""
    )
    strategy = models.ForeignKey(
        "core.Strategy",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="curations",
        verbose_name=_("what helps"),
    )
    note = models.CharField(
        max_length=500,
        blank=True,
        default="",
        db_default="",
        help_text=_("For editors. Readers never see it."),
    )
    pass_reason = models.CharField(
        _("why not"), max_length=10, choices=PassReason.choices, blank=True, default="", db_default=""
    )
    pass_words = models.CharField(_("in words"), max_length=200, blank=True, default="", db_default="")
    was_held = models.BooleanField(default=False, db_default=False, editable=False)
    is_sensitive = models.BooleanField(_("deals with something hard"), default=False)
    content_note = models.CharField(
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text=_("What readers are told first, if it deals with something hard: “Mentions suicide.”"),
    )
    is_pinned = models.BooleanField(_("pinned"), default=False, help_text=_("Never expires."))
    expires_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CurationQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        ordering = ["-decided_at", "-pk"]
        indexes = [
            models.Index(fields=["decision", "-decided_at"], name="curation_kept_order"),
            models.Index(fields=["decided_by", "-decided_at"], name="curation_by_editor"),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_kept_item_has_a_line",
                condition=~Q(decision=Decision.KEEP) | ~Q(line=""),
                violation_error_message=_("Say in a line why this matters here."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_decision_display()}: {self.item.title}"

    def clean(self) -> None:
        if self.decision == Decision.KEEP and not self.line.strip():
            raise ValidationError({"line": gettext("Say in a line why this matters here.")})
        if self.decision == Decision.KEEP and not self.item.url:
            raise ValidationError({"decision": gettext("It has no address, so readers could not get there.")})

    @cached_property
    def states(self) -> tuple[StateOfMind, ...]:
        return states_in_order(self.states_of_mind.all())

    def card(self, *, states: KnownStates = None, tellings: Iterable[Item] | None = None) -> Card:
        """Who knows already what it is about, or who else tells it, says so: each is a query otherwise."""
        told_also_by = self.item.told_also_by if tellings is None else tellings
        return Card(
            kind="pick",
            title=self.item.title,
            url=self.item.url,
            summary=self.item.excerpt if self.item.source.has_excerpts else "",
            byline=self.item.publisher or self.item.source.name,
            published_on=(self.item.published_at or self.item.first_seen_at).date(),
            states=self.states if states is None else states,
            line=self.line,
            also_in=tuple((one.source.name, one.url) for one in told_also_by if one.url),
            content_note=self.notes,
        )

    @property
    def note_before(self) -> str:
        return self.content_note or gettext("Deals with something hard.")

    @property
    def notes(self) -> str:
        """What readers must know before they follow the link; "" for most."""
        hard = self.note_before if self.is_sensitive else ""
        return " ".join(filter(None, [self.item.said_since, hard]))

    @property
    def since(self) -> str:
        """What the source did with it after the decision, for editors."""
        changed = gettext("Its words have changed.") if self.item.has_changed_since_decision else ""
        return self.item.said_since or changed

    @property
    def why(self) -> str:
        """What an editor said of it: the line that readers see, or why they do not."""
        if self.decision == Decision.KEEP:
            return self.line
        return ": ".join(filter(None, [self.get_pass_reason_display(), self.pass_words])) or self.note

    @property
    def decided_by_name(self) -> str:
        person = self.decided_by
        return (person.get_full_name() or person.get_username()) if person else gettext("A colleague")

    @property
    def used_in(self) -> str:
        """Titles of our pages that show it; prefetch item__uses__page."""
        return ", ".join(use.page.title for use in self.item.uses.all())
