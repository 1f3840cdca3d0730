from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.http import require_POST

from recalibrate.core.models import StateOfMind, Strategy, User
from recalibrate.core.pagination import paginate

from ..advise import Advice, advise
from ..decide import AlreadyDecided, hold, keep, pass_over, tell_apart
from ..forms import KeepForm
from ..models import Half, Item, Source

PER_PAGE = 20
MOST_COUNTED = 1_000  # and most shown: whoever has more to decide than that narrows it to a source

may_decide = permission_required("feeds.add_curation", raise_exception=True)


@method_decorator(may_decide, name="dispatch")
class Inbox(View):
    """Undecided items, newest first, each with what it takes to decide."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return show(request)


@dataclass(frozen=True, slots=True)
class StateBox:
    """A state to tick; already ticked, with the reason, where the item's words suggest it."""

    state: StateOfMind
    is_ticked: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """An item as the inbox shows it, with what is suggested for it or what its form said."""

    item: Item
    boxes: list[StateBox]
    strategy: str = ""
    strategy_reason: str = ""
    form: KeepForm | None = None

    @property
    def reasons(self) -> list[StateBox]:
        return [box for box in self.boxes if box.reason]


def suggested(item: Item, states: list[StateOfMind], advice: Advice) -> Row:
    boxes = [
        StateBox(state, state.pk in advice.states, advice.states[state.pk].reason)
        if state.pk in advice.states
        else StateBox(state, is_ticked=False)
        for state in states
    ]
    if advice.strategy is None:
        return Row(item, boxes)
    key, suggestion = advice.strategy
    return Row(item, boxes, strategy=str(key), strategy_reason=suggestion.reason)


def as_sent(item: Item, states: list[StateOfMind], form: KeepForm) -> Row:
    """The item whose form did not pass: what the editor ticked, not what we suggest."""
    ticked = form["states"].value() or []
    boxes = [StateBox(state, str(state.pk) in ticked) for state in states]
    return Row(item, boxes, strategy=form["strategy"].value() or "", form=form)


def show(request: HttpRequest, *, failed: Item | None = None, form: KeepForm | None = None) -> HttpResponse:
    """The inbox; with `failed`, the item whose form did not pass, open and with its errors."""
    items = Item.objects.for_inbox()
    is_hidden = request.GET.get("hidden") == "1"
    if is_hidden:
        items = Item.objects.hidden().as_listed()
    chosen = request.GET.get("source", "")
    if chosen:
        items = items.told_by(chosen)
    states = list(StateOfMind.objects.all())
    sources = list(Source.objects.with_undecided())
    page = paginate(request, items, per_page=PER_PAGE, total=items.at_most(MOST_COUNTED))
    advice = advise(page)
    context: dict[str, Any] = {
        "page": page,
        "rows": [suggested(item, states, advice[item.pk]) for item in page if item != failed],
        "sources": sources,
        "waiting": waiting(page.paginator.count),
        "chosen_source": chosen,
        "is_hidden": is_hidden,
        "hidden_count": sum(source.hidden_count for source in sources),  # type: ignore[attr-defined]  # annotated
        "strategies": list(Strategy.objects.all()),
        "halves": Half.choices,
        "failed": failed and form and as_sent(failed, states, form),
    }
    return render(request, "admin/inbox.html", context, status=422 if failed else 200)


def waiting(count: int) -> str:
    return f"{count:,} or more to decide" if count >= MOST_COUNTED else f"{count} to decide"


@require_POST
@may_decide
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep, pass or hold one item, as the pressed button says."""
    item = get_object_or_404(Item.objects.select_related("source"), pk=pk)
    try:
        return decided(request, item)
    except AlreadyDecided as error:
        messages.warning(request, str(error))
        return back(request)


def decided(request: HttpRequest, item: Item) -> HttpResponse:
    editor = cast(User, request.user)
    match request.POST.get("decision"):
        case "keep":
            form = KeepForm(request.POST)
            if not form.is_valid():
                return show(request, failed=item, form=form)
            keep(item, by=editor, **form.cleaned_data)
            messages.success(request, f"Kept “{item.title}”.")
        case "pass":
            pass_over(item, by=editor)
            messages.success(request, f"Passed on “{item.title}”.")
        case "hold":
            hold(item, by=editor)
            messages.success(request, f"Holding “{item.title}” for later.")
        case _:
            messages.error(request, "Choose keep, pass or hold.")
    return back(request)


@require_POST
@may_decide
def not_the_same(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one telling out of a story that it was folded into by mistake."""
    item = get_object_or_404(Item, pk=pk)
    tell_apart(item)
    messages.success(request, f"“{item.title}” is a story of its own from now on.")
    return back(request)


def back(request: HttpRequest) -> HttpResponse:
    address = reverse("inbox")
    return redirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)
