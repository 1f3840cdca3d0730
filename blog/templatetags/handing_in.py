from django import template
from wagtail.models import TaskState

from ..models import ChecklistState

register = template.Library()


@register.simple_tag
def checklist_answers(task_state: TaskState) -> ChecklistState | None:
    """What the writer confirmed when the post was handed in."""
    answers = ChecklistState.objects.filter(workflow_state=task_state.workflow_state_id, status="approved")
    return answers.last()
