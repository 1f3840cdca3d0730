from typing import cast

from django.contrib import messages
from django.contrib.auth.models import Permission
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.admin_url_finder import ModelAdminURLFinder, register_admin_url_finder
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy

from blog.one_change import notice
from recalibrate.core.models import User

from .copying import give_next_number
from .models import SessionPage, Wave
from .views import desk, remarks, waves
from .viewsets import ExerciseViewSet, InstrumentViewSet, OpenCallViewSet, QuestionnaireViewSet

# So that Wagtail's group editor offers them: no viewset brings them there.
PERMISSIONS = ["change_wave", "view_remark", "change_remark"]


class DeskItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(desk.MAY))


class ProgrammesGroup(ViewSetGroup):
    menu_label = _("Programmes")
    menu_name = "programmes"
    menu_icon = "calendar-alt"
    menu_order = 233
    items = (
        QuestionnaireViewSet("questionnaires"),
        InstrumentViewSet("instruments"),
        ExerciseViewSet("exercises"),
        OpenCallViewSet("open_calls"),
    )

    def get_submenu_items(self) -> list[MenuItem]:
        here = DeskItem(_("All programmes"), reverse("programmes-desk"), icon_name="calendar-alt", order=1)
        return [here, *super().get_submenu_items()]


@hooks.register("register_admin_viewset")
def register_programmes() -> ProgrammesGroup:
    return ProgrammesGroup()


@hooks.register("register_admin_urls")
def programme_urls() -> list[URLPattern]:
    return [
        path("programmes/", desk.programmes, name="programmes-desk"),
        path("programmes/<int:pk>/", desk.programme, name="programme-desk"),
        path("programmes/<int:pk>/copy/", desk.copy, name="programme-copy"),
        path("programmes/session/<int:pk>/door/", desk.door, name="door-count"),
        path("programmes/wave/<int:pk>/", waves.wave_desk, name="wave-desk"),
        path("programmes/wave/<int:pk>/raise/", waves.raise_demand, name="raise-demand"),
        path("programmes/wave/<int:pk>/remarks/", remarks.remarks, name="remarks"),
        path("programmes/wave/<int:pk>/quote/", remarks.quote, name="quote-remark"),
        path("programmes/wave/<int:pk>/invented/", waves.invented, name="invented-results"),
        path("programmes/questions/<int:pk>/version/", waves.next_version, name="next-version"),
        path("programmes/questions/<int:pk>/preview/", waves.preview_sheet, name="preview-sheet"),
    ]


@hooks.register("register_permissions")
def programme_permissions():  # type: ignore[no-untyped-def]  # a queryset of permissions
    return Permission.objects.filter(content_type__app_label="programmes", codename__in=PERMISSIONS)


def notice_leaning(request: HttpRequest, page: Page) -> None:
    """As for a post: its one sentence is read without the text around it."""
    if isinstance(page, SessionPage) and (words := notice(page.what_should_change)):
        messages.warning(request, words)


@hooks.register("after_copy_page")
def number_copied_session(request: HttpRequest, page: Page, copied: Page) -> None:
    """A session copied into its own programme comes after those that are there."""
    session = copied.specific
    if isinstance(session, SessionPage):
        give_next_number(session, by=cast(User, request.user))


hooks.register("after_edit_page", notice_leaning, order=-1)  # before one that leads elsewhere
hooks.register("after_create_page", notice_leaning, order=-1)


class WaveURLFinder(ModelAdminURLFinder):
    """Where a wave that failed somewhere is mended, for the desk."""

    edit_url_name = "wave-desk"
    permission_policy = ModelPermissionPolicy(Wave)


register_admin_url_finder(Wave, WaveURLFinder)
