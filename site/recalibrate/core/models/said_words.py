from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from recalibrate.language.analysis import split_words, stems
from recalibrate.language.hearing import Added

from ..names import whatever_the_case
from ..revision_cache import per_revision


class Synonym(index.Indexed, models.Model):
    """Words of the trade that mean the same: a search for one finds what says another."""

    name = models.CharField(
        _("words"), max_length=60, unique=True, help_text=_("As most people say it: “TOIL”.")
    )
    others = models.TextField(
        _("mean the same as"), help_text=_("Separated by commas: “time off in lieu, time back”.")
    )

    class Meta:
        verbose_name = _("word of the trade")
        verbose_name_plural = _("words of the trade")
        ordering = ["name"]
        constraints = [whatever_the_case("synonym_name_once")]

    panels = [FieldPanel("name"), FieldPanel("others")]
    search_fields = [index.SearchField("name"), index.SearchField("others"), index.AutocompleteField("name")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if not stems(self.name) or not any(map(stems, self.others.split(","))):
            raise ValidationError(gettext("Enter words on both sides, in letters or digits."))


class HardPhrase(index.Indexed, models.Model):
    """A way of saying something hard that the list does not know yet. It is heard besides the list, which stays."""

    class Subject(models.TextChoices):
        SUICIDE = "suicide", _("Suicide")
        SELF_HARM = "self-harm", _("Self-harm")
        DESPAIR = "despair", _("Despair, or asking for help (in searches only)")
        DEATH = "a death", _("A death (in feeds and posts only)")
        ASSAULT = "assault or harassment", _("Assault or harassment")
        DOMESTIC = "domestic abuse", _("Domestic abuse")
        ADDICTION = "addiction", _("Addiction")

    name = models.CharField(
        _("words"),
        max_length=80,
        unique=True,
        help_text=_("As people say it. Other endings, and small words in between, are found too."),
    )
    subject = models.CharField(_("is about"), max_length=24, choices=Subject.choices)

    class Meta:
        verbose_name = _("hard phrase")
        ordering = ["name"]
        constraints = [whatever_the_case("hard_phrase_once")]

    panels = [FieldPanel("name"), FieldPanel("subject")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if not any(True for _ in split_words(self.name)):
            raise ValidationError({"name": gettext("Enter words, in letters or digits.")})


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
