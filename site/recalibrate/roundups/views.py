"""Choosing kept items, putting them in order, and getting a draft."""

from datetime import timedelta
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blog.models import PostIndexPage, PostPage
from feeds.models import Curation
from recalibrate.core.models import User

from .make import make_round_up

MOST = 100  # shown to choose from
PERIODS = {"7": _("Kept this week"), "31": _("Kept this month"), "": _("Everything that readers see")}


@permission_required("feeds.add_curation", raise_exception=True)
def round_up(request: HttpRequest) -> HttpResponse:
    """The kept items of a week, or of longer; what is posted becomes a draft, opened in the editor."""
    index = index_for(cast(User, request.user))
    period = request.GET.get("days", "7")
    offered = to_choose_from(period if period in PERIODS else "7")
    if request.method == "POST":
        chosen = ticked_in_order(request, offered)
        if chosen:
            post = make_round_up(chosen, index=index, by=cast(User, request.user))
            messages.success(request, next_step(post))
            return redirect("wagtailadmin_pages:edit", post.pk)
        messages.error(request, gettext("Tick at least one item."))
    return render(request, "admin/round_up.html", round_up_context(offered, period))


def next_step(post: PostPage) -> str:
    if post.post_contributors.exists():
        return gettext("Here is your draft, with its writer filled in. Read it, then publish.")
    return gettext("Here is your draft. Choose who is writing, then publish.")


def index_for(user: User) -> PostIndexPage:
    """Where posts live, for those who may write one there."""
    index = PostIndexPage.objects.first()
    if index is None or not index.permissions_for_user(user).can_add_subpage():
        raise PermissionDenied
    return index


def to_choose_from(days: str) -> list[Curation]:
    kept = Curation.objects.kept().newest_first().for_cards().prefetch_related("item__uses__page")
    if days:
        kept = kept.filter(decided_at__gte=timezone.now() - timedelta(days=int(days)))
    return list(kept.select_related("strategy")[:MOST])


def ticked_in_order(request: HttpRequest, offered: list[Curation]) -> list[Curation]:
    """Those that are ticked, by the number beside each; equal or senseless numbers keep their order."""
    ticked = set(request.POST.getlist("picks"))
    chosen = [pick for pick in offered if str(pick.pk) in ticked]
    return sorted(chosen, key=lambda pick: typed_position(request.POST.get(f"place-{pick.pk}", "")))


def typed_position(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 10**6


def round_up_context(offered: list[Curation], period: str) -> dict[str, Any]:
    way = [{"url": reverse("inbox"), "label": "Inbox"}, {"url": "", "label": "Round-up"}]
    return {
        "picks": offered,
        "periods": PERIODS.items(),
        "period": period,
        "breadcrumbs_items": way,
        "header_title": gettext("Round up what is worth reading"),
        "header_icon": "list-ol",
    }
