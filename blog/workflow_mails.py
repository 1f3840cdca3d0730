"""Who is written to about a post on its way, and with what: only those who can do something about it.

Wagtail's words are in `templates/wagtailadmin/notifications`, as ours.
"""

from typing import Any

from django.urls import reverse
from wagtail.admin.mail import (
    GroupApprovalTaskStateSubmissionEmailNotifier,
    WorkflowStateApprovalEmailNotifier,
    WorkflowStateRejectionEmailNotifier,
)
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected

from .models import PostPage, SecondApprovalTask
from .progress import progress_sentence


class TellWhoReadsNext(GroupApprovalTaskStateSubmissionEmailNotifier):  # type: ignore[misc]
    """Not about a second pair of eyes where none is needed, and not to those who find no button there."""

    def get_recipient_users(self, task_state: TaskState, **kwargs: Any) -> list[Any]:
        task, post = task_state.task.specific, task_state.workflow_state.content_object
        if isinstance(task, SecondApprovalTask) and not task.is_needed(task_state):
            return []
        asked = super().get_recipient_users(task_state, **kwargs)
        return [user for user in asked if task.get_actions(post, user)]

    def get_context(self, task_state: TaskState, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(task_state, **kwargs)
        post = context["page"]
        is_second = isinstance(context["task"], SecondApprovalTask)
        name = "post-second-reading" if is_second else "wagtailadmin_pages:edit"
        return context | {
            "is_second_reading": is_second,
            "who": task_state.workflow_state.requested_by,
            "path": reverse(name, args=[post.pk]),
        }


class TellWriterWhatToChange(WorkflowStateRejectionEmailNotifier):  # type: ignore[misc]
    pass


class TellWriterItIsAgreed(WorkflowStateApprovalEmailNotifier):  # type: ignore[misc]
    def get_context(self, workflow_state: WorkflowState, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(workflow_state, **kwargs)
        post = PostPage.objects.get(pk=context["page"].pk)  # as it is now that it was published
        return context | {"page": post, "progress": progress_sentence(post)}


def replace_workflow_mails() -> None:
    """In the place of Wagtail's: its own receivers are not connected where their names are taken already."""
    for signal, sender, notifier, name in (
        (task_submitted, TaskState, TellWhoReadsNext(), "group_approval_task_submitted"),
        (workflow_rejected, WorkflowState, TellWriterWhatToChange(), "workflow_state_rejected"),
        (workflow_approved, WorkflowState, TellWriterItIsAgreed(), "workflow_state_approved"),
    ):
        signal.connect(notifier, sender=sender, weak=False, dispatch_uid=f"{name}_email_notification")
