"""The vocabulary of figures as records, so that a new national template means new rows, not new columns."""

from typing import get_args

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..figures.types import Unit
from ..figures.vocabulary import OverYear


def literal_choices(literal: object) -> list[tuple[str, str]]:
    return [(value, value) for value in get_args(literal)]


UNITS = literal_choices(Unit)
OVER_YEAR = literal_choices(OverYear)
KINDS = [
    ("whole", _("whole Trust")),
    ("part", _("parts of the Trust: departments, grades, rotas")),
    ("month", _("months of the quarter")),
    ("split", _("kinds of the thing counted: reasons, outcomes")),
]
ROWS_ARE = [
    ("", _("not said yet: small cells are withheld")),
    ("people", _("people, or where they work: grades, sites, hosts, specialties")),
    ("things", _("kinds of thing: reasons, outcomes, weeks of notice")),
    ("posts", _("posts: for what counts posts and unfilled shifts, and nothing else")),
]
RULES = [
    ("open", _("as entered")),
    ("merge", _("small parts combined, in every quarter shown")),
    ("follow", _("combined like the measure that decides")),
    ("each-quarter", _("combined by each quarter’s own counts")),
    ("board", _("board only, never public")),
]


class Measure(models.Model):
    """What is counted: exception reports raised, vacancies, fines."""

    slug = models.SlugField(
        _("code"),
        max_length=60,
        unique=True,
        help_text=_("Used in downloads. People may rely on it, so do not change it."),
    )
    name = models.CharField(max_length=160)
    unit = models.CharField(max_length=8, choices=UNITS, default="count")
    over_year = models.CharField(
        _("in an annual report"),
        max_length=5,
        choices=OVER_YEAR,
        default="none",
        help_text=_("How four quarters become a year."),
    )
    people_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("percentage of"),
        help_text=_("The measure that counts them. A share of fewer people than the threshold is withheld."),
    )
    is_headcount = models.BooleanField(_("the doctors that a part’s size is judged by"), default=False)
    is_board_only = models.BooleanField(_("board only"), default=False)
    has_whole = models.BooleanField(_("has a figure for the whole Trust"), default=True)
    points_at_people = models.BooleanField(
        _("a single one could identify a person"),
        default=True,
        db_default=True,
        help_text=_("Untick for meetings. In a Trust with fewer than 50 doctors, one or two are withheld."),
    )
    counts_posts = models.BooleanField(
        _("counts posts, not people"),
        default=False,
        db_default=False,
        help_text=_(
            "Vacancies and shifts that nobody worked. They may be shown by department and grade at once."
        ),
    )
    is_optional = models.BooleanField(
        _("only some boards ask for it"),
        default=False,
        db_default=False,
        help_text=_("Then it is folded away where figures are entered, until it is used."),
    )
    order = models.PositiveSmallIntegerField(default=100, help_text=_("Lower comes first."))

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_headcount"], condition=models.Q(is_headcount=True), name="one_headcount"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Dimension(models.Model):
    """What a measure is broken down by: department, grade, main reason."""

    slug = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=5, choices=KINDS, default="split")
    has_headcount = models.BooleanField(
        _("its parts have a head count"),
        default=False,
        help_text=_("If ticked, a part without a head count counts as small."),
    )
    rows_are = models.CharField(
        _("the rows are"),
        max_length=6,
        choices=ROWS_ARE,
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "For kinds: could a small figure in a row identify a person? If so, small ones are withheld."
        ),
    )
    crosses_first = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("crosses"),
        help_text=_("Two dimensions at once, such as department and grade: their rows make its rows."),
    )
    crosses_second = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("with")
    )
    combined_name = models.CharField(
        _("name of the combined row"), max_length=80, blank=True, help_text=_("Other specialties (combined)")
    )
    order = models.PositiveSmallIntegerField(default=100, help_text=_("Lower comes first."))

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        pair = {self.crosses_first_id, self.crosses_second_id}
        if pair == {None}:
            return
        if None in pair or len(pair) < 2 or self.pk in pair or self.kind != "split":
            raise ValidationError(
                {"crosses_second": _("A dimension of kinds crosses two others. Choose two that differ.")}
            )


class Category(models.Model):
    """One row of a dimension: General surgery, Missed breaks."""

    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT, related_name="categories")
    slug = models.SlugField(_("code"), max_length=122)  # two codes, where two dimensions cross
    name = models.CharField(max_length=162)
    is_combined = models.BooleanField(_("the row that small parts are combined into"), default=False)
    order = models.PositiveSmallIntegerField(default=100, help_text=_("Lower comes first."))

    class Meta:
        verbose_name = _("row of a dimension")
        verbose_name_plural = _("rows of dimensions")
        ordering = ["dimension", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["dimension", "slug"], name="category_once"),
            models.UniqueConstraint(
                fields=["dimension"], condition=models.Q(is_combined=True), name="one_combined_row"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Breakdown(models.Model):
    """That a measure is reported by a dimension, and what of that may be shown."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="breakdowns")
    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT, related_name="breakdowns")
    rule = models.CharField(_("shown"), max_length=12, choices=RULES, default="board")
    adds_up = models.BooleanField(_("the parts add up to the whole"), default=True)
    counted_by = models.ForeignKey(
        Measure,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("For “each quarter’s own counts”: the measure whose counts decide."),
    )
    order = models.PositiveSmallIntegerField(default=100, help_text=_("Lower comes first."))

    class Meta:
        verbose_name = _("what may be shown")
        verbose_name_plural = _("what may be shown")
        ordering = ["measure", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["measure", "dimension"], name="breakdown_once")]

    def __str__(self) -> str:
        return f"{self.measure} by {self.dimension.name.lower()}"

    def clean(self) -> None:
        super().clean()
        if self.rule == "open" and self.dimension_id and self.dimension.kind == "part":
            raise ValidationError(
                {
                    "rule": gettext(
                        "Parts of the Trust are never shown as entered: small ones must be combined."
                    )
                }
            )


class Balance(models.Model):
    """opening + increase − decrease = closing = the next quarter's opening."""

    opening = models.OneToOneField(Measure, on_delete=models.PROTECT, related_name="+")
    increase = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    decrease = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    closing = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("sum that must agree")
        verbose_name_plural = _("sums that must agree")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.opening} + {self.increase} − {self.decrease} = {self.closing}"
