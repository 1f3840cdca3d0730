"""The second pair of eyes reads a post as its readers will, and answers. Not a word can be changed there."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from wagtail.models import Page, TaskState
from wagtail.permissions import page_permission_policy

from .forms import SecondReadingForm
from .models import ChecklistState, PostPage, SecondApprovalTask
from .progress import progress_with_link

CHANGE = "change"  # in the address of the form: they want to write, not to read


def waiting_for(user: Any, page: Page) -> TaskState | None:
    """The second approval that this user may give or refuse, if the post waits for one."""
    state = page.current_workflow_task_state
    task = state.task.specific if state else None
    return state if isinstance(task, SecondApprovalTask) and task.get_actions(page, user) else None


def second_reading(request: HttpRequest, pk: int) -> HttpResponse:
    """Read, then agree or ask for changes."""
    post = get_object_or_404(PostPage, pk=pk)
    state = waiting_for(request.user, post)
    if state is None:
        raise PermissionDenied
    form = SecondReadingForm(request.POST or None)
    if not form.is_valid():
        return render(
            request,
            "admin/second_reading.html",
            reading_context(post, state, form) | {"may_change": may_change(request.user, post)},
            status=422 if form.errors else 200,
        )
    answer, comment = form.cleaned_data["answer"], form.cleaned_data["comment"]
    state.task.specific.on_action(state, request.user, answer, comment=comment)
    post = PostPage.objects.get(pk=pk)
    thanks = gettext("Thank you. “%(title)s”:") % {"title": post.get_admin_display_title()}
    messages.success(request, format_html("{} {}", thanks, progress_with_link(post, request)))
    return redirect("wagtailadmin_home")


def reading_context(post: PostPage, state: TaskState, form: SecondReadingForm) -> dict[str, Any]:
    workflow = state.workflow_state
    confirmed = ChecklistState.objects.filter(
        workflow_state=workflow, status=TaskState.STATUS_APPROVED
    ).last()
    said = workflow.task_states.exclude(pk=state.pk).exclude(comment="").order_by("finished_at")
    version = state.revision.as_object()
    return {
        "post": post,
        "version": version,
        "form": form,
        "confirmed": confirmed.confirmed if confirmed else [],
        "comments": said.select_related("finished_by"),
        "preview_url": reverse("wagtailadmin_pages:workflow_preview", args=[post.pk, state.task_id]),
        "breadcrumbs_items": [{"url": "", "label": gettext("A second pair of eyes")}],
        "header_title": version.title,
        "header_icon": "view",
    }


def read_instead_of_editing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Who is asked to read it gets the reading page, never the form, which saves automatically.

    Administrators may change it, once they have been told what that costs.
    """
    if not isinstance(page, PostPage) or waiting_for(request.user, page) is None:
        return None
    is_chosen = request.method == "POST" or CHANGE in request.GET
    return None if is_chosen and may_change(request.user, page) else redirect("post-second-reading", page.pk)


def may_change(user: Any, page: Page) -> bool:
    return bool(page_permission_policy.user_has_permission_for_instance(user, "change", page))
