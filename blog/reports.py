"""Two looks across all posts: what their notes say, and what there is much and little of."""

from collections import Counter
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.views.reports import ReportView
from wagtail.models import AbstractPage
from wagtail.permissions import policy_registry

from recalibrate.core.admin_columns import WIDE_ONLY
from recalibrate.core.revision_cache import cache_scope

from .balance import content_balance
from .care import NoteKind
from .care.types import LABELS
from .care_of import care_for
from .models import PostPage

MAY = ["change", "publish"]


class CareFilters(WagtailFilterSet):
    about = django_filters.ChoiceFilter(
        label=_("Notes about"),
        choices=[(kind.value, _(LABELS[kind])) for kind in NoteKind],
        method="with_notes_about",
    )
    live = django_filters.ChoiceFilter(
        label=_("Where it is"), choices=[(True, "Published"), (False, "Draft")]
    )

    class Meta:
        model = PostPage
        fields = ["about", "live", "sensitivity"]

    def with_notes_about(self, posts: QuerySet[PostPage], name: str, kind: str) -> QuerySet[PostPage]:
        found = [post.pk for post in posts if any(note.kind == kind for note in care_for(post)[0])]
        return posts.filter(pk__in=found)


class PostColumn(Column):
    """The post, and the way to change it."""

    cell_template_name = "admin/care_post_cell.html"


class NotesColumn(Column):
    """The notes, behind how many there are."""

    cell_template_name = "admin/care_notes_cell.html"


class CareReport(ReportView):
    """Every post that one may change, with what its notes say."""

    page_title = _("Content checks")
    header_icon = "glasses"
    model = PostPage
    any_permission_required = MAY
    filterset_class = CareFilters
    template_name = "admin/care_report.html"
    index_url_name = "care-report"
    index_results_url_name = "care-report-results"
    default_ordering = "title"
    paginate_by = 25
    list_export = ["title", "live", "sensitivity", "words", "age", "notes"]
    export_headings = {
        "title": _("Post"), "live": _("Published"), "sensitivity": _("Level"), "words": _("Words"),
        "age": _("Reading age"), "notes": _("Notes"),
    }  # fmt: skip
    columns = [
        PostColumn("title", label=_("Post"), sort_key="title", accessor=lambda post: post),
        NotesColumn("notes", label=_("Notes"), accessor=lambda post: checked_posts(post)),
        Column("words", label=_("Words"), accessor=lambda post: care_for(post)[1].words, classname=WIDE_ONLY),
        Column(
            "age",
            label=_("Reading age"),
            accessor=lambda post: care_for(post)[1].age or "–",
            classname=WIDE_ONLY,
        ),
        DateColumn(
            "latest_revision_created_at",
            label=_("Changed"),
            sort_key="latest_revision_created_at",
            classname=WIDE_ONLY,
        ),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What editors added to the lists of hard words is read once for all posts, not once for each."""
        with cache_scope(object()):
            response = super().dispatch(request, *args, **kwargs)
            return response.render() if isinstance(response, SimpleTemplateResponse) else response

    @property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(AbstractPage)

    def get_base_queryset(self) -> QuerySet[PostPage]:
        may = self.permission_policy.instances_user_has_any_permission_for(self.request.user, MAY)
        return PostPage.objects.filter(pk__in=may.values("pk"))

    def to_row_dict(self, post: PostPage) -> dict[str, Any]:
        notes, measure = care_for(post)
        said = "; ".join(f"{gettext(LABELS[note.kind])}: {note.passage or note.why}" for note in notes)
        row = {"title": post.title, "live": post.live, "sensitivity": post.sensitivity}
        return row | {"words": measure.words, "age": measure.age or "", "notes": said}


def checked_posts(post: PostPage) -> dict[str, Any]:
    notes, _ = care_for(post)
    counts = Counter(gettext(LABELS[note.kind]) for note in notes)
    return {"notes": [(gettext(LABELS[note.kind]), note) for note in notes], "counts": dict(counts)}


class BalanceView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """What there is much and little of among published posts, in words first."""

    page_title = _("Balance of posts")
    header_icon = "table"
    template_name = "admin/balance.html"
    any_permission_required = MAY

    @property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(AbstractPage)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = {"balance": content_balance(), "care_url": reverse("care-report")}
        heading = {
            "header_title": self.page_title,
            "breadcrumbs_items": [{"url": "", "label": self.page_title}],
        }
        return {**super().get_context_data(**kwargs), **found, **heading}
