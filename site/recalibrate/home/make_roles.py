"""Makes the roles and the posts’ workflow where they are missing. A second time does no harm."""

from collections.abc import Callable

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from blog.models import ChecklistTask, EditorTask, PostIndexPage, SecondApprovalTask
from recalibrate.core.models.reserved_collection import reserved_collection
from recalibrate.guardian.models import GuardianIndexPage
from recalibrate.programmes.models import ProgrammeIndexPage
from recalibrate.staff.unread_pictures import unread_pictures

from .models import HomePage
from .roles import APPROVER, EDITOR, FROM_CONTRIBUTORS, ROLES, WITH_STORIES, Role

WORKFLOW = "Posts"
COLLECTIONS: dict[str, Callable[[], Collection]] = {
    "": Collection.get_first_root_node,
    FROM_CONTRIBUTORS: lambda: reserved_collection(FROM_CONTRIBUTORS, "From contributors"),
    WITH_STORIES: unread_pictures,
}
WAGTAILS_OWN = ("Moderators", "Editors")  # groups that every Wagtail starts with


def make_roles() -> None:
    """Afterwards each role may do at least what the table says, and posts go through their workflow."""
    for role in ROLES:
        group, _ = Group.objects.get_or_create(name=role.name)
        group.permissions.add(*permissions_of(role))
        allow_pages(group, role)
        allow_media(group, role)
    make_workflow()
    retire_wagtails_own()


def permissions_of(role: Role) -> list[Permission]:
    wanted = Q(codename="access_admin")
    for label in role.models:
        app, model = label.split(".")
        wanted |= Q(content_type__app_label=app, content_type__model=model)
    for label in role.permissions:
        app, codename = label.split(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    return list(Permission.objects.filter(wanted))


def allow_pages(group: Group, role: Role) -> None:
    places = {
        "the site": HomePage,
        "posts": PostIndexPage,
        "the Guardian’s corner": GuardianIndexPage,
        "programmes": ProgrammeIndexPage,
    }
    page = places[role.below].objects.first()
    for action in role.pages if page else ():
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{action}_page")
        GroupPagePermission.objects.get_or_create(group=group, page=page.page_ptr, permission=permission)


def allow_media(group: Group, role: Role) -> None:
    for key, actions in role.media:
        # Wagtail asks for the permissions of its own models, not of those that stand in for them.
        codenames = [f"{action}_{model}" for action in actions for model in ("image", "document")]
        wagtails = Permission.objects.filter(content_type__app_label__in=["wagtailimages", "wagtaildocs"])
        for permission in wagtails.filter(codename__in=codenames):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=COLLECTIONS[key](), permission=permission
            )


def make_workflow() -> None:
    """The checklist, an editor, and at level 3 a second pair of eyes; for every post."""
    index = PostIndexPage.objects.first()
    if index is None:
        return
    workflow, is_new = Workflow.objects.get_or_create(name=WORKFLOW)
    if is_new:
        for order, task in enumerate(workflow_tasks()):
            WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    if not hasattr(index, "workflowpage"):
        WorkflowPage.objects.create(page=index.page_ptr, workflow=workflow)


def workflow_tasks() -> list[Task]:
    checklist = ChecklistTask.objects.create(name="Confidentiality and safe messaging")
    editor = EditorTask.objects.create(name="An editor reads it")
    editor.groups.set(Group.objects.filter(name=EDITOR))
    second = SecondApprovalTask.objects.create(name="A second pair of eyes, at level 3")
    second.groups.set(Group.objects.filter(name=APPROVER))
    return [checklist, editor, second]


def retire_wagtails_own() -> None:
    """“Editors” beside “Editor” would puzzle; a group or a workflow that is in use stays."""
    unused = Group.objects.filter(name__in=WAGTAILS_OWN, user__isnull=True)
    if unused.filter(name="Moderators").exists():
        for workflow in Workflow.objects.filter(name="Moderators approval", active=True):
            workflow.deactivate()
    unused.delete()
