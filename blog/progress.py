"""How far a post is, in a sentence: what is true of it now, after whatever was pressed last."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from wagtail.models import Page, WorkflowState

from .models import ChecklistTask, PostPage, SecondApprovalTask
from .moments import moment_words


def progress_sentence(post: PostPage) -> str:
    """One sentence on where the post is and what comes next."""
    if sentence := scheduled_sentence(post):
        return sentence
    if (workflow := post.current_workflow_state) is not None:
        return _waiting_sentence(workflow)
    if post.live and post.has_unpublished_changes:
        return gettext("It is public. Your changes are saved, but readers do not see them yet.")
    return gettext("It is public.") if post.live else gettext("It is a draft. Readers do not see it.")


def scheduled_sentence(page: Page) -> str:
    """When a page of any kind goes out, if an hour is set."""
    due = page.scheduled_revision.approved_go_live_at if page.scheduled_revision else None
    return gettext("It goes out on %(moment)s.") % {"moment": moment_words(due)} if due else ""


def progress_with_link(post: PostPage, request: HttpRequest) -> SafeString:
    """The sentence, with a way to the post: as readers see it, or to its form for who may open that."""
    if post.live:
        url, words = post.get_url(request), gettext("See it")
    else:
        may_open = post.permissions_for_user(request.user).can_edit()
        url = reverse("wagtailadmin_pages:edit", args=[post.pk]) if may_open else ""
        words = gettext("Open it")
    return format_html('{} <a href="{}">{}</a>' if url else "{}", progress_sentence(post), url, words)


def _waiting_sentence(workflow: WorkflowState) -> str:
    if workflow.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return gettext("Its writer has been told what to change.")
    task = workflow.current_task_state.task.specific
    if isinstance(task, ChecklistTask):
        return gettext("It is waiting for its writer’s checklist.")
    if isinstance(task, SecondApprovalTask):
        return gettext("A colleague who did not write it reads it next.")
    return gettext("An editor reads it next.")
