from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any, Self

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, ExpressionWrapper, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recalibrate.core.models import StateOfMind

from ..pipeline.schedule import INTERVAL
from .check import KEPT, SourceCheck
from .patience import (
    GAPS,
    QUIET_AFTER,
    QUIET_AT_LEAST,
    TROUBLED_AFTER,
    TROUBLED_TIMES,
    UNSETTLED_AFTER,
)


class SourceQuerySet(models.QuerySet["Source"]):
    def followed(self) -> Self:
        return self.exclude(feed_url="").filter(is_paused=False, retired_at=None)

    def due(self, now: datetime) -> Self:
        """Followed, past their next check, and not being fetched by anybody."""
        is_free = Q(leased_until=None) | Q(leased_until__lt=now)
        return self.followed().filter(is_free, next_check_at__lte=now).order_by("next_check_at")

    def public(self) -> Self:
        """What readers may see: listed, not gone, and not one that never could be read."""
        never_read = Q(last_success_at=None, error_streak__gt=0)
        return self.filter(is_listed=True, retired_at=None).exclude(never_read)

    def at_host(self, host: str) -> Self:
        starts = (f"{scheme}://{host}{end}" for scheme in ("http", "https") for end in ("/", ":"))
        return self.filter(reduce(or_, (Q(feed_url__istartswith=start) for start in starts)))

    def failing(self) -> Self:
        return self.followed().filter(error_streak__gt=0)

    def quiet(self, now: datetime) -> Self:
        """As sources.health.is_quiet(): answering, but with nothing new for far longer than usual."""
        usual_gaps = ExpressionWrapper(F("median_gap") * GAPS, models.DurationField())
        since_then = ExpressionWrapper(Value(now) - usual_gaps, models.DateTimeField())
        is_past_its_gaps = Q(median_gap__gt=timedelta(), last_new_item_at__lt=since_then)
        has_no_rhythm = Q(median_gap=None) | Q(median_gap=timedelta())
        is_long = has_no_rhythm & Q(last_new_item_at__lt=now - QUIET_AFTER)
        silent = self.followed().filter(error_streak=0, last_new_item_at__lt=now - QUIET_AT_LEAST)
        return silent.filter(is_past_its_gaps | is_long)

    def needing_a_human(self, now: datetime) -> Self:
        """As sources.health.needs_a_human(): in trouble for long or often, gone, or moved where we cannot follow."""
        is_long = Q(error_streak__gt=0, failing_since__lte=now - TROUBLED_AFTER)
        is_troubled = Q(error_streak__gte=TROUBLED_TIMES) | is_long
        is_unsettled = Q(moved_since__lte=now - UNSETTLED_AFTER)
        asked = self.exclude(feed_url="").filter(is_paused=False)
        return asked.filter(is_troubled | is_unsettled | Q(retired_at__isnull=False))

    def with_undecided(self) -> Self:
        """Those that something waits from, with how much of it their word filters hide: `hidden_count`."""
        items = apps.get_model("feeds", "Item").objects.filter(source=OuterRef("pk"))
        hidden = items.hidden().order_by().values("source").annotate(count=Count("pk")).values("count")
        # The first one of each, by an index: asked whether any exists, PostgreSQL reads the items of all.
        waiting = self.alias(first_waiting=Subquery(items.undecided().order_by().values("pk")[:1]))
        return waiting.filter(first_waiting__isnull=False).annotate(
            hidden_count=Coalesce(Subquery(hidden), 0)
        )


class IdentityRule(models.TextChoices):
    """What tells two entries of a source apart: the first of these that its document can be trusted with."""

    GUID = "guid", _("its own ids")
    ADDRESS = "address", _("addresses, since its ids repeat or change")
    WORDS = "words", _("titles and first words, since its ids and addresses repeat or change")


class Source(models.Model):
    """A national site we follow. Without a feed it is an entry in the directory, for links by hand."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    site_url = models.URLField(_("site"), max_length=500)
    feed_url = models.URLField(
        _("feed"),
        max_length=2_000,
        blank=True,
        help_text=_("Leave empty for a directory entry whose links you add by hand."),
    )
    offers = models.CharField(max_length=200, blank=True, help_text=_("What it is good for."))
    licence_note = models.CharField(max_length=300, blank=True, help_text=_("What its terms ask of us."))
    has_excerpts = models.BooleanField(
        _("show excerpts"),
        default=True,
        help_text=_("At most 40 words, quoted. Untick where the terms forbid it."),
    )
    is_listed = models.BooleanField(
        _("show to readers"),
        default=True,
        db_default=True,
        help_text=_("List it with the sources on the site. Items kept from it are shown either way."),
    )
    is_paused = models.BooleanField(_("paused"), default=False)
    review_note = models.CharField(max_length=300, blank=True)
    default_states = models.ManyToManyField(
        StateOfMind,
        blank=True,
        related_name="+",
        verbose_name=_("usual states of mind"),
        help_text=_("Suggested for each of its items. The editor who keeps one decides."),
    )
    default_strategy = models.ForeignKey(
        "core.Strategy",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("what usually helps"),
    )
    hide_words = models.TextField(
        _("hide items that say"),
        blank=True,
        help_text=_(
            "Words or phrases, separated by commas: “webinar, job of the week”. The inbox says "
            "how many it hides, and shows them when asked."
        ),
    )
    only_words = models.TextField(
        _("only items that say"),
        blank=True,
        help_text=_(
            "Words or phrases, separated by commas: “staff, residents, rota”. Leave empty for everything."
        ),
    )

    # Written by refreshes only.
    etag = models.CharField(max_length=1_000, blank=True, editable=False)
    last_modified = models.CharField(max_length=200, blank=True, editable=False)
    validators_saved_at = models.DateTimeField(null=True, editable=False)
    asked_url = models.CharField(max_length=2_000, blank=True, editable=False)  # that gave the above
    body_hash = models.CharField(max_length=64, blank=True, editable=False)
    interval = models.DurationField(
        default=INTERVAL, editable=False
    )  # between checks, as its rhythm suggests
    next_check_at = models.DateTimeField(default=timezone.now, editable=False)
    last_checked_at = models.DateTimeField(null=True, editable=False)
    last_success_at = models.DateTimeField(null=True, editable=False)
    last_new_item_at = models.DateTimeField(null=True, editable=False)
    error_streak = models.PositiveIntegerField(default=0, editable=False)
    failing_since = models.DateTimeField(null=True, editable=False)
    last_error = models.CharField(max_length=500, blank=True, editable=False)
    last_status = models.PositiveSmallIntegerField(null=True, editable=False)  # HTTP's, None: no answer
    last_fault = models.CharField(
        max_length=20, blank=True, db_default="", default="", editable=False
    )  # FaultKind
    next_check_why = models.CharField(max_length=200, blank=True, editable=False)
    remarks = models.TextField(blank=True, editable=False)  # what of the last document was cut, a line each
    median_gap = models.DurationField(null=True, editable=False)  # between its newest entries
    asks_for = models.DurationField(null=True, editable=False)  # its document's own ttl
    skip_hours = models.JSONField(default=list, editable=False)  # of the day, in UTC
    feed_format = models.CharField(max_length=10, blank=True, editable=False)
    identity_rule = models.CharField(
        max_length=7, choices=IdentityRule.choices, default=IdentityRule.GUID, editable=False
    )
    # Where permanent redirects lead, how often they have, and since when.
    moved_to = models.CharField(max_length=2_000, blank=True, editable=False)
    moved_count = models.PositiveSmallIntegerField(default=0, editable=False)
    moved_since = models.DateTimeField(null=True, editable=False)
    gone_since = models.DateTimeField(null=True, editable=False)  # the first 410 of an unbroken row
    retired_at = models.DateTimeField(null=True, editable=False)  # gone for good: not asked any more
    checks = models.JSONField(default=list, editable=False)  # read it as `history`
    reported_at = models.DateTimeField(null=True, editable=False)  # when editors were last mailed about it
    lease_token = models.CharField(max_length=32, blank=True, editable=False)
    leased_until = models.DateTimeField(null=True, editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        indexes = [
            models.Index(fields=["next_check_at"], name="source_next_check"),
            # Every claim asks who else is at the host just now: a handful, however many sources there are.
            models.Index(
                fields=["leased_until"], name="source_leased", condition=Q(leased_until__isnull=False)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["feed_url"],
                condition=~Q(feed_url=""),
                name="one_source_per_feed",
                violation_error_message=_("Another source already follows this feed."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def next_check(self) -> datetime | None:
        """When the source is asked next; None for one that is not followed."""
        is_followed = self.feed_url and not self.is_paused and self.retired_at is None
        return self.next_check_at if is_followed else None

    @property
    def history(self) -> tuple[SourceCheck, ...]:
        """The last 30 checks, newest first."""
        return tuple(map(SourceCheck.restored, self.checks))

    def follow_afresh(self) -> None:
        """Forget what was learned of another address, and ask at once. Does not save."""
        self.moved_to, self.moved_count, self.moved_since = "", 0, None
        self.gone_since = self.retired_at = None
        self.error_streak, self.failing_since, self.last_error = 0, None, ""
        self.next_check_at, self.next_check_why = timezone.now(), gettext("Its address is new.")

    def checks_with(self, check: SourceCheck) -> list[dict[str, Any]]:
        """`checks` as they are to be stored after one more."""
        return [check.stored(), *self.checks][:KEPT]

    def clean(self) -> None:
        for name in ("site_url", "feed_url"):
            if getattr(self, name) and not getattr(self, name).startswith(("http://", "https://")):
                raise ValidationError({name: gettext("Only http and https addresses can be followed.")})
