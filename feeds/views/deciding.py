"""Keep, pass, hold and undo, one item or several; answered as a page, or in JSON for the script that stays on it."""

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
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from recalibrate.core.models import User

from ..curating.decide import (
    AlreadyDecided,
    PickDraft,
    hold_item,
    join,
    keep_item,
    mark_as_different,
    pass_item,
    require_not_held,
    undo_decision,
)
from ..forms import KeepForm, PassForm
from ..models import Curation, Item
from .inbox import may_decide, render_inbox, undo_key
from .sent_numbers import is_number, ticked_numbers

MOST_AT_ONCE = 100  # five pages of the inbox
STATUS = {
    "success": HTTPStatus.OK,
    "warning": HTTPStatus.CONFLICT,
    "error": HTTPStatus.UNPROCESSABLE_ENTITY,
}


LONGEST_KEY = 15  # digits


@dataclass(frozen=True, slots=True)
class DecisionAnswer:
    """What came of it, in words; `taken` are the decisions that could be taken back."""

    words: str
    level: Literal["success", "warning", "error"] = "success"
    taken: Sequence[Curation] = ()
    form: KeepForm | None = None


@require_POST
@may_decide
def decide_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep, pass or hold one item, as the pressed button says."""
    item = get_object_or_404(Item.objects.select_related("source", "story"), pk=pk)
    told = decision_for(item, request.POST, cast(User, request.user))
    if told.form and not wants_json(request):
        return render_inbox(request, failed=item, form=told.form)
    return respond(request, told)


def decision_for(item: Item, sent: QueryDict, editor: User, now: datetime | None = None) -> DecisionAnswer:
    try:
        if not sent.get("is_held"):
            require_not_held(item)
        match sent.get("decision"):
            case "keep" | "keep-confirmed":
                return keep_from_form(item, KeepForm(sent, mentions=item.mentions), editor, now)
            case "pass":
                passed = pass_item(item, by=editor, now=now, **pass_fields(sent))
                return DecisionAnswer(
                    gettext("Passed on “%(title)s”.") % {"title": item.title}, taken=[passed]
                )
            case "hold":
                held = hold_item(item, by=editor, note=pass_fields(sent)["note"], now=now)
                return DecisionAnswer(
                    gettext("Holding “%(title)s” for later.") % {"title": item.title}, taken=[held]
                )
    except AlreadyDecided as error:
        return DecisionAnswer(str(error), "warning")
    return DecisionAnswer(gettext("Choose keep, pass or hold."), "error")


def keep_from_form(item: Item, form: KeepForm, editor: User, now: datetime | None) -> DecisionAnswer:
    if not item.url:
        return DecisionAnswer(gettext("The source gives no address for this, so it cannot be kept."), "error")
    if not form.is_valid():
        return DecisionAnswer(
            " ".join(str(words) for errors in form.errors.values() for words in errors), "error", form=form
        )
    return DecisionAnswer(
        f"Kept “{item.title}”.", taken=[keep_item(item, PickDraft(**form.cleaned_data), by=editor, now=now)]
    )


def pass_fields(sent: QueryDict) -> dict[str, str]:
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
    chosen = ticked_numbers(request.POST, "items")
    items = Item.objects.select_related("source", "story").filter(pk__in=chosen[:MOST_AT_ONCE])
    if not items:
        return respond(request, DecisionAnswer(gettext("Tick some items first."), "error"))
    return respond(request, decide_all(list(items.order_by("pk")), request.POST, cast(User, request.user)))


def decide_all(items: Sequence[Item], sent: QueryDict, editor: User) -> DecisionAnswer:
    moment = timezone.now()  # one for all: what was decided at once can be undone at once
    told = [one_of_several(item, sent, editor, moment) for item in items]
    done = [curation for one in told for curation in one.taken]
    trouble = " ".join(dict.fromkeys(one.words for one in told if not one.taken))
    if not done:
        return DecisionAnswer(trouble, "error")
    words = {
        "keep": ngettext("Kept %(count)s item.", "Kept %(count)s items.", len(done)),
        "pass": ngettext("Passed on %(count)s item.", "Passed on %(count)s items.", len(done)),
        "hold": ngettext("Holding %(count)s item.", "Holding %(count)s items.", len(done)),
    }[done[0].decision] % {"count": len(done)}
    return DecisionAnswer(f"{words} {trouble}".strip(), "warning" if trouble else "success", taken=done)


def one_of_several(item: Item, sent: QueryDict, editor: User, now: datetime) -> DecisionAnswer:
    if sent.get("decision") == "keep" and item.mentions:
        return DecisionAnswer(
            gettext("“%(title)s” mentions something hard. Keep it on its own.") % {"title": item.title},
            "error",
        )
    return decision_for(item, sent, editor, now)


@require_POST
@may_decide
def undo_decisions(request: HttpRequest) -> HttpResponse:
    """Undo the decisions named by item and decision, where they still stand as this editor took them."""
    pairs = [one.split("-") for one in request.POST.getlist("taken")[:MOST_AT_ONCE]]
    numbers = [(int(pair[0]), int(pair[1])) for pair in pairs if len(pair) == 2 and all(map(is_number, pair))]
    items = Item.objects.in_bulk([item for item, _ in numbers])
    editor = cast(User, request.user)
    done, trouble = [], []
    for item_pk, pk in numbers:
        if item := items.get(item_pk):
            try:
                undo_decision(Curation(pk=pk, item=item, decided_by=editor), by=editor)
                done.append(item)
            except AlreadyDecided as error:
                trouble.append(str(error))
    return respond(request, undo_answer(done, trouble))


def undo_answer(done: Sequence[Item], trouble: Sequence[str]) -> DecisionAnswer:
    if not done:
        return DecisionAnswer(" ".join(trouble) or gettext("There is nothing to undo."), "warning")
    one = gettext("“%(title)s” is waiting for a decision again.") % {"title": done[0].title}
    several = gettext("%(count)s items are waiting for a decision again.") % {"count": len(done)}
    words = one if len(done) == 1 else several
    return DecisionAnswer(" ".join([words, *trouble]), "warning" if trouble else "success")


@require_POST
@may_decide
def not_the_same(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one telling out of a story that it was folded into by mistake."""
    item = get_object_or_404(Item, pk=pk)
    mark_as_different(item)
    return respond(
        request, DecisionAnswer(gettext("“%(title)s” is now a separate story.") % {"title": item.title})
    )


@require_POST
@may_decide
def the_same(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one item under another that tells the same story, since an editor says so."""
    item, other = get_object_or_404(Item, pk=pk), request.POST.get("other", "")
    told = Item.objects.filter(
        pk=int(other) if other.isdecimal() and len(other) <= LONGEST_KEY else 0
    ).first()
    if told is None:
        return respond(
            request, DecisionAnswer(gettext("The other item is no longer in the inbox."), "warning")
        )
    join(item, told)
    return respond(
        request,
        DecisionAnswer(
            gettext("“%(title)s” and “%(title_2)s” are now one story.")
            % {"title": item.title, "title_2": told.title}
        ),
    )


def respond(request: HttpRequest, told: DecisionAnswer) -> HttpResponse:
    if wants_json(request):
        told_of = {"words": told.words, "taken": [undo_key(one) for one in told.taken]}
        return JsonResponse(told_of, status=HTTPStatus.OK if told.taken else STATUS[told.level])
    messages.add_message(request, getattr(messages, told.level.upper()), told.words)
    address = reverse("inbox")
    return redirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")
