from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .models import DailySubscribers


@permission_required("syndication.view_dailysubscribers", raise_exception=True)
def subscribers(request: HttpRequest) -> HttpResponse:
    """Subscribers of each feed, as far as services tell."""
    rows = DailySubscribers.objects.by_path(timezone.localdate())
    return render(request, "admin/subscribers.html", {"rows": rows})


class SubscribersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("syndication.view_dailysubscribers")


@hooks.register("register_admin_urls")
def subscribers_urls() -> list[URLPattern]:
    return [path("subscribers/", subscribers, name="subscribers")]


@hooks.register("register_reports_menu_item")
def subscribers_menu_item() -> MenuItem:
    return SubscribersMenuItem(
        gettext("Feed subscribers"), reverse("subscribers"), icon_name="group", order=710
    )
