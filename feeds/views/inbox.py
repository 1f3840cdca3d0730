from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views import View

from recalibrate.core.addresses import absolute
from recalibrate.core.models import StateOfMind, User
from recalibrate.core.pagination import paginate
from recalibrate.staff.menu_counts import count_rows

from ..curating.perhaps_same import perhaps_the_same
from ..curating.suggestions import advise, labels
from ..forms import KeepForm
from ..models import Curation, Half, Item, PassReason, Source
from .narrowing import Narrowing, narrowing_of, suggesting
from .rows import row_as_sent, suggested_row

PER_PAGE = 20  # what is decided in a few minutes between two jobs
MOST_COUNTED = 1_000  # and most shown: an editor with more to decide than that narrows it to a source
UNDONE_WITHIN = timedelta(hours=1)  # later it is no slip, and readers may have seen it

may_decide = permission_required("feeds.add_curation", raise_exception=True)


@method_decorator(may_decide, name="dispatch")
class Inbox(View):
    """What waits for a decision, newest first, each with what it takes to decide."""

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            return render_inbox(request)
        except Http404:  # the page was there until its last item was decided
            return redirect(f"{reverse('inbox')}?{narrowing_of(request).query}")


def render_inbox(
    request: HttpRequest, *, failed: Item | None = None, form: KeepForm | None = None
) -> HttpResponse:
    """The inbox; with `failed`, the item whose form did not pass, open and with its errors."""
    narrowing = narrowing_of(request)
    counted = count_rows(
        request,
        held=Item.objects.held().order_by()[:MOST_COUNTED],
        changed=Curation.objects.changed_since_kept().order_by()[:MOST_COUNTED],
    )
    stamp = counted.stamp
    states, strategies = labels(stamp)
    items, languages = narrowed_items(narrowing, states)
    page = paginate(request, items, per_page=PER_PAGE, total=len(languages))
    advice, alike = advise(page, stamp), perhaps_the_same(page)
    context = {
        "page": page,
        "rows": [
            replace(suggested_row(item, states, advice[item.pk]), perhaps=alike.get(item.pk))
            for item in page
            if item != failed
        ],
        "failed": failed and form and row_as_sent(failed, states, form),
        "waiting": waiting_heading(len(languages), narrowing),
        "narrowing": narrowing,
        "states": states,
        "strategies": strategies,
        "languages": sorted({tag.partition("-")[0] for tag in languages} - {""}),
        "halves": Half.choices,
        "pass_reasons": PassReason.choices,
        "last_taken": last_taken(cast(User, request.user)),
        "has_keys": has_keys(cast(User, request.user)),
        "bookmarklet": bookmarklet(),
        "held_count": counted.numbers["held"],
        "changed_count": counted.numbers["changed"],
        **inbox_filters(),
    }
    return render(request, "admin/inbox.html", context, status=422 if failed else 200)


def narrowed_items(narrowing: Narrowing, states: Sequence[StateOfMind]) -> tuple[Any, list[str]]:
    """The items that are asked for, and the language of each, as far as we count."""
    items = narrowing.items()
    state = next((state for state in states if state.slug == narrowing.state), None)
    if state is None:
        return items, list(items.values_list("language", flat=True)[:MOST_COUNTED])
    found = suggesting(items, state)
    return found, [item.language for item in found]


def inbox_filters() -> dict[str, Any]:
    """What the inbox can be narrowed to, and what waits elsewhere."""
    sources = list(Source.objects.with_undecided())
    return {
        "sources": sources,
        "hidden_count": sum(source.hidden_count for source in sources),  # type: ignore[attr-defined]  # annotated
    }


def waiting_heading(count: int, narrowing: Narrowing) -> str:
    number = gettext("%(count)s or more") % {"count": f"{count:,}"} if count >= MOST_COUNTED else f"{count}"
    return (
        f"{number} held" if narrowing.view == "held" else gettext("%(number)s to decide") % {"number": number}
    )


def last_taken(editor: User) -> list[Curation]:
    """What this editor decided last, and within the hour; several if they were decided at once."""
    lately = Curation.objects.filter(decided_by=editor, decided_at__gte=timezone.now() - UNDONE_WITHIN)
    newest = list(lately.select_related("item").order_by("-decided_at", "-pk")[: PER_PAGE * 2])
    return [one for one in newest if one.decided_at == newest[0].decided_at]


def undo_key(curation: Curation) -> str:
    """How an “undo” names a decision: its item too, for what to say when it stands no more."""
    return f"{curation.item_id}-{curation.pk}"


def has_keys(editor: User) -> bool:
    """Single keys act unless the editor has switched shortcuts off in their account (WCAG 2.1.4)."""
    profile = getattr(editor, "wagtail_userprofile", None)
    return profile is None or profile.keyboard_shortcuts


def bookmarklet() -> str:
    """Carries the address and title of whatever page is open to the form for pasting links."""
    form = absolute(reverse("inbox-paste"))
    asked_for = "'?url='+encodeURIComponent(location.href)+'&title='+encodeURIComponent(document.title)"
    return f"javascript:void(location.href='{form}'+{asked_for})"
