from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from ..answers.option_lines import options_of
from ..answers.types import AskedQuestion, Matter
from ..answers.types import QuestionKind as Kind
from ..answers.windows import Moment as MomentName
from .instrument import Instrument

LOCKED = _("These questions have been used, so you cannot change them. Make a new version instead.")


class Moment(models.TextChoices):
    """When people are asked."""

    BEFORE = "before", _("Before")
    AFTER = "after", _("After")
    FOLLOW_UP = "follow-up", _("Some weeks later")


class QuestionKind(models.TextChoices):
    SCALE = "scale", _("Five steps")
    ONE = "one", _("One of several")
    MANY = "many", _("Several of several")
    TEXT = "text", _("In their own words")


class MatterOfQuestion(models.TextChoices):
    """What a question is about decides how it is protected."""

    SESSION = "session", _("The session")
    WORK = "work", _("My work")
    HEALTH = "health", _("My health")


class Questionnaire(ClusterableModel):
    """A sheet of questions for one moment. Once used it is locked: what comes after is another version."""

    name = models.CharField(max_length=80)
    moment = models.CharField(_("when it is asked"), max_length=10, choices=Moment.choices)
    version = models.PositiveSmallIntegerField(default=1, editable=False)
    instrument = models.ForeignKey(
        Instrument,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="questionnaires",
        help_text=_("Asked whole, before what is answered in words. It is about health."),
    )
    locked_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["name", "-version"]
        constraints = [models.UniqueConstraint(fields=["name", "version"], name="questionnaire_version_once")]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"

    def clean(self) -> None:
        super().clean()
        if self.is_locked_in_storage:
            raise ValidationError(LOCKED)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.is_locked_in_storage:
            raise ValidationError(LOCKED)
        super().save(*args, **kwargs)

    @property
    def is_locked_in_storage(self) -> bool:
        stored = Questionnaire.objects.filter(pk=self.pk) if self.pk else Questionnaire.objects.none()
        return stored.exclude(locked_on=None).exists()

    @cached_property
    def sheet(self) -> tuple[AskedQuestion, ...]:
        """The questions in their order, before the session's topic is put in."""
        own = [question.asked(self.version) for question in self.questions.order_by("sort_order", "pk")]
        if self.instrument is None:
            return tuple(own)
        words = [asked for asked in own if asked.kind == "text"]
        return (*(asked for asked in own if asked.kind != "text"), *self.instrument.questions, *words)

    def sheet_about(self, topic: str) -> tuple[AskedQuestion, ...]:
        return with_topic(self.sheet, topic)


def with_topic(sheet: Sequence[AskedQuestion], topic: str) -> tuple[AskedQuestion, ...]:
    """`{it}` becomes what the session is about."""
    return tuple(replace(asked, text=asked.text.replace("{it}", topic)) for asked in sheet)


class Question(Orderable):
    """One question. `code` stays the same over versions and moments: results are compared by it."""

    questionnaire = ParentalKey(Questionnaire, on_delete=models.CASCADE, related_name="questions")
    code = models.SlugField(
        max_length=20, help_text=_("A short word, the same before and after: results are compared by it.")
    )
    short = models.CharField(
        _("what it measures"), max_length=40, blank=True, help_text=_("For findings: “Understanding”.")
    )
    kind = models.CharField(_("answered by"), max_length=5, choices=QuestionKind.choices)
    matter = models.CharField(_("is about"), max_length=7, choices=MatterOfQuestion.choices)
    text = models.CharField(
        _("question"), max_length=140, help_text=_("{it} becomes what the session is about. Ask one thing.")
    )
    hint = models.CharField(max_length=140, blank=True)
    options = models.TextField(
        _("answers"),
        blank=True,
        max_length=600,
        help_text=_(
            "One on each line, the least first. End a line with + if it counts as “yes”, or with * to "
            "keep it apart: “Prefer not to say *”."
        ),
    )
    looks_back_from = models.SlugField(
        max_length=20,
        blank=True,
        help_text=_("The code of the question about now that this looks back from."),
    )
    level = models.PositiveSmallIntegerField(
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(4)],
        help_text=_("1: what they thought, 2: what they learnt, 3: what they did, 4: what changed."),
    )

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["questionnaire", "code"], name="question_code_once")]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.questionnaire_id and Questionnaire.objects.filter(pk=self.questionnaire_id).exclude(
            locked_on=None
        ):
            raise ValidationError(LOCKED)
        super().save(*args, **kwargs)

    def asked(self, version: int) -> AskedQuestion:
        return AskedQuestion(
            code=self.code,
            version=version,
            kind=cast(Kind, self.kind),
            matter=cast(Matter, self.matter),
            text=self.text,
            short=self.short,
            hint=self.hint,
            options=options_of(self.options),
            level=self.level,
            looks_back_from=self.looks_back_from,
        )


MOMENTS: tuple[MomentName, ...] = ("before", "after", "follow-up")
