"""Wagtail’s report on kinds of pages, which names the page of each that was edited last, for every user."""

from typing import Any

from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView

from .seen import is_seen


class PageTypesReport(PageTypesUsageReportView):
    def decorate_paginated_queryset(self, page_types: Any) -> Any:
        decorated = super().decorate_paginated_queryset(page_types)
        for kind in decorated:
            if kind.last_edited_page and not is_seen(kind.last_edited_page, self.request.user):
                kind.last_edited_page = None
        return decorated
