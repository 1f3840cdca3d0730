"""The report on where published pages lead, and the button beside each link."""

from typing import Any

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from recalibrate.core.admin_columns import WIDE_ONLY
from recalibrate.core.models import User

from .check import check_links
from .models import Link

MAY = ["change", "publish"]
SHOWN = [choice for choice in Link.Verdict.choices if choice[0] not in (Link.Verdict.NEW, Link.Verdict.FINE)]


class LinkFilters(WagtailFilterSet):
    verdict = django_filters.ChoiceFilter(label=_("How it is"), choices=SHOWN)

    class Meta:
        model = Link
        fields = ["verdict"]


class LinkColumn(Column):
    """Where the link leads, what is wrong with it, and a button to look again."""

    cell_template_name = "admin/link_cell.html"


class PagesColumn(Column):
    """The pages it is on, each with the way to mend it."""

    cell_template_name = "admin/link_pages_cell.html"


class LinkReport(ReportView):
    """Links that are broken, moved or cannot be checked, on the pages that one may change."""

    page_title = _("Links in published pages")
    header_icon = "link"
    model = Link
    permission_policy = page_permission_policy
    any_permission_required = MAY
    filterset_class = LinkFilters
    template_name = "admin/link_report.html"
    results_template_name = "admin/link_report_results.html"
    index_url_name = "link-report"
    index_results_url_name = "link-report-results"
    default_ordering = ("verdict", "since", "address")  # their names put the worst first
    is_searchable = True
    search_backend_name = None
    search_fields = ["address", "words"]
    list_export = ["address", "get_verdict_display", "words", "since", "checked_at", "titles"]
    export_headings = {"get_verdict_display": _("How it is"), "titles": "On"}
    columns = [
        LinkColumn("address", label=_("Link"), sort_key="address", accessor=lambda link: link),
        PagesColumn("pages", label=_("On"), accessor=lambda link: link.pages.all()),
        DateColumn("since", label=_("Since"), sort_key="since", classname=WIDE_ONLY),
        DateColumn("checked_at", label=_("Checked"), sort_key="checked_at", classname=WIDE_ONLY),
    ]

    def get_base_queryset(self) -> QuerySet[Link]:
        pages = mendable(self.request.user)
        shown = Link.objects.worth_a_look().filter(pages__in=pages).distinct()
        return shown.prefetch_related(Prefetch("pages", pages.order_by("title")))

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(*args, **kwargs), "known": Link.objects.count()}


def mendable(user: User) -> QuerySet[Page]:
    """The pages whose links this user may change."""
    return page_permission_policy.instances_user_has_any_permission_for(user, MAY)  # type: ignore[no-any-return]


@require_POST
def recheck_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at one link now, whenever it was due, and say what came of it."""
    if not page_permission_policy.user_has_any_permission(request.user, MAY):
        raise PermissionDenied
    link, now = get_object_or_404(Link, pk=pk), timezone.now()
    Link.objects.filter(pk=pk).update(next_check_at=now)
    link.next_check_at = now
    if check_links([link], now=now):
        messages.info(
            request, gettext("%(address)s: %(words)s") % {"address": link.address, "words": link.words}
        )
    else:
        messages.warning(
            request,
            gettext("%(address)s: it is being checked now, or its host asked us to wait.")
            % {"address": link.address},
        )
    return redirect("link-report")
