from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from recalibrate.language.analysis import split_words, stems
from recalibrate.language.hearing import Added

from ..names import whatever_the_case
from ..revision_cache import per_revision


class Synonym(index.Indexed, models.Model):
    """Words of the trade that mean the same: whoever searches for one finds what says another."""

    name = models.CharField("words", max_length=60, unique=True, help_text="As most people say it: “TOIL”.")
    others = models.TextField(
        "mean the same as", help_text="Separated by commas: “time off in lieu, time back”."
    )

    class Meta:
        verbose_name = "word of the trade"
        verbose_name_plural = "words of the trade"
        ordering = ["name"]
        constraints = [whatever_the_case("synonym_name_once")]

    panels = [FieldPanel("name"), FieldPanel("others")]
    search_fields = [index.SearchField("name"), index.SearchField("others"), index.AutocompleteField("name")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if not stems(self.name) or not any(map(stems, self.others.split(","))):
            raise ValidationError("Give words on both sides, in letters or digits.")


class HardPhrase(index.Indexed, models.Model):
    """A way of saying something hard that the list does not know yet. It is heard besides the list, which stays."""

    class Subject(models.TextChoices):
        SUICIDE = "suicide", "Suicide"
        SELF_HARM = "self-harm", "Self-harm"
        DESPAIR = "despair", "Despair, or asking for help (in searches only)"
        DEATH = "a death", "A death (in feeds and posts only)"
        ASSAULT = "assault or harassment", "Assault or harassment"
        DOMESTIC = "domestic abuse", "Domestic abuse"
        ADDICTION = "addiction", "Addiction"

    name = models.CharField(
        "words",
        max_length=80,
        unique=True,
        help_text="In the form in which it is said. Other endings and small words between are heard too.",
    )
    subject = models.CharField("is about", max_length=24, choices=Subject.choices)

    class Meta:
        verbose_name = "hard phrase"
        ordering = ["name"]
        constraints = [whatever_the_case("hard_phrase_once")]

    panels = [FieldPanel("name"), FieldPanel("subject")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if not any(True for _ in split_words(self.name)):
            raise ValidationError({"name": "Give words, in letters or digits."})


@per_revision
def synonyms() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Groups of phrases that mean the same, as stems."""
    groups = Synonym.objects.values_list("name", "others")
    return tuple(
        tuple(phrase for one in (name, *others.split(",")) if (phrase := tuple(stems(one))))
        for name, others in groups
    )


@per_revision
def added_phrases() -> Added:
    """What editors have added to the list of how hard things are said: subject and phrase."""
    return tuple(HardPhrase.objects.values_list("subject", "name"))
