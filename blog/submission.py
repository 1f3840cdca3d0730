"""Handing a post in: the checklist follows at once, on a page of its own."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from wagtail.models import Page

from . import checklist
from .forms import ChecklistForm
from .models import ChecklistState, PostPage
from .progress import progress_with_link


def waiting_checklist(page: Page) -> ChecklistState | None:
    """The checklist that the post waits for, if it does."""
    state = page.current_workflow_task_state
    return state.specific if state and isinstance(state.specific, ChecklistState) else None


def may_confirm(page: Page, user: Any) -> bool:
    return bool(page.current_workflow_task.get_actions(page, user))


def checklist_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm, and the post goes to the editors."""
    post = get_object_or_404(PostPage, pk=pk)
    state = waiting_checklist(post)
    if state is None or not may_confirm(post, request.user):
        raise PermissionDenied
    filled_in = checklist.OF_A_ROUND_UP if is_round_up(post) else {}
    form = ChecklistForm(request.POST or None, initial=filled_in)
    if not form.is_valid():
        return render(
            request,
            "admin/checklist.html",
            submission_context(post, form),
            status=422 if form.errors else 200,
        )
    state.task.specific.on_action(state, request.user, "approve", **form.cleaned_data)
    handed_in = gettext("“%(title)s” is handed in.") % {"title": post.get_admin_display_title()}
    now = progress_with_link(PostPage.objects.get(pk=pk), request)
    messages.success(request, format_html("{} {}", handed_in, now))
    return redirect("wagtailadmin_explore", post.get_parent().pk)


def is_round_up(post: PostPage) -> bool:
    """Whether its whole text is things from elsewhere."""
    kinds = {part.block_type for part in post.get_latest_revision_as_object().body}
    return kinds == {"pick"}


def submission_context(post: PostPage, form: ChecklistForm) -> dict[str, Any]:
    way = [
        {"url": reverse("wagtailadmin_pages:edit", args=[post.pk]), "label": post.get_admin_display_title()}
    ]
    return {
        "post": post,
        "form": form,
        "is_filled_in": bool(form.initial),
        "breadcrumbs_items": [*way, {"url": "", "label": gettext("Before it goes to the editors")}],
        "header_title": gettext("Before it goes to the editors"),
        "header_icon": "clipboard-list",
        "page_title": gettext("Before it goes to the editors"),
    }


def go_to_checklist(request: HttpRequest, page: Page) -> HttpResponse | None:
    """After “Submit”, to the checklist rather than away."""
    is_handed_in = "action-submit" in request.POST or "action-restart-workflow" in request.POST
    if is_handed_in and isinstance(page, PostPage) and waiting_checklist(page):
        return redirect("post-checklist", page.pk)
    return None
