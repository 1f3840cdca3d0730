"""What sources changed after an editor kept it: both versions word by word, and three answers."""

from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from recalibrate.core.models import User

from ..curating.changed_items import keep_our_words, use_new_words
from ..curating.decide import AlreadyDecided, undo_decision
from ..curating.word_diff import SideBySide, side_by_side
from ..models import Curation
from .inbox import may_decide

MOST_LISTED = 50  # read one by one


@dataclass(frozen=True)
class ChangedItem:
    """A decision, and what its item said then and says now."""

    curation: Curation

    @cached_property
    def title(self) -> SideBySide:
        item = self.curation.item
        return side_by_side(item.title, item.later_title or item.title)

    @cached_property
    def text(self) -> SideBySide:
        item = self.curation.item
        return side_by_side(item.text, item.later_text or item.text)


@require_GET
@may_decide
def changed_items(request: HttpRequest) -> HttpResponse:
    """What has changed since it was kept: what its source takes back first, then the newest change."""
    kept = Curation.objects.changed_since_kept().select_related("item__source", "decided_by")
    newest = list(kept.defer("item__source__checks").order_by("-item__changed_at", "-pk")[:MOST_LISTED])
    newest.sort(key=lambda curation: not curation.item.said_since)
    return render(request, "admin/changed_items.html", {"changed": [ChangedItem(one) for one in newest]})


@require_POST
@may_decide
def answer_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the new words, leave ours, or take the decision back, as the pressed button says."""
    curation = get_object_or_404(Curation.objects.select_related("item"), pk=pk)
    answers: dict[str, Any] = {"new": _new_words, "ours": _our_words, "undo": _taken_back}
    answered = answers.get(request.POST.get("answer", ""))
    try:
        if answered is None:
            messages.error(request, gettext("Choose the new words, ours, or take it back."))
        else:
            messages.success(request, answered(curation, cast(User, request.user)))
    except AlreadyDecided as error:
        messages.warning(request, str(error))
    is_more = Curation.objects.changed_since_kept().exists()
    return redirect(reverse("inbox-changed") if is_more else reverse("inbox"))


def _new_words(curation: Curation, editor: User) -> str:
    note = use_new_words(curation, by=editor)
    words = gettext("Readers now see the new words of “%(title)s”.") % {"title": curation.item.title}
    told = gettext("They are told first: “%(note)s”") % {"note": note}
    return f"{words} {told}" if note else words


def _our_words(curation: Curation, editor: User) -> str:
    keep_our_words(curation, by=editor)
    return gettext("“%(title)s” stays as it was kept.") % {"title": curation.item.title}


def _taken_back(curation: Curation, editor: User) -> str:
    undo_decision(curation, by=editor)
    return gettext("“%(title)s” is waiting for a decision again.") % {"title": curation.item.title}
