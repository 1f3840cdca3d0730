"""Many sources on one page, to be ticked: what is followed, paused or labelled without opening each."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from recalibrate.core.models import StateOfMind, User

from ..models import Source
from ..sources.follow_several import first_to_follow, follow_all, label_all, pause
from ..sources.health import needs_a_human
from .sent_numbers import ticked_numbers
from .sources import source_page_heading

MOST_AT_ONCE = 500  # as many as a list of sources may bring


@permission_required("feeds.change_source", raise_exception=True)
def several_sources(request: HttpRequest) -> HttpResponse:
    """The list; in the order of names, or with what fails first where that is asked for."""
    if request.method == "POST":
        return _done(request)
    sources = list(_with_feed())
    if request.GET.get("order") == "failing":
        now = timezone.now()
        sources.sort(key=lambda source: (not needs_a_human(source, now), -source.error_streak))
    begins = set(first_to_follow().values_list("pk", flat=True)) if "begin" in request.GET else set()
    context = source_page_heading(gettext("Several sources at once"), "globe") | {
        "sources": sources,
        "ticked": begins,
        "first_count": first_to_follow().count(),
        "states": StateOfMind.objects.all(),
    }
    return render(request, "admin/several_sources.html", context)


def _with_feed():  # type: ignore[no-untyped-def]  # a queryset with its defers has no name
    found = Source.objects.exclude(feed_url="").defer("checks").prefetch_related("default_states")
    return found.order_by("name")[:MOST_AT_ONCE]


def _done(request: HttpRequest) -> HttpResponse:
    editor = cast(User, request.user)
    chosen = ticked_numbers(request.POST, "sources")
    sources = list(Source.objects.filter(pk__in=chosen[:MOST_AT_ONCE]).prefetch_related("default_states"))
    state = StateOfMind.objects.filter(slug=request.POST.get("state", "")).first()
    match request.POST.get("do") if sources else None:
        case "follow":
            done = follow_all(sources, by=editor)
            words = in_words(
                done, ngettext("We now follow %(count)s source.", "We now follow %(count)s sources.", done)
            )
        case "pause":
            done = pause(sources, by=editor)
            words = in_words(
                done, ngettext("%(count)s source is paused.", "%(count)s sources are paused.", done)
            )
        case "label" if state:
            done = label_all(sources, state, by=editor)
            text = ngettext(
                "%(count)s source is now labelled “%(state)s”.",
                "%(count)s sources are now labelled “%(state)s”.",
                done,
            )
            words = in_words(done, text, state=state.name)
        case "label":
            words = ""
            messages.error(request, gettext("Choose a state of mind for the label."))
        case _:
            words = ""
            messages.error(request, gettext("Tick some sources, then say what to do with them."))
    if words:
        messages.success(request, words)
    return redirect("sources:several")


def in_words(count: int, text: str, **words: str) -> str:
    """“1 source is paused.”, “12 sources are paused.”, “No source needed a change.”"""
    return text % {"count": count, **words} if count else gettext("No source needed a change.")
