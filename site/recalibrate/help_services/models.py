import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from recalibrate.core.isolate import attempt_isolated, error_boundary
from recalibrate.core.models import StateOfMind
from recalibrate.staff.guide_link import GuideLink

from .bank_holidays import is_bank_holiday
from .hours import Hours, HoursError, Status, hours_in_words, parse_hours, status

CHECK_EVERY_DAYS = 90  # as docs/editors.md tells keepers: a wrong number leaves someone without an answer
FOR_STATE = 2  # of the four on a state's page
PUBLIC_LINE_AFTER_DAYS = 30  # this late, readers are told that the number is being checked again


class Urgency(models.TextChoices):
    """The groups of the help page, most urgent first."""

    EMERGENCY = "emergency", _("Someone’s life is at risk")
    TALK_NOW = "talk-now", _("Talk to someone now")
    DOCTORS = "doctors", _("Confidential help for doctors")
    STAFF = "staff", _("Help for all staff")
    AFTER_INCIDENT = "after-incident", _("After something has gone wrong")
    PRACTICAL = "practical", _("Money, work and practical help")
    COLLEAGUE = "colleague", _("Worried about a colleague")


def validate_opening_hours(line: str) -> None:
    try:
        parse_hours(line)
    except HoursError as error:
        raise ValidationError(str(error)) from error


class HelpServiceQuerySet(models.QuerySet["HelpService"]):
    def most_urgent_first(self) -> Self:
        whens = [models.When(urgency=value, then=rank) for rank, value in enumerate(Urgency.values)]
        return self.alias(urgency_rank=models.Case(*whens)).order_by("urgency_rank", "order", "name")

    def for_panel(self) -> Any:
        """A list of the few that a panel shows: of equal urgency, the open first. Read when shown."""
        chosen = self.filter(is_in_panels=True).most_urgent_first()
        return SimpleLazyObject(lambda: open_first(chosen)[:4])

    def for_text(self) -> Self:
        """The few of a panel, in an order that no hour changes: for feeds and mails, which are read later."""
        return self.filter(is_in_panels=True).most_urgent_first()[:4]

    def for_state(self, state: StateOfMind) -> Any:
        """As in a panel, but those who say that they are for this state first. Read when shown."""
        mine = self.filter(states_of_mind=state).most_urgent_first()
        general = self.filter(is_in_panels=True).exclude(states_of_mind=state).most_urgent_first()
        return SimpleLazyObject(lambda: [*open_first(mine)[:FOR_STATE], *open_first(general)][:4])

    def due_for_check(self, today: date) -> Self:
        return self.filter(checked_on__lt=today - timedelta(days=CHECK_EVERY_DAYS))

    def not_reminded_since(self, day: date) -> Self:
        return self.filter(models.Q(reminded_on=None) | models.Q(reminded_on__lte=day))

    def for_nation(self, nation: str) -> Self:
        """What staff in that nation can use."""
        return self.filter(nation__in=["UK", "Local", nation])


class HelpService(index.Indexed, models.Model):
    """A phone line or service, with the day a keeper last checked that it answers as described."""

    name = models.CharField(max_length=120, unique=True)
    urgency = models.CharField(_("group"), max_length=20, choices=Urgency.choices)
    phone = models.CharField(max_length=80, blank=True, help_text=_("As readers should see it: “116 123”."))
    text_number = models.CharField(_("text message number"), max_length=20, blank=True)
    text_keyword = models.CharField(_("text message keyword"), max_length=20, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    opening_hours = models.CharField(
        max_length=200,
        blank=True,
        validators=[validate_opening_hours],
        help_text=_(
            "“24/7”, or “Mon-Fri 08:00-20:00; Sat 08:00-14:00; bank holidays closed”. Readers see it "
            "in words, with whether it is open now."
        ),
    )
    hours = models.CharField(
        _("hours in words"),
        max_length=200,
        blank=True,
        help_text=_("Only if the line above does not fit: “Answered within one working day”."),
    )
    audience = models.CharField(_("for"), max_length=200, help_text=_("Who it is for."))
    not_for = models.CharField(_("not for"), max_length=200, blank=True)
    note = models.CharField(max_length=250, blank=True, help_text=_("For example which option to choose."))
    nation = models.CharField(max_length=40, default="UK", help_text=_("UK, one nation, or “Local”."))
    source_url = models.URLField(
        _("source"), blank=True, help_text=_("The page these facts were checked against.")
    )
    checked_on = models.DateField(help_text=_("The day a colleague last checked the number and hours."))
    reminded_on = models.DateField(null=True, blank=True, editable=False)  # keepers were last written to
    never_hide = models.BooleanField(
        _("never in doubt"),
        default=False,
        help_text=_("999, 111 and 116 123: shown without a re-checking line."),
    )
    states_of_mind = models.ManyToManyField(
        StateOfMind,
        blank=True,
        related_name="help_services",
        verbose_name=_("states of mind"),
        help_text=_("It is listed first on the pages of these states of mind."),
    )
    is_in_panels = models.BooleanField(_("shown in panels beside posts"), default=False)
    is_sample = models.BooleanField(_("sample"), default=False, help_text=_("A placeholder to be replaced."))
    order = models.PositiveSmallIntegerField(default=100, help_text=_("Within its group; lower comes first."))

    objects = HelpServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("help service")
        ordering = ["order", "name"]
        constraints = [
            models.CheckConstraint(
                name="help_service_says_when",
                condition=~models.Q(opening_hours="", hours=""),
                violation_error_message=_("Say when it is open, by opening hours or in words."),
            ),
            models.CheckConstraint(
                name="help_service_can_be_reached",
                condition=~models.Q(phone="", text_number="", email="", website=""),
                violation_error_message=_("Give at least one way to reach the service."),
            ),
        ]

    panels = [
        GuideLink("help-directory"),
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("urgency"), FieldPanel("order")]),
        MultiFieldPanel(
            [
                FieldPanel("phone"),
                FieldRowPanel([FieldPanel("text_number"), FieldPanel("text_keyword")]),
                FieldPanel("email"),
                FieldPanel("website"),
                FieldPanel("opening_hours"),
                FieldPanel("hours"),
                FieldPanel("note"),
            ],
            _("How to reach it"),
        ),
        MultiFieldPanel(
            [FieldPanel("audience"), FieldPanel("not_for"), FieldPanel("nation")], _("Who it is for")
        ),
        MultiFieldPanel(
            [FieldPanel("checked_on"), FieldPanel("source_url"), FieldPanel("never_hide")], _("Checked")
        ),
        FieldPanel("states_of_mind", widget=forms.CheckboxSelectMultiple),
        FieldRowPanel([FieldPanel("is_in_panels"), FieldPanel("is_sample")]),
    ]
    search_fields = [
        index.SearchField("name", boost=2),
        index.SearchField("audience"),
        index.AutocompleteField("name"),
    ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('help')}#{self.anchor}"

    @property
    def anchor(self) -> str:
        """Where the service stands on the help page."""
        return f"service-{self.pk}"

    @cached_property
    def opening(self) -> Hours | None:
        """The opening hours; None where it is not written down, or cannot be read."""
        try:
            return parse_hours(self.opening_hours) if self.opening_hours else None
        except HoursError:  # written past the form; the help page must stand all the same
            return None

    @property
    def hours_in_words(self) -> str:
        return hours_in_words(self.opening) if self.opening else self.hours or self.opening_hours

    def status_at(self, moment: datetime) -> Status | None:
        """Whether it is open then; None where it is not known."""
        if self.opening is None:
            return None
        return status(self.opening, moment, partial(is_bank_holiday, nation=self.nation))

    def is_closed_at(self, moment: datetime) -> bool:
        known = self.status_at(moment)
        return known is not None and not known.is_open

    @property
    def check_again_on(self) -> date:
        return self.checked_on + timedelta(days=CHECK_EVERY_DAYS)

    @property
    def is_being_rechecked(self) -> bool:
        late_since = timezone.localdate() - timedelta(days=PUBLIC_LINE_AFTER_DAYS)
        return not self.never_hide and self.check_again_on < late_since

    @property
    def tel_url(self) -> str:
        """A `tel:` link, or nothing where the number is an extension or words."""
        digits = re.sub(r"[^\d+]", "", self.phone)
        return f"tel:{digits}" if digits and "ext" not in self.phone.lower() else ""

    @property
    def in_one_line(self) -> str:
        """Name and first way of contact, for text that cannot hold a link."""
        by_text = (
            gettext("text %(word)s to %(number)s") % {"word": self.text_keyword, "number": self.text_number}
            if self.text_number
            else ""
        )
        return f"{self.name}: {self.phone or by_text or self.email or self.website}"

    @property
    def sms_url(self) -> str:
        return f"sms:{self.text_number}?&body={self.text_keyword}" if self.text_number else ""

    def clean(self) -> None:
        if self.checked_on and self.checked_on > timezone.localdate():
            raise ValidationError({"checked_on": gettext("This day is in the future.")})


def open_first(services: Iterable[HelpService], at: datetime | None = None) -> list[HelpService]:
    """The same, most urgent first, with those that are closed then after the others of their urgency."""
    moment, urgencies = at or timezone.now(), list(Urgency.values)

    def place_of(service: HelpService) -> tuple[int, bool]:
        return urgencies.index(service.urgency), service.is_closed_at(moment)

    last = (len(urgencies), False)
    return sorted(services, key=lambda service: attempt_isolated(service, place_of, ORDER, last))


def _open_now(service: HelpService) -> bool:
    return Urgency(service.urgency) in Urgency and service.is_closed_at(timezone.now())


ORDER = error_boundary(
    "panel", _("is listed last where help is offered: we cannot tell its hours or urgency"), again=_open_now
)
