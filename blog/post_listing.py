"""The list of posts in the admin: who writes, for which state, public since when, to be reviewed when."""

from typing import Any

from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, Filter, ModelMultipleChoiceFilter
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView, PageFilterSet
from wagtail.admin.viewsets.pages import PageViewSet

from recalibrate.core.admin_columns import WIDE_ONLY
from recalibrate.core.models import Contributor, StateOfMind

from .models import PostPage

DAY = "j M Y"


class PostFilterSet(PageFilterSet):
    """Other apps add filters of theirs with `add_post_filter`."""

    site = None
    has_child_pages = None
    live = ChoiceFilter(
        label=_("Published"),
        choices=[("True", _("Published")), ("False", _("Not published"))],
        empty_label=_("Any"),
        widget=RadioSelect,
    )
    primary_state = ModelMultipleChoiceFilter(
        label=_("State of mind"), queryset=StateOfMind.objects.all(), widget=CheckboxSelectMultiple
    )
    contributor = ModelMultipleChoiceFilter(
        label=_("Contributor"),
        field_name="post_contributors__contributor",
        queryset=Contributor.objects.filter(post_items__isnull=False).distinct(),
        widget=CheckboxSelectMultiple,
    )

    class Meta:
        model = PostPage
        fields: list[str] = []


def add_post_filter(name: str, one: Filter) -> None:
    """Posts can be narrowed down by it from now on. Call it while hooks are registered."""
    PostFilterSet.base_filters[name] = one


def publication_day(post: PostPage) -> str:
    return date_format(localtime(post.first_published_at), DAY) if post.first_published_at else ""


def review_day(post: PostPage) -> str:
    return date_format(post.next_review_on, DAY) if post.next_review_on else ""


class PostListingView(ExplorableIndexView):
    def annotate_queryset(self, pages: "QuerySet[PostPage]") -> "QuerySet[PostPage]":
        found: QuerySet[PostPage] = super().annotate_queryset(pages)
        return found.prefetch_related("primary_state", "post_contributors__contributor")


class PostViewSet(PageViewSet):
    model = PostPage
    index_view_class = PostListingView
    filterset_class = PostFilterSet
    columns: Any = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        Column("contributor", label=_("Contributor"), accessor="byline", classname=WIDE_ONLY),
        Column("primary_state", label=_("State of mind"), sort_key="primary_state", classname=WIDE_ONLY),
        Column(
            "published_on",
            label=_("Published"),
            accessor=publication_day,
            sort_key="first_published_at",
            classname=WIDE_ONLY,
        ),
        Column(
            "next_review_on",
            label=_("Next review"),
            accessor=review_day,
            sort_key="next_review_on",
            classname=WIDE_ONLY,
        ),
        PageStatusColumn("status", label=_("Status"), sort_key="live"),
    ]
