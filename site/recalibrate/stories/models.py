"""What people send without an account. Days are kept, not times; only a `Contact` says who sent it."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

# Days, as the forms, docs/assurance.md and the editors' guide promise them: change those too.
CONTACT_DAYS = 90
HELD_DAYS = 90  # for a story that was not used
REPLY_DAYS = 180  # for a reply that no one settled
SET_ASIDE_DAYS = 30  # in which it can be brought back


def days_ahead(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


class WhoIsInIt(models.TextChoices):
    """What the writer says of the other people in their story."""

    NOBODY = "nobody", _("Just me")
    CHANGED = "changed", _("Other people, changed so that no one could recognise them, not even themselves")
    AGREED = "agreed", _("Someone who has agreed to this being published")
    UNSURE = "unsure", _("I am not sure. Please help me with that")


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def held(self) -> Self:
        """Perhaps spam: a person decides."""
        return self.filter(page=None, set_aside_on=None).exclude(held_because="")

    def unpublished(self) -> Self:
        """Drafts that no reader has ever seen."""
        return self.filter(page__live=False, page__first_published_at=None, set_aside_on=None)

    def waiting(self) -> Self:
        """For an editor to read: drafts no reader has seen, and what is held."""
        return self.unpublished() | self.held()

    def newest_first(self) -> Self:
        return self.order_by("-arrived_on", "-pk")

    def overdue(self, today: date) -> Self:
        """Past their day, and those whose draft an editor deleted."""
        is_empty = Q(page=None, held_because="", set_aside_on=None)
        return self.filter(Q(forget_on__lte=today) | is_empty)


class Contribution(models.Model):
    """A story that arrived, with what its writer answered. The words are in the draft it became.

    `text` holds them only while there is no draft.
    """

    arrived_on = models.DateField(default=timezone.localdate)
    byline = models.CharField(_("wants to be called"), max_length=120)
    who_is_in_it = models.CharField(_("who else is in it"), max_length=8, choices=WhoIsInIt.choices)
    title = models.CharField(max_length=160, blank=True)
    text = models.TextField(blank=True)
    state = models.ForeignKey("core.StateOfMind", null=True, on_delete=models.SET_NULL, related_name="+")
    picture = models.ForeignKey("core.SiteImage", null=True, on_delete=models.SET_NULL, related_name="+")
    held_because = models.CharField(_("held because"), max_length=200, blank=True)
    set_aside_on = models.DateField(null=True)
    page = models.ForeignKey("blog.PostPage", null=True, on_delete=models.SET_NULL, related_name="+")
    not_before = models.DateField(_("not published before"))
    forget_on = models.DateField(null=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("story that arrived")
        verbose_name_plural = _("stories that arrived")

    def __str__(self) -> str:
        return f"Story {self.pk}"

    @property
    def is_held(self) -> bool:
        return bool(self.held_because) and not self.page_id and not self.set_aside_on


class ReplyQuerySet(models.QuerySet["Reply"]):
    def unanswered(self) -> Self:
        return self.filter(answered_on=None, is_kept=False, set_aside_on=None)

    def newest_first(self) -> Self:
        return self.order_by("-arrived_on", "-pk")

    def overdue(self, today: date) -> Self:
        return self.filter(forget_on__lte=today)


class Reply(models.Model):
    """What a reader wrote to the editor about a post. Never shown to readers."""

    page = models.ForeignKey("blog.PostPage", on_delete=models.CASCADE, related_name="+")
    arrived_on = models.DateField(default=timezone.localdate)
    name = models.CharField(_("wants to be called"), max_length=120, blank=True)
    text = models.TextField()
    held_because = models.CharField(max_length=200, blank=True)
    answered_on = models.DateField(null=True)
    is_kept = models.BooleanField(default=False)
    set_aside_on = models.DateField(null=True)
    forget_on = models.DateField(null=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = _("replies")

    def __str__(self) -> str:
        return f"Reply {self.pk}"


class ContactQuerySet(models.QuerySet["Contact"]):
    def overdue(self, today: date) -> Self:
        return self.filter(forget_on__lte=today)


class Contact(models.Model):
    """How to reach the writer, if they wished: apart from their words, under a permission of its own."""

    contribution = models.OneToOneField(
        Contribution, null=True, on_delete=models.CASCADE, related_name="contact"
    )
    reply = models.OneToOneField(Reply, null=True, on_delete=models.CASCADE, related_name="contact")
    address = models.CharField(max_length=200)
    forget_on = models.DateField(db_index=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(contribution=None) ^ Q(reply=None), name="contact_of_one_thing"
            )
        ]

    def __str__(self) -> str:
        return f"Contact {self.pk}"


class SpentToken(models.Model):
    """A copy of a form that was sent: the same one sent twice arrives once. Gone after two days."""

    nonce = models.CharField(max_length=20, unique=True)
    digest = models.CharField(max_length=64)
    forget_on = models.DateField(db_index=True)

    def __str__(self) -> str:
        return self.nonce


@register_setting(icon="edit")
class WritingSettings(BaseGenericSetting):
    """What the forms promise. Only you know whether it is true here."""

    reading_rhythm = models.CharField(
        _("how often an editor reads what arrives"), max_length=120, default="about once a week"
    )
    log_note = models.TextField(
        _("what the web server notes"),
        default="The web server in front of this site may note which network address opened which page, and "
        "when, as most web servers do. It notes nothing of what you write, and nothing of it is kept with "
        "your story.",
        help_text=_(
            "Shown beside the form. docs/operations.md says what to ask the people who run the server."
        ),
    )

    panels = [FieldPanel("reading_rhythm"), FieldPanel("log_note")]

    class Meta:
        verbose_name = _("stories and replies")
