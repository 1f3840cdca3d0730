"""What was entered, what was corrected, and what must stay withheld."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from ..figures.types import SuppressedCell, Thresholds
from ..threshold_form import ThresholdsForm

STATUSES = [
    ("", _("a value")),
    ("c", _("[c] confidential")),
    ("x", _("[x] not measured")),
    ("z", _("[z] not applicable")),
]


class ReportFigure(models.Model):
    """One cell of a quarter, as entered: never shown but on the entry screens and the board view.

    It belongs to the report, not to a revision of its page, so revisions and previews hold none.
    """

    report = models.ForeignKey(
        "guardian.GuardianReportPage", on_delete=models.CASCADE, related_name="figures"
    )
    measure = models.ForeignKey("guardian.Measure", on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey("guardian.Category", on_delete=models.PROTECT, related_name="+")
    value = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    status = models.CharField(max_length=1, choices=STATUSES, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["report", "measure", "category"]
        default_permissions = ("change", "view")
        constraints = [
            models.UniqueConstraint(fields=["report", "measure", "category"], name="figure_once"),
            models.CheckConstraint(
                condition=Q(value__isnull=False, status="")
                | Q(value__isnull=True, status__in=["c", "x", "z"]),
                name="figure_has_a_value_or_says_why_not",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0), name="figure_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}, {self.category}"


class Correction(models.Model):
    """One line of a report's corrections log: readers see it, so it names only rows that they can see."""

    report = models.ForeignKey(
        "guardian.GuardianReportPage", on_delete=models.CASCADE, related_name="corrections"
    )
    corrected_on = models.DateField(_("date"))
    what = models.CharField(
        max_length=300, help_text=_("“Trust total from 303 to 304.” Name only rows that readers can see.")
    )
    why = models.CharField(max_length=300, help_text=_("“After a misfiled report.”"))

    class Meta:
        ordering = ["-corrected_on", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.corrected_on}: {self.what}"


class SuppressedRow(models.Model):
    """A row or cell that was suppressed in something published, and so stays suppressed in whatever comes."""

    dimension = models.CharField(max_length=60)
    category = models.CharField(max_length=60)
    measure = models.CharField(max_length=60, blank=True)
    period = models.CharField(max_length=10, blank=True)
    # The key of the quarter whose draft the forum has seen with this withheld; empty for what was public. It
    # holds while that quarter is shown, so nothing of a draft reaches public pages before the board's day.
    seen_with = models.CharField(max_length=10, blank=True, editable=False, default="", db_default="")
    since = models.DateField(auto_now_add=True)
    # What one publication withheld for the first time has one moment, and is taken back together or not at
    # all. Empty for what was remembered before moments were: that stays.
    remembered_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        # Table and permission keep the names they were made with: the version before serves while this one
        # migrates (docs/operations.md, Upgrades), and roles that a Trust made hold the permission.
        db_table = "guardian_withheldrow"
        default_permissions = ()
        permissions = [("take_back_withheldrow", _("Can take back what was withheld by mistake"))]
        constraints = [
            models.UniqueConstraint(
                fields=["dimension", "category", "measure", "period", "seen_with"], name="withheld_once"
            )
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.dimension, self.category, self.measure, self.period]))

    @property
    def as_suppressed(self) -> SuppressedCell:
        return SuppressedCell(self.dimension, self.category, self.measure, self.period)


@register_setting(icon="lock")
class DisclosureSettings(BaseSiteSetting):
    """From which size on a part of the Trust is shown on its own."""

    reports = models.PositiveSmallIntegerField(
        _("at least this many reports"), default=5, validators=[MinValueValidator(3)]
    )
    doctors = models.PositiveSmallIntegerField(
        _("and at least this many doctors"), default=10, validators=[MinValueValidator(3)]
    )

    class Meta:
        verbose_name = _("disclosure control")

    panels = [
        HelpPanel(
            _(
                "Departments, grades and rotas with less than this in any quarter shown are combined in every "
                "quarter. What has been combined stays combined: a lower threshold splits nothing. Anyone "
                "who may change the threshold can raise it. Only an administrator can lower it, with a "
                "reason that the log keeps."
            )
        ),
        FieldPanel("reports"),
        FieldPanel("doctors"),
        FieldPanel("reason"),
    ]
    edit_handler = ObjectList(panels, base_form_class=ThresholdsForm)

    @property
    def thresholds(self) -> Thresholds:
        return Thresholds(self.reports, self.doctors)
