"""How a post gets to its readers: the checklist, an editor, and at level 3 a second pair of eyes."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Task, TaskState, WorkflowState

from .. import checklist
from ..forms import ChecklistForm
from ..moments import moment_words
from .approval import WroteSomeOfIt, approve_revision, as_published, authors_of, words_fingerprint
from .gate import needs_second_person

Actions = list[tuple[str, str, bool]]  # name, words on the button, whether there is something to fill in


class ChecklistState(TaskState):
    """What the writer confirmed."""

    patients = models.CharField(
        max_length=12, choices=[(key, _(text)) for key, text in checklist.PATIENTS], blank=True
    )
    promises = models.JSONField(default=list)

    @property
    def confirmed(self) -> list[str]:
        texts = [gettext(promise.text) for promise in checklist.PROMISES if promise.key in self.promises]
        return [text for text in (self.get_patients_display(), *texts, self.comment) if text]

    def get_comment(self) -> str:
        """In the history."""
        return " ".join(self.confirmed)


class ChecklistTask(Task):
    """The writer confirms that a post is safe to print, once for each time it is handed in."""

    task_state_class = ChecklistState

    class Meta:
        verbose_name = _("checklist for the writer")

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        state = super().start(workflow_state, user=user)
        confirmed = ChecklistState.objects.filter(
            workflow_state=workflow_state, status=TaskState.STATUS_APPROVED
        ).last()
        if confirmed is not None:  # it came back here only because an editor changed a word
            state.patients, state.promises = confirmed.patients, confirmed.promises
            state.status, state.finished_by = TaskState.STATUS_APPROVED, confirmed.finished_by
            state.save()
        return state

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return obj.current_workflow_state.requested_by_id == user.pk

    def get_actions(self, obj: Any, user: Any) -> Actions:
        state = obj.current_workflow_state
        is_theirs = state is not None and user.pk in (state.requested_by_id, obj.owner_id)
        may_stand_in = obj.permissions_for_user(user).can_publish()
        return [("approve", gettext("Go through the checklist"), True)] if is_theirs or may_stand_in else []

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        return ChecklistForm

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **answers: Any) -> None:
        require_offered(task_state, user, action_name)
        if action_name == "approve":
            state = task_state.specific
            state.patients, state.promises = answers["patients"], answers["promises"]
            approve_latest_revision(state, user)
            state.approve(user=user)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return waiting.filter(workflow_state__requested_by=user)

    @classmethod
    def get_description(cls) -> str:
        return gettext("The writer confirms confidentiality and safe messaging")


class EditorTask(AbstractGroupApprovalTask):
    """An editor reads it, may change it, and agrees."""

    class Meta:
        verbose_name = _("an editor reads it")

    def get_actions(self, obj: Any, user: Any) -> Actions:
        """Agreeing publishes, so that is what the button says, and when."""
        if not super().get_actions(obj, user):
            return []
        words = agreeing_words(obj.specific)
        return [
            ("approve", words, False),
            ("reject", gettext("Ask for changes"), True),
            ("approve", gettext("%(words)s, with a comment") % {"words": words}, True),
        ]

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        require_offered(task_state, user, action_name)
        if action_name == "approve":
            approve_latest_revision(task_state, user)
        super().on_action(task_state, user, action_name, **kwargs)


class SecondApprovalTask(AbstractGroupApprovalTask):
    """At level 3, and only there: a colleague who wrote none of it agrees to these words."""

    class Meta:
        verbose_name = _("a second pair of eyes, at level 3")

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        state = super().start(workflow_state, user=user)
        if not self.is_needed(state):
            state.status = TaskState.STATUS_SKIPPED
            state.save()
        return state

    def is_needed(self, task_state: TaskState) -> bool:
        """Whether these words wait for anybody: below level 3 the task is passed over."""
        return needs_second_person(as_published(task_state.revision))

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """Readers of the second pair of eyes change nothing: with the first word they would be writers."""
        return not user.is_superuser

    def get_actions(self, obj: Any, user: Any) -> Actions:
        if not super().get_actions(obj, user) or user.pk in authors_of(obj.specific):
            return []
        return [
            ("reject", gettext("Ask for changes"), True),
            ("approve", gettext("I have read it and agree"), True),
        ]

    def get_template_for_action(self, action: str) -> str:
        return "admin/second_approval.html" if action == "approve" else ""

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        post = as_published(task_state.revision)
        if user.pk in authors_of(post):
            raise WroteSomeOfIt(gettext("A writer of the post cannot be its second approver."))
        require_offered(task_state, user, action_name)
        latest = post.get_latest_revision()
        if action_name == "approve" and words_fingerprint(as_published(latest)) == words_fingerprint(post):
            task_state.revision = latest
            approve_revision(latest, by=user)
        super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        """Not those of posts that the user owns: they would find no button there."""
        waiting = super().get_task_states_user_can_moderate(user, **kwargs)
        own = [str(pk) for pk in user.owned_pages.values_list("pk", flat=True)] if waiting.exists() else []
        return waiting.exclude(workflow_state__object_id__in=own)

    @classmethod
    def get_description(cls) -> str:
        return gettext(
            "At level 3, a colleague from these groups who did not write it agrees; otherwise skipped"
        )


def agreeing_words(post: Any) -> str:
    """What comes of an editor's agreement."""
    if needs_second_person(post):
        return gettext("Pass it on to a second pair of eyes")
    if post.go_live_at and post.go_live_at > timezone.now():
        return gettext("Publish on %(moment)s") % {"moment": moment_words(post.go_live_at)}
    return "Publish"


def require_offered(task_state: TaskState, user: Any, action_name: str) -> None:
    """An address names a post and a task: Wagtail asks about the post, and acts on the task."""
    post = task_state.workflow_state.content_object
    is_waiting = post.current_workflow_task_state == task_state
    offered = task_state.task.specific.get_actions(post, user) if is_waiting else []
    if action_name not in [name for name, _, _ in offered]:
        raise PermissionDenied


def approve_latest_revision(task_state: TaskState, user: Any) -> None:
    """The colleague who saved the latest version has read it: their approval is of that one."""
    latest = task_state.workflow_state.content_object.get_latest_revision()
    if latest.user_id == user.pk:
        task_state.revision = latest
