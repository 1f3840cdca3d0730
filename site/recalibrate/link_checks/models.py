"""Where published pages lead. The tables keep the names under which `feeds` made them: see 0001_initial."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from feeds.pipeline.addresses import MAX_URL

SOON = timedelta(hours=1)  # after it is published; until then its writer may still be at it
# Far longer than one look may take (outbound.TOTAL_SECONDS); a link that a killed worker held is free again then.
LEASE = timedelta(minutes=10)


class LinkQuerySet(models.QuerySet["Link"]):
    def due(self, now: datetime) -> Self:
        """On a page, past their next check, and not being looked at by anybody."""
        is_free = models.Q(leased_until=None) | models.Q(leased_until__lt=now)
        return self.filter(is_free, next_check_at__lte=now).order_by("next_check_at", "pk")

    def broken(self) -> Self:
        return self.filter(verdict=Link.Verdict.BROKEN)

    def worth_a_look(self) -> Self:
        """Everything but what is fine or has not been looked at."""
        return self.exclude(verdict__in=[Link.Verdict.NEW, Link.Verdict.FINE])


class Link(models.Model):
    """Where published pages lead, and whether anybody still answers there.

    `address` is absolute, or for what is ours a path, “page:7” or “document:7”.
    """

    class Verdict(models.TextChoices):
        NEW = "new", _("not checked yet")
        FINE = "fine", _("fine")
        MOVED = "moved", _("moved")
        UNCLEAR = "unclear", _("cannot be checked")
        DOUBTFUL = "doubtful", _("failed once")
        BROKEN = "broken", _("broken")

    address = models.CharField(max_length=MAX_URL, unique=True)
    pages = models.ManyToManyField(Page, related_name="+")
    verdict = models.CharField(max_length=8, choices=Verdict.choices, default=Verdict.NEW, db_index=True)
    words = models.CharField(_("what it says"), max_length=500, blank=True)
    status = models.PositiveSmallIntegerField(null=True)  # HTTP's, None: no answer
    moved_to = models.CharField(max_length=MAX_URL, blank=True)
    since = models.DateTimeField(null=True)  # the verdict is no longer “fine”
    checked_at = models.DateTimeField(_("checked"), null=True)
    next_check_at = models.DateTimeField(db_index=True)
    leased_until = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)  # when editors were last mailed about it

    objects = LinkQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        db_table = "feeds_link"
        ordering = ["address"]

    def __str__(self) -> str:
        return self.address

    @property
    def url(self) -> str:
        """Where the link leads; "" for a record of ours that is no address."""
        return self.address if self.address.startswith(("http://", "https://", "/")) else ""

    @property
    def titles(self) -> str:
        """The pages it is on, for a spreadsheet; prefetch them."""
        return ", ".join(page.title for page in self.pages.all())


class PageRead(models.Model):
    """When a published page's links were last looked for. No row: not yet."""

    page = models.OneToOneField(Page, primary_key=True, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        db_table = "feeds_pageread"

    def __str__(self) -> str:
        return f"Page {self.pk}"
