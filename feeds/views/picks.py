from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from recalibrate.core.cards import cards_of
from recalibrate.core.feed_autodiscovery import feed_links
from recalibrate.core.isolate import each_isolated, error_boundary, name_thing
from recalibrate.core.models import StateOfMind, Strategy
from recalibrate.core.pagination import paginate
from recalibrate.core.revision_cache import per_revision

from ..curating.paste import PASTED
from ..models import Curation, CurationStateOfMind, Source
from ..sources.health import is_quiet


@dataclass(frozen=True, slots=True)
class PickFilter:
    """One way of narrowing the picks, with how many there are."""

    label: StateOfMind | Strategy
    count: int
    address: str  # what follows /picks/
    is_chosen: bool


def pick_list(request: HttpRequest) -> HttpResponse:
    """What is worth reading nationally, with a line on why; `?state=` and `?helps=` narrow it."""
    kept, counts = Curation.objects.kept(), pick_counts(timezone.localdate())
    states = pick_filters(request, "state", StateOfMind.objects.all(), counts.of_states)
    strategies = pick_filters(request, "helps", Strategy.objects.all(), counts.of_strategies)
    state, strategy = chosen_label(request, "state", states), chosen_label(request, "helps", strategies)
    shown = kept.newest_first().for_cards()
    if state:
        shown = shown.about(state)
    if strategy:
        shown = shown.filter(strategy=strategy)
    is_narrowed = state is not None or strategy is not None
    page_of_picks = paginate(request, shown, total=None if is_narrowed else counts.of_all)
    page_of_picks.object_list = cards_of(page_of_picks.object_list)
    context = {
        "cards": page_of_picks,
        "states": [choice for choice in states if choice.count or choice.is_chosen],
        "strategies": [choice for choice in strategies if choice.count or choice.is_chosen],
        "chosen_state": state,
        "chosen_strategy": strategy,
        "query": kept_query(request, without="page"),
        "syndication_links": feed_links(gettext("National picks"), "picks"),
    }
    return render(request, "pages/picks.html", context)


def pick_filters(
    request: HttpRequest, name: str, labels: Iterable[Any], counts: dict[int, int]
) -> list[PickFilter]:
    """Every label with what choosing it, or letting it go again, leads to."""
    asked, others = request.GET.get(name, ""), kept_query(request, without=name)
    return [
        PickFilter(
            label,
            counts.get(label.pk, 0),
            f"?{others}" if asked == label.slug else f"?{others}{name}={label.slug}",
            asked == label.slug,
        )
        for label in labels
    ]


def chosen_label(request: HttpRequest, name: str, offered: list[PickFilter]) -> Any:
    """The label that the address asks for, None for none; 404 for one that does not exist."""
    if not request.GET.get(name):
        return None
    found = [choice.label for choice in offered if choice.is_chosen]
    if not found:
        raise Http404("No such label")
    return found[0]


def kept_query(request: HttpRequest, *, without: str) -> str:
    """The filters that are on, as the beginning of a query: “state=calm&” or ""."""
    names = [name for name in ("state", "helps") if name != without and request.GET.get(name)]
    query = QueryDict(mutable=True)
    for name in names:
        query[name] = request.GET[name]
    return f"{query.urlencode()}&" if names else ""


@dataclass(frozen=True, slots=True)
class PickCounts:
    """How many kept items each label, and each source, has; by primary key."""

    of_all: int
    of_states: dict[int, int]
    of_strategies: dict[int, int]
    of_sources: dict[int, int]


@per_revision
def pick_counts(day: date) -> PickCounts:
    """Counted once for each revision and day: a kept item expires at midnight."""
    kept = Curation.objects.kept().order_by()
    tagged = CurationStateOfMind.objects.filter(content_object__in=kept)
    return PickCounts(
        kept.count(),
        dict(tagged.values_list("tag").annotate(Count("pk"))),
        dict(kept.exclude(strategy=None).values_list("strategy").annotate(Count("pk"))),
        dict(kept.values_list("item__source").annotate(Count("pk"))),
    )


SOURCES = error_boundary(
    "source", gettext_lazy("is missing from the list of sources"), again=lambda source: source_state(source)
)


@dataclass(frozen=True, slots=True)
class ListedSource:
    """A source as readers see it: what it offers, and whether it still brings something."""

    source: Source
    state: str
    picks: int

    @property
    def isolated_as(self) -> tuple[str, str, str]:
        return name_thing(self.source)


def source_directory(request: HttpRequest) -> HttpResponse:
    """Everything that we follow or know of, with what it is worth going there for."""
    counts = pick_counts(timezone.localdate()).of_sources
    every = Source.objects.public().exclude(slug=PASTED).defer("checks").order_by("name")
    listed = list(
        each_isolated(
            every,
            lambda source: ListedSource(source, source_state(source), counts.get(source.pk, 0)),
            SOURCES,
        )
    )
    context = {
        "followed": [one for one in listed if one.source.next_check],
        "others": [one for one in listed if not one.source.next_check],
    }
    return render(request, "pages/sources.html", context)


def source_state(source: Source) -> str:
    """How a source is, for readers: never what our own trouble with it is."""
    if not source.next_check:
        return ""  # the list it stands in says so
    if source.error_streak:
        return gettext("Not responding at the moment.")
    if is_quiet(source, timezone.now()):
        return gettext("Has been quiet for a while.")
    return "" if source.last_success_at else gettext("New: we have just started following this.")
