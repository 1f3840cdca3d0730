"""Posts, for everything that goes through the kinds of things readers meet."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from recalibrate.core.models import Contributor, Discipline, StateOfMind, Strategy
from recalibrate.core.public_kinds import Dependency, Feed, MainList, PublicKind
from recalibrate.core.search_document import SearchDocument, document_text

from . import feed_entries
from .facets import ALL_POSTS, FACETS
from .models import PostPage, Series
from .sensitivity import needs_content_note


def post_document(post: PostPage) -> SearchDocument:
    """Every word a reader may read; where a content note comes before the text, answers quote none of it."""
    text = document_text(post, "short_version", "body", "try_now", "what_should_change")
    return SearchDocument.of_card(
        post.card(), text=text, is_quotable=not needs_content_note(post.sensitivity)
    )


def posts_by(contributor: Contributor) -> Iterable[PostPage]:
    return PostPage.objects.filter(post_contributors__contributor=contributor)


ALL = MainList(
    path="all",
    title=_("All posts"),
    description=_("Every post, for any state of mind."),
    page_path=ALL_POSTS,
    mailed_as=_("Posts by people who work here"),
)
POSTS = PublicKind(
    slug="post",
    label=_("Posts"),
    icon="read",
    model=PostPage,
    public=lambda: PostPage.objects.published().for_cards(),
    document=post_document,
    order=10,
    depends_on=(Dependency(Contributor, posts_by),),
    feed=Feed(
        main_list=ALL,
        things=feed_entries.post_entries,
        entry=feed_entries.post_entry,
        entry_kind="post",
        heading=_("From people who work here"),
        narrowed_by={
            StateOfMind: "state_of_mind_items__tag",
            Strategy: "strategies",
            Discipline: "discipline",
            Series: "series",
            Contributor: "post_contributors__contributor",
        },
    ),
    pages=("strategy-list",),
    parameters=frozenset({*FACETS, "page"}),
)
