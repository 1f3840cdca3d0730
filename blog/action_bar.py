"""One bar for each role: the next step is the button one sees, what else there is stands behind the arrow.

Saving is automatic and needs no button. Where the next step is a colleague’s, the bar says whose.
"""

from typing import Any

from django.contrib import messages
from django.forms import Media
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import ActionMenuItem, PageLockedMenuItem, PublishMenuItem, WorkflowMenuItem
from wagtail.models import Page

from .models import PostPage
from .moments import moment_words
from .progress import progress_sentence, progress_with_link, scheduled_sentence
from .submission import waiting_checklist

# Lower comes first, and the first is the button that is seen.
ORDER = {
    "approve": 0,
    "action-publish": 10,
    "action-submit": 20,
    "reject": 30,
    "schedule": 40,
    "action-save-draft": 60,
    "unschedule": 65,
    "action-cancel-workflow": 70,
    "action-unpublish": 80,
}
WITH_A_COMMENT = 35  # just after the same step without one
LEFT_OUT = {"action-restart-workflow"}  # “Take it back” and “Hand in” do the same, and say so


class PublishItem(PublishMenuItem):  # type: ignore[misc]
    """Says when, if it is not at once."""

    template_name = "admin/action_publish.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        return context | {"words": publish_words(context)}


def publish_words(context: dict[str, Any]) -> str:
    due = getattr(context.get("page"), "go_live_at", None)
    if due and due > timezone.now():
        return gettext("Publish on %(moment)s") % {"moment": moment_words(due)}
    return gettext("Publish this version") if context.get("is_revision") else "Publish"


class ScheduleItem(PublishMenuItem):  # type: ignore[misc]
    """One dialog: the day, the hour, done."""

    name = "schedule"
    template_name = "admin/action_schedule.html"

    @property
    def media(self) -> Media:
        return Media(js=["js/schedule.js"])


class LockedItem(PageLockedMenuItem):  # type: ignore[misc]
    """What is true of a page that one may not change just now, in the place of the button."""

    template_name = "admin/action_locked.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        return context | {"words": locked_words(context["page"].specific)}


def locked_words(page: Page) -> str:
    if page.locked:
        return gettext("A colleague has locked it")
    sentence = progress_sentence(page) if isinstance(page, PostPage) else scheduled_sentence(page)
    return sentence.rstrip(".") or gettext("No one can change it just now")


class UnscheduleItem(ActionMenuItem):  # type: ignore[misc]
    """The way back from “Publish later…”, which Wagtail keeps in a side panel."""

    name = "unschedule"
    label = _("Do not publish it then")
    icon_name = "undo"

    def is_shown(self, context: Any) -> bool:
        page = context.get("page")
        tester = context.get("user_page_permissions_tester")
        return bool(page and tester and page.scheduled_revision and tester.can_unschedule())

    def get_url(self, context: Any) -> str:
        page = context["page"]
        address = reverse(
            "wagtailadmin_pages:revisions_unschedule", args=[page.pk, page.scheduled_revision.pk]
        )
        return f"{address}?next={reverse('wagtailadmin_pages:edit', args=[page.pk])}"


def arrange_actions(items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """The role's next step first. While an editor's answer is waited for, it alone publishes."""
    answers = {item.name for item in items if isinstance(item, WorkflowMenuItem)}
    publishes_by_answer = {"approve", "reject"} <= answers
    kept = [
        OURS[type(item)](item.order) if type(item) in OURS else item
        for item in items
        if item.name not in LEFT_OUT
        and not (publishes_by_answer and isinstance(item, PublishMenuItem) and item.name == "action-publish")
    ]
    can_schedule = any(isinstance(item, PublishItem) for item in kept)
    items[:] = [item for item in kept if can_schedule or not isinstance(item, ScheduleItem)]
    items.sort(key=_place)


OURS = {PublishMenuItem: PublishItem, PageLockedMenuItem: LockedItem}


def _place(item: ActionMenuItem) -> int:
    if isinstance(item, LockedItem):
        return -1
    if isinstance(item, WorkflowMenuItem) and item.name == "approve" and item.launch_modal:
        return WITH_A_COMMENT if "comment" in str(item.label) else ORDER["approve"]
    return ORDER.get(item.name or "", 50)


def say_what_is_true_now(request: HttpRequest, page: Page) -> None:
    """After an answer, handing in, scheduling or taking back: where the post is now, with a way to it."""
    if not isinstance(page, PostPage):
        return
    post = PostPage.objects.get(pk=page.pk)
    is_answered = bool(request.POST.get("workflow-action-name"))
    is_scheduled = "action-publish" in request.POST and post.scheduled_revision is not None
    # One that waits for its checklist is not handed in yet: that page says what is true.
    is_handed_in = "action-submit" in request.POST and waiting_checklist(post) is None
    if is_answered or is_handed_in or is_scheduled or "action-cancel-workflow" in request.POST:
        messages.info(request, progress_with_link(post, request))
