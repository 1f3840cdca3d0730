"""Keep, pass, hold and undo, one item or several; answered as a page, or in JSON for whoever stays on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Literal, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from recalibrate.core.models import User

from ..curating.decide import AlreadyDecided, hold, keep, pass_over, refuse_held, tell_apart, undo
from ..forms import KeepForm, PassForm
from ..models import Curation, Item
from .inbox import may_decide, show, taken

MOST_AT_ONCE = 100
STATUS = {
    "success": HTTPStatus.OK,
    "warning": HTTPStatus.CONFLICT,
    "error": HTTPStatus.UNPROCESSABLE_ENTITY,
}


@dataclass(frozen=True, slots=True)
class Told:
    """What came of it, in words; `taken` are the decisions that could be taken back."""

    words: str
    level: Literal["success", "warning", "error"] = "success"
    taken: Sequence[Curation] = ()
    form: KeepForm | None = None


@require_POST
@may_decide
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep, pass or hold one item, as the pressed button says."""
    item = get_object_or_404(Item.objects.select_related("source", "story"), pk=pk)
    told = decided(item, request.POST, cast(User, request.user))
    if told.form and not wants_json(request):
        return show(request, failed=item, form=told.form)
    return answer(request, told)


def decided(item: Item, sent: QueryDict, editor: User, now: datetime | None = None) -> Told:
    try:
        if not sent.get("is_held"):
            refuse_held(item)
        match sent.get("decision"):
            case "keep" | "keep-confirmed":
                return kept(item, KeepForm(sent, mentions=item.mentions), editor, now)
            case "pass":
                passed = pass_over(item, by=editor, now=now, **reasons(sent))
                return Told(f"Passed on “{item.title}”.", taken=[passed])
            case "hold":
                held = hold(item, by=editor, note=reasons(sent)["note"], now=now)
                return Told(f"Holding “{item.title}” for later.", taken=[held])
    except AlreadyDecided as error:
        return Told(str(error), "warning")
    return Told("Choose keep, pass or hold.", "error")


def kept(item: Item, form: KeepForm, editor: User, now: datetime | None) -> Told:
    if not item.url:
        return Told("The source gives no address for this, so it cannot be kept.", "error")
    if not form.is_valid():
        return Told(
            " ".join(str(words) for errors in form.errors.values() for words in errors), "error", form=form
        )
    return Told(f"Kept “{item.title}”.", taken=[keep(item, by=editor, now=now, **form.cleaned_data)])


def reasons(sent: QueryDict) -> dict[str, str]:
    """Why an item is passed on; a reason is never what stands between an editor and “pass”."""
    form = PassForm(sent)
    form.is_valid()
    said = form.cleaned_data
    return {
        "reason": said.get("pass_reason", ""),
        "words": said.get("pass_words", ""),
        "note": said.get("note", ""),
    }


@require_POST
@may_decide
def decide_several(request: HttpRequest) -> HttpResponse:
    """One decision for all that are ticked; what cannot have it stays in the inbox, and is named."""
    chosen = [int(number) for number in request.POST.getlist("items") if is_number(number)]
    items = Item.objects.select_related("source", "story").filter(pk__in=chosen[:MOST_AT_ONCE])
    if not items:
        return answer(request, Told("Tick some items first.", "error"))
    return answer(request, all_decided(list(items.order_by("pk")), request.POST, cast(User, request.user)))


def all_decided(items: Sequence[Item], sent: QueryDict, editor: User) -> Told:
    moment = timezone.now()  # one for all: what was decided at once can be undone at once
    told = [one_of_several(item, sent, editor, moment) for item in items]
    done = [curation for one in told for curation in one.taken]
    trouble = " ".join(dict.fromkeys(one.words for one in told if not one.taken))
    if not done:
        return Told(trouble, "error")
    verb = {"keep": "Kept", "pass": "Passed on", "hold": "Holding"}[done[0].decision]
    words = f"{verb} {len(done)} {'item' if len(done) == 1 else 'items'}."
    return Told(f"{words} {trouble}".strip(), "warning" if trouble else "success", taken=done)


def one_of_several(item: Item, sent: QueryDict, editor: User, now: datetime) -> Told:
    if sent.get("decision") == "keep" and item.mentions:
        return Told(f"“{item.title}” mentions something hard: keep it by itself.", "error")
    return decided(item, sent, editor, now)


@require_POST
@may_decide
def take_back(request: HttpRequest) -> HttpResponse:
    """Undo the decisions named by item and decision, where they still stand as this editor took them."""
    pairs = [one.split("-") for one in request.POST.getlist("taken")[:MOST_AT_ONCE]]
    numbers = [(int(pair[0]), int(pair[1])) for pair in pairs if len(pair) == 2 and all(map(is_number, pair))]
    items = Item.objects.in_bulk([item for item, _ in numbers])
    editor = cast(User, request.user)
    done, trouble = [], []
    for item_pk, pk in numbers:
        if item := items.get(item_pk):
            try:
                undo(Curation(pk=pk, item=item, decided_by=editor), by=editor)
                done.append(item)
            except AlreadyDecided as error:
                trouble.append(str(error))
    return answer(request, taken_back(done, trouble))


def taken_back(done: Sequence[Item], trouble: Sequence[str]) -> Told:
    if not done:
        return Told(" ".join(trouble) or "There is nothing to undo.", "warning")
    what = f"“{done[0].title}” waits" if len(done) == 1 else f"{len(done)} items wait"
    return Told(" ".join([f"{what} for a decision again.", *trouble]), "warning" if trouble else "success")


def is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


@require_POST
@may_decide
def not_the_same(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one telling out of a story that it was folded into by mistake."""
    item = get_object_or_404(Item, pk=pk)
    tell_apart(item)
    return answer(request, Told(f"“{item.title}” is a story of its own from now on."))


def answer(request: HttpRequest, told: Told) -> HttpResponse:
    if wants_json(request):
        told_of = {"words": told.words, "taken": [taken(one) for one in told.taken]}
        return JsonResponse(told_of, status=HTTPStatus.OK if told.taken else STATUS[told.level])
    messages.add_message(request, getattr(messages, told.level.upper()), told.words)
    address = reverse("inbox")
    return redirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")
