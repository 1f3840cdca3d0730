"""What was entered, what was corrected, and what must stay withheld."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from ..figures.types import SuppressedCell, Thresholds
from ..threshold_form import ThresholdsForm

STATUSES = [
    ("", "a value"),
    ("c", "[c] confidential"),
    ("x", "[x] not measured"),
    ("z", "[z] not applicable"),
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
    corrected_on = models.DateField("date")
    what = models.CharField(
        max_length=300, help_text="“Trust total from 303 to 304.” Name only rows that readers can see."
    )
    why = models.CharField(max_length=300, help_text="“After a misfiled report.”")

    class Meta:
        ordering = ["-corrected_on", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.corrected_on}: {self.what}"


class WithheldRow(models.Model):
    """A row or cell that was withheld in something published, and so stays withheld in whatever comes."""

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
        default_permissions = ()
        permissions = [("take_back_withheldrow", "Can take back what was withheld by mistake")]
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
        "at least so many reports", default=5, validators=[MinValueValidator(3)]
    )
    doctors = models.PositiveSmallIntegerField(
        "and at least so many doctors", default=10, validators=[MinValueValidator(3)]
    )

    class Meta:
        verbose_name = "disclosure control"

    panels = [
        HelpPanel(
            "Departments, grades and rotas with less than this in any quarter shown are combined in every "
            "quarter. What has been combined once stays combined: a lower threshold splits nothing. Anybody "
            "who may change it can raise it; lowering it takes an administrator and a reason, kept in the log."
        ),
        FieldPanel("reports"),
        FieldPanel("doctors"),
        FieldPanel("reason"),
    ]
    edit_handler = ObjectList(panels, base_form_class=ThresholdsForm)

    @property
    def thresholds(self) -> Thresholds:
        return Thresholds(self.reports, self.doctors)
