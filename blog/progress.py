"""How far a post is, in a sentence: what is true of it now, after whatever was pressed last."""

from wagtail.models import WorkflowState

from .models import ChecklistTask, PostPage, SecondApprovalTask
from .moments import moment_words


def progress_sentence(post: PostPage) -> str:
    """One sentence on where the post is and what comes next."""
    due = post.scheduled_revision.approved_go_live_at if post.scheduled_revision else None
    if due:
        return f"It goes out on {moment_words(due)}."
    if (workflow := post.current_workflow_state) is not None:
        return _waiting_sentence(workflow)
    if post.live and post.has_unpublished_changes:
        return "It is public; your changes are saved, and readers do not see them yet."
    return "It is public." if post.live else "It is a draft: readers do not see it."


def _waiting_sentence(workflow: WorkflowState) -> str:
    if workflow.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return "Its writer was told what to change."
    task = workflow.current_task_state.task.specific
    if isinstance(task, ChecklistTask):
        return "It waits for its writer’s checklist."
    if isinstance(task, SecondApprovalTask):
        return "Someone who wrote none of it reads it next."
    return "An editor reads it next."
