"""The library of exercises: by what helps, by how long one has, and with what."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext

from recalibrate.core.addresses import absolute
from recalibrate.core.cards import cards_of
from recalibrate.core.head import Head
from recalibrate.core.models import Strategy
from recalibrate.core.past_slugs import takes_slug_of
from recalibrate.core.qr_code import qr_code
from recalibrate.help_services.models import HelpService

from ..models import Exercise
from ..records.exercise import WithWhat

WITHIN = (5, 10, 20, 60)  # minutes


def exercises(request: HttpRequest) -> HttpResponse:
    """All of them, narrowed by links; what is no filter of ours narrows nothing."""
    helps, with_what = request.GET.get("helps", ""), request.GET.get("with", "")
    within, alone = request.GET.get("within", ""), request.GET.get("alone", "")
    found = Exercise.objects.shortest_first().for_cards()
    if helps in set(Strategy.objects.values_list("slug", flat=True)):
        found = found.filter(strategy__slug=helps)
    if with_what in WithWhat.values:
        found = found.filter(with_what=with_what)
    if within in map(str, WITHIN):
        found = found.filter(minutes__lte=int(within))
    if alone == "yes":
        found = found.filter(is_alone=True)
    chosen = {"helps": helps, "with": with_what, "within": within, "alone": alone}
    context: dict[str, Any] = {
        "cards": cards_of(found),
        "strategies": Strategy.objects.filter(exercises__isnull=False).distinct(),
        "ways": WithWhat.choices,
        "within": WITHIN,
        "chosen": chosen,
        "has_filters": any(chosen.values()),
        "head": Head(
            canonical_url=absolute(request.path), title=gettext("Exercises"), name=gettext("Exercises"),
            description=gettext("Short things to do, each with another way to do it and who to talk to."),
        ),
    }  # fmt: skip
    return render(request, "pages/exercises.html", context)


@takes_slug_of(Exercise)
def exercise(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "pages/exercise.html", shown(slug))


@takes_slug_of(Exercise)
def exercise_card(request: HttpRequest, slug: str) -> HttpResponse:
    """A card to print: what to do, the other way, whom to talk to, and a code that leads to the page."""
    return render(request, "pages/exercise_card.html", shown(slug))


def shown(slug: str) -> dict[str, Any]:
    found = get_object_or_404(Exercise.objects.for_cards(), slug=slug)
    url = absolute(found.get_absolute_url())
    return {
        "exercise": found,
        "states": found.states,
        "code": qr_code(url),
        "help_services": HelpService.objects.for_panel(),
        "head": Head(canonical_url=url, title=found.name, name=found.name, description=found.summary),
    }
