"""What posts wait for, and for whom: lines of the desk."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from wagtail.models import TaskState, WorkflowState
from wagtail.permissions import page_permission_policy

from recalibrate.core.models import User
from recalibrate.staff.dashboard import DashboardItem, WorkItem, permitted
from recalibrate.text.clean import shorten_to

from .models import PostPage
from .models.approval import authors_by_post

LATE_AFTER = timedelta(days=7)  # a colleague on leave for a week is no delay
MOST_SAID = 300  # characters of what an editor asked for
WAITING = Q(status=TaskState.STATUS_IN_PROGRESS)


def second_approvals(user: User) -> Iterable[WorkItem]:
    """Posts at level 3 that wait for a second pair of eyes, and of which this one wrote nothing."""
    waiting = list(with_posts(TaskState.objects.filter(WAITING & own_posts("secondapprovaltask", user))))
    writers = authors_by_post(post for _, post in waiting) if waiting else {}
    for state, post in waiting:
        if user.pk not in writers[post.pk]:
            url = reverse("post-second-reading", args=[post.pk])
            yield work_item_line(
                gettext("Be the second pair of eyes for “%(post)s”"), post, since=state.started_at, url=url
            )


def posts_to_read(user: User) -> Iterable[WorkItem]:
    """Posts that wait for an editor, for the user’s own checklist, or for changes asked of the user."""
    own = Q(workflow_state__requested_by=user)
    checklist = WAITING & own & Q(task__checklisttask__isnull=False)
    sent_back = own & Q(
        workflow_state__status=WorkflowState.STATUS_NEEDS_CHANGES, workflow_state__current_task_state=F("pk")
    )
    states = TaskState.objects.filter(WAITING & own_posts("editortask", user) | checklist | sent_back)
    for state, post in with_posts(states.select_related("task__checklisttask")):
        if state.status == TaskState.STATUS_REJECTED:
            since = state.finished_at or state.started_at
            yield work_item_line(
                gettext("Make the changes asked for in “%(post)s”"), post, since=since, said=state.comment
            )
        elif hasattr(state.task, "checklisttask"):
            url = reverse("post-checklist", args=[post.pk])
            yield work_item_line(
                gettext("Finish handing in “%(post)s”"), post, since=state.started_at, url=url
            )
        else:
            yield work_item_line(gettext("Read and decide on “%(post)s”"), post, since=state.started_at)


def posts_to_review(user: User) -> Iterable[WorkItem]:
    """Posts past their review date that the user may change, the longest first."""
    mine = page_permission_policy.instances_user_has_permission_for(user, "change")
    due = PostPage.objects.live().filter(next_review_on__lt=timezone.localdate(), pk__in=mine.values("pk"))
    for post in due.order_by("next_review_on", "pk"):
        day = post.next_review_on
        url = reverse("wagtailadmin_pages:edit", args=[post.pk])
        yield WorkItem(
            gettext("Review “%(post)s”") % {"post": post.title},
            url,
            detail=gettext("due %(day)s") % {"day": f"{day.day} {day:%B %Y}"},
        )


def own_posts(task: str, user: User) -> Q:
    """Tasks of a kind that the user’s groups do; an administrator stands in for any."""
    return Q(
        **({f"task__{task}__isnull": False} if user.is_superuser else {f"task__{task}__groups__user": user})
    )


def with_posts(states: QuerySet[TaskState]) -> Iterator[tuple[TaskState, PostPage]]:
    """Each with its post, the longest waiting first; two queries."""
    rows = list(states.select_related("workflow_state").order_by("started_at", "pk").distinct())
    posts = PostPage.objects.in_bulk({int(state.workflow_state.object_id) for state in rows})
    for state in rows:
        if post := posts.get(int(state.workflow_state.object_id)):
            yield state, post


def work_item_line(
    sentence: str, post: PostPage, *, since: datetime, url: str = "", said: str = ""
) -> WorkItem:
    days = (timezone.now() - since).days
    since_then = ngettext("for %(days)s day", "for %(days)s days", days) % {"days": days}
    age = since_then if days else gettext("since today")
    return WorkItem(
        text=sentence % {"post": post.get_admin_display_title()},
        url=url or reverse("wagtailadmin_pages:edit", args=[post.pk]),
        is_late=timedelta(days=days) >= LATE_AFTER,
        detail=f"“{shorten_to(said, MOST_SAID)}” {age}" if said else age,
    )


may_log_in = permitted("wagtailadmin.access_admin")
DUTIES = (
    DashboardItem(slug="posts-to-read", icon="doc-full", is_for=may_log_in, tasks=posts_to_read, order=20),
    DashboardItem(
        slug="second-approvals",
        icon="view",
        is_for=may_log_in,
        tasks=second_approvals,
        order=30,
        most_queries=3,
    ),
    DashboardItem(
        slug="posts-to-review",
        icon="date",
        is_for=may_log_in,
        tasks=posts_to_review,
        order=40,
        most_queries=4,
    ),
)
