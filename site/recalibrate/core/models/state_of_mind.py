from collections.abc import Iterable
from typing import Self

from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from ..names import whatever_the_case
from ..revision_cache import per_revision
from .past_slug import KeepsPastSlugs


class Tint(models.TextChoices):
    """The quiet colours of static/css/site.css; a state is never told by its colour alone."""

    INDIGO = "indigo"
    VIOLET = "violet"
    PLUM = "plum"
    BRICK = "brick"
    AMBER = "amber"
    HONEY = "honey"
    STRAW = "straw"
    GREEN = "green"
    TEAL = "teal"
    SKY = "sky"
    SLATE = "slate"
    MAUVE = "mauve"


class Glyph(models.TextChoices):
    """The line drawings of templates/icons/ that stand for states."""

    MOON = "moon"
    ZIGZAG = "zigzag"
    WAVES = "waves"
    BROKEN_RING = "broken-ring"
    SPARK = "spark"
    HORIZON = "horizon"
    DOT_IN_RING = "dot-in-ring"
    LEVEL_LINE = "level-line"
    RISING_SUN = "rising-sun"
    PETALS = "petals"
    DASHES = "dashes"
    TILTED_SCALE = "tilted-scale"


class WayIn(models.TextChoices):
    """The questions for a reader who cannot say how it is."""

    BODY = "body", _("Is it your body talking?")
    HAPPENED = "happened", _("Did something happen?")
    AHEAD = "ahead", _("Is it the place, or what comes next?")


class StateOfMindQuerySet(models.QuerySet["StateOfMind"]):
    def on_home_page(self) -> Self:
        return self.filter(is_on_home_page=True)

    def more(self) -> Self:
        return self.filter(is_on_home_page=False)

    def with_related_to(self, slug: str) -> Self:
        """All of them, each told whether it `is_close` to the one with the slug."""
        links = self.model.related.through.objects.filter(
            from_stateofmind__slug=slug, to_stateofmind=OuterRef("pk")
        )
        return self.annotate(is_close=Exists(links))


class StateOfMind(KeepsPastSlugs, index.Indexed, TagBase):
    """What readers browse by: a managed tag, never free text.

    It labels the moment ("worn out"), not the person, and is never a diagnosis.
    """

    free_tagging = False

    # As Taggit’s, but of a to z only: what a form admits is what addresses, feeds and listings admit.
    slug = models.SlugField(max_length=100, unique=True)
    label = models.CharField(
        _("“I feel…” label"), max_length=60, help_text=_("What completes “I feel…”, for example “worn out”.")
    )
    intro = models.TextField(
        validators=[MinLengthValidator(20)],
        help_text=_("About 60 words in the second person. No advice in the first sentence."),
    )
    closing = models.TextField(
        blank=True,
        help_text=_("The last line of the state’s page: “If this has lasted more than two weeks…”"),
    )
    search_words = models.TextField(
        blank=True,
        help_text=_("Words that lead a search here, separated by commas: “tired, nights, knackered”."),
    )
    try_now = RichTextField(
        _("one thing to try now"),
        features=["bold", "italic", "link"],
        blank=True,
        help_text=_("Shown until a post about this state has one."),
    )
    what_should_change = RichTextField(
        _("one thing that should change"),
        features=["bold", "italic", "link"],
        blank=True,
        help_text=_("Shown until a post about this state has one. Say how to make it happen, with a link."),
    )
    way_in = models.CharField(
        _("asked under"),
        max_length=8,
        choices=WayIn.choices,
        blank=True,
        help_text=_("The question on “I don’t know” that leads here."),
    )
    tint = models.CharField(max_length=12, choices=Tint.choices, default=Tint.SLATE)
    glyph = models.CharField(max_length=16, choices=Glyph.choices, default=Glyph.LEVEL_LINE)
    order = models.PositiveSmallIntegerField(default=100, help_text=_("Lower comes first."))
    is_ease = models.BooleanField(
        _("a good state to be in"),
        default=False,
        db_default=False,
        help_text=_(
            "Such as “calm”. The search never offers it to a reader who writes that they are not, "
            "or who may be in danger."
        ),
    )
    is_on_home_page = models.BooleanField(_("on the home page"), default=False)
    related = models.ManyToManyField("self", blank=True, verbose_name=_("related states"))

    objects = StateOfMindQuerySet.as_manager()

    class Meta:
        verbose_name = _("state of mind")
        verbose_name_plural = _("states of mind")
        ordering = ["order", "name"]
        constraints = [whatever_the_case("state_name_once")]

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("label")]),
        FieldPanel(
            "slug",
            heading=_("Address"),
            help_text=_("Part of the page’s address. Readers who follow the old address still get here."),
        ),
        FieldPanel("intro"),
        FieldPanel("closing"),
        MultiFieldPanel([FieldPanel("try_now"), FieldPanel("what_should_change")], _("Default words")),
        FieldPanel("search_words"),
        FieldPanel("is_ease"),
        MultiFieldPanel([FieldRowPanel([FieldPanel("tint"), FieldPanel("glyph")])], _("Look")),
        FieldRowPanel([FieldPanel("is_on_home_page"), FieldPanel("order")]),
        FieldPanel("way_in"),
        FieldPanel("related"),
    ]
    search_fields = [
        index.SearchField("name", boost=2),
        index.SearchField("label"),
        index.SearchField("search_words"),
        index.AutocompleteField("name"),
    ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("state", args=[self.slug])


@per_revision
def states_of_mind() -> tuple[StateOfMind, ...]:
    """All of them, in their order."""
    return tuple(StateOfMind.objects.all())


def states_in_order(states: Iterable[StateOfMind]) -> tuple[StateOfMind, ...]:
    """As the home page has them. From the tags of a thing they come as they were added, or anyhow."""
    return tuple(sorted(states, key=lambda state: (state.order, state.name)))
