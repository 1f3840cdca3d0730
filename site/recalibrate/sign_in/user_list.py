"""The list of log-ins: who has which roles, who was last here when, and who was invited and has not come yet."""

from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column
from wagtail.admin.widgets.button import HeaderButton
from wagtail.users.views.users import IndexView, UserViewSet

from recalibrate.core.models import User

from . import provider
from .invitations import is_waiting


def roles_in_words(user: User) -> str:
    roles = [group.name for group in user.groups.all()]  # prefetched
    return ", ".join([_("Administrator")] * user.is_superuser + roles) or _("No role yet")


def last_here(user: User) -> str:
    """The day and hour of the last sign-in, or why there was none."""
    if user.is_desk:
        return _("Nobody’s log-in")
    if not user.is_active:
        return _("Switched off")
    if is_waiting(user):
        return _("Invited, has not come yet")
    return ""


class LastHereColumn(Column):
    cell_template_name = "admin/last_here_cell.html"

    def get_value(self, instance: User) -> dict[str, Any]:
        with_trust = provider.is_on() and hasattr(instance, "trust_account")
        return {
            "words": last_here(instance),
            "at": instance.last_login,
            "trust": provider.name() if with_trust else "",
        }


class ColleagueList(IndexView):
    @cached_property
    def columns(self) -> list[Column]:
        name = next(column for column in super().columns if column.name == "name")
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="user"),
            name,
            Column("username", label=gettext_lazy("Username"), sort_key="username", classname="username"),
            Column("roles", accessor=roles_in_words, label=gettext_lazy("Roles"), classname="roles"),
            LastHereColumn(
                "last_login",
                label=gettext_lazy("Last signed in"),
                sort_key="last_login",
                classname="last-here",
            ),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        buttons: list[HeaderButton] = super().header_buttons
        if not self.request.user.has_perm("core.add_user"):
            return buttons
        return [HeaderButton(_("Invite a colleague"), reverse("invite"), icon_name="mail"), *buttons]

    def get_base_queryset(self) -> Any:
        by_name = Prefetch("groups", Group.objects.order_by("name"))
        return super().get_base_queryset().select_related("trust_account").prefetch_related(by_name)


class ColleagueViewSet(UserViewSet):
    index_view_class = ColleagueList
