"""The page of everything people said, and what became of it."""

from collections import Counter
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from recalibrate.core.feed_autodiscovery import feed_links

from ..models import Progress, YouSaid


@dataclass(frozen=True, slots=True)
class ProgressFilter:
    """One way to narrow the list: a word, how many it holds, where it leads."""

    name: str
    count: int
    query: str
    is_current: bool


def progress_filters(counted: Counter[str], current: str) -> list[ProgressFilter]:
    """“All”, then each kind of progress that some concern has reached."""
    every = ProgressFilter(gettext("All"), counted.total(), "?", not current)
    reached = [progress for progress in Progress if counted[progress]]
    return [
        every,
        *(
            ProgressFilter(
                str(progress.label), counted[progress], f"?progress={progress}", current == progress
            )
            for progress in reached
        ),
    ]


def you_said_we_did(request: HttpRequest) -> HttpResponse:
    current = request.GET.get("progress", "")
    if current and current not in Progress.values:
        raise Http404("No such progress")
    concerns = list(YouSaid.objects.in_order().for_cards())
    counted = Counter(concern.progress for concern in concerns)
    shown = [concern for concern in concerns if current in ("", concern.progress)]
    return render(
        request,
        "pages/you_said_we_did.html",
        {
            "concerns": shown,
            "choices": progress_filters(counted, current),
            "syndication_links": feed_links(gettext("You said, we did"), "you-said-we-did"),
        },
    )
