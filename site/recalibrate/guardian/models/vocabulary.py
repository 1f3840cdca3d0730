"""The vocabulary of figures as records, so that a new national template means new rows, not new columns."""

from typing import get_args

from django.core.exceptions import ValidationError
from django.db import models

from ..figures.types import Unit
from ..figures.vocabulary import OverYear


def literal_choices(literal: object) -> list[tuple[str, str]]:
    return [(value, value) for value in get_args(literal)]


UNITS = literal_choices(Unit)
OVER_YEAR = literal_choices(OverYear)
KINDS = [
    ("whole", "whole Trust"),
    ("part", "parts of the Trust: departments, grades, rotas"),
    ("month", "months of the quarter"),
    ("split", "kinds of the thing counted: reasons, outcomes"),
]
ROWS_ARE = [
    ("", "not said yet: small cells are withheld"),
    ("people", "people, or where they work: grades, sites, hosts, specialties"),
    ("things", "kinds of thing: reasons, outcomes, weeks of notice"),
]
RULES = [
    ("open", "as entered"),
    ("merge", "small parts combined, in every quarter shown"),
    ("follow", "combined like the measure that decides"),
    ("each-quarter", "combined by each quarter’s own counts"),
    ("board", "board only, never public"),
]


class Measure(models.Model):
    """What is counted: exception reports raised, vacancies, fines."""

    slug = models.SlugField(
        "code", max_length=60, unique=True, help_text="In downloads. Others may rely on it: do not change it."
    )
    name = models.CharField(max_length=160)
    unit = models.CharField(max_length=8, choices=UNITS, default="count")
    over_year = models.CharField(
        "in an annual report",
        max_length=5,
        choices=OVER_YEAR,
        default="none",
        help_text="How four quarters become a year.",
    )
    people_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="percentage of",
        help_text="The measure that counts them. A share of fewer people than the threshold is withheld.",
    )
    is_headcount = models.BooleanField("the doctors that a part’s size is judged by", default=False)
    is_board_only = models.BooleanField("board only", default=False)
    has_whole = models.BooleanField("has a figure for the whole Trust", default=True)
    points_at_people = models.BooleanField(
        "a single one could point at somebody",
        default=True,
        db_default=True,
        help_text="Not so for meetings. In a Trust with fewer than 50 doctors, one or two are withheld.",
    )
    order = models.PositiveSmallIntegerField(default=100, help_text="Lower comes first.")

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

    slug = models.SlugField("code", max_length=60, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=5, choices=KINDS, default="split")
    has_headcount = models.BooleanField(
        "its parts have a head count",
        default=False,
        help_text="Then a part without one counts as small.",
    )
    rows_are = models.CharField(
        "the rows are",
        max_length=6,
        choices=ROWS_ARE,
        blank=True,
        default="",
        db_default="",
        help_text="For kinds: could a small figure in one of the rows point at somebody? Then small ones are "
        "withheld.",
    )
    combined_name = models.CharField(
        "name of the combined row", max_length=80, blank=True, help_text="Other specialties (combined)"
    )
    order = models.PositiveSmallIntegerField(default=100, help_text="Lower comes first.")

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class Category(models.Model):
    """One row of a dimension: General surgery, Missed breaks."""

    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT, related_name="categories")
    slug = models.SlugField("code", max_length=60)
    name = models.CharField(max_length=80)
    is_combined = models.BooleanField("the row that small parts are combined into", default=False)
    order = models.PositiveSmallIntegerField(default=100, help_text="Lower comes first.")

    class Meta:
        verbose_name = "row of a dimension"
        verbose_name_plural = "rows of dimensions"
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
    rule = models.CharField("shown", max_length=12, choices=RULES, default="board")
    adds_up = models.BooleanField("the parts add up to the whole", default=True)
    counted_by = models.ForeignKey(
        Measure,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="For “each quarter’s own counts”: the measure whose counts decide.",
    )
    order = models.PositiveSmallIntegerField(default=100, help_text="Lower comes first.")

    class Meta:
        verbose_name = "what may be shown"
        verbose_name_plural = "what may be shown"
        ordering = ["measure", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["measure", "dimension"], name="breakdown_once")]

    def __str__(self) -> str:
        return f"{self.measure} by {self.dimension.name.lower()}"

    def clean(self) -> None:
        super().clean()
        if self.rule == "open" and self.dimension_id and self.dimension.kind == "part":
            raise ValidationError(
                {"rule": "Parts of the Trust are never shown as entered: small ones must be combined."}
            )


class Balance(models.Model):
    """opening + increase − decrease = closing = the next quarter's opening."""

    opening = models.OneToOneField(Measure, on_delete=models.PROTECT, related_name="+")
    increase = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    decrease = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    closing = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "sum that must agree"
        verbose_name_plural = "sums that must agree"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.opening} + {self.increase} − {self.decrease} = {self.closing}"
