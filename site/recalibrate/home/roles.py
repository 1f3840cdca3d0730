"""Who may do what in the admin. Groups and their permissions, made where they are missing."""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from recalibrate.guardian.models import GuardianIndexPage

from .models import HomePage

EDITOR = "Editor"
GUARDIAN = "Guardian"
MODELS = {
    EDITOR: [
        "core.stateofmind", "core.strategy", "core.discipline", "core.contributor",
        "feeds.source", "feeds.item", "feeds.curation", "help_services.helpservice",
        "guardian.yousaid",
    ],
    GUARDIAN: [
        "guardian.yousaid", "guardian.reportfigure", "guardian.measure", "guardian.dimension",
        "guardian.category", "guardian.breakdown", "guardian.balance", "guardian.disclosuresettings",
    ],
}  # fmt: skip
PAGE_ACTIONS = ["add_page", "change_page", "publish_page"]
MEDIA_ACTIONS = [
    "add_siteimage",
    "choose_siteimage",
    "change_siteimage",
    "add_sitedocument",
    "choose_sitedocument",
    "change_sitedocument",
]


def make_roles() -> None:
    """Editors publish everywhere and curate; the Guardian publishes in the Guardian's corner."""
    for name, page in ((EDITOR, HomePage.objects.first()), (GUARDIAN, GuardianIndexPage.objects.first())):
        group, _ = Group.objects.get_or_create(name=name)
        if page:
            allow_pages(group, page.page_ptr)
        allow_media(group)
        group.permissions.add(
            Permission.objects.get(codename="access_admin"), *model_permissions(MODELS[name])
        )


def allow_pages(group: Group, page: Page) -> None:
    for codename in PAGE_ACTIONS:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def allow_media(group: Group) -> None:
    root = Collection.get_first_root_node()
    for permission in Permission.objects.filter(content_type__app_label="core", codename__in=MEDIA_ACTIONS):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)


def model_permissions(labels: list[str]) -> list[Permission]:
    wanted = Q(pk__in=[])
    for label in labels:
        app, model = label.split(".")
        wanted |= Q(content_type__app_label=app, content_type__model=model)
    return list(Permission.objects.filter(wanted))
