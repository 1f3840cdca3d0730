from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..answers.option_lines import options_of
from ..answers.types import AskedQuestion
from ..answers.wording import MOST_QUESTIONS, SCALE_STEPS, instrument_refusals

WORDING = ("name", "code", "opening", "wording", "options")


class Instrument(models.Model):
    """A set of questions that other people made, asked whole and in its own words. It is not scored.

    Of twelve people a score would be noise. It is about health, and so protected as that. Once it has been
    used its wording stays; when its licence was last looked at may still be changed.
    """

    name = models.CharField(max_length=80, unique=True)
    code = models.SlugField(
        _("short code"), max_length=12, unique=True, help_text=_("For results: “who5”. Stays the same.")
    )
    opening = models.CharField(
        _("above each question"), max_length=140, blank=True, help_text=_("“Over the last two weeks”")
    )
    wording = models.TextField(
        _("questions"), max_length=1_400, help_text=_("All of them, one on each line, word for word.")
    )
    options = models.TextField(
        _("answers"),
        max_length=600,
        help_text=_(
            "The same for each question, one on each line. End a line with + if it counts as “yes”, with * if it "
            "stands apart."
        ),
    )
    licence = models.CharField(max_length=200, help_text=_("What it allows, and who gave it."))
    source = models.CharField(max_length=200, help_text=_("Where its wording comes from, with the year."))
    checked_on = models.DateField(_("licence checked"), default=timezone.localdate)
    locked_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.has_other_wording:
            raise ValidationError(_("This has been asked, and its wording stays as it was."))
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.has_other_wording:
            raise ValidationError(_("This has been asked, and its wording stays as it was."))
        if refusals := list(instrument_refusals(self.name, self.questions)):
            raise ValidationError(refusals)

    @property
    def has_other_wording(self) -> bool:
        """Whether its words differ from those that were asked."""
        stored = Instrument.objects.filter(pk=self.pk).exclude(locked_on=None).values(*WORDING).first()
        return stored is not None and stored != {name: getattr(self, name) for name in WORDING}

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.wording.splitlines() if line.strip()]

    @property
    def questions(self) -> tuple[AskedQuestion, ...]:
        """As they are asked. One more than fit is kept, so that too many are refused and not cut off."""
        options = options_of(self.options)
        counted = [option for option in options if not option.is_apart]
        is_scale = len(counted) == SCALE_STEPS and len(options) == SCALE_STEPS + 1
        return tuple(
            AskedQuestion(
                code=f"{self.code}-{number}",
                kind="scale" if is_scale else "one",
                matter="health",
                text=line,
                short=f"{self.name} {number}",
                hint=self.opening,
                options=options,
                level=4,
            )
            for number, line in enumerate(self.lines[: MOST_QUESTIONS + 1], 1)
        )
