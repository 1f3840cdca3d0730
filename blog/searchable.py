"""Posts as the search finds them."""

from collections.abc import Iterable

from recalibrate.core.models import Contributor
from recalibrate.core.searchable import Dependency, Document, Kind, text_of

from .models import PostPage
from .sensitivity import needs_content_note


def document_for(post: PostPage) -> Document:
    """Every word a reader may read; where a content note comes before the text, answers quote none of it."""
    text = text_of(post, "short_version", "body", "try_now", "what_should_change")
    return Document.of_card(post.card(), text=text, is_quotable=not needs_content_note(post.sensitivity))


def posts_by(contributor: Contributor) -> Iterable[PostPage]:
    return PostPage.objects.filter(post_contributors__contributor=contributor)


POSTS = Kind(
    slug="post",
    label="Posts",
    icon="read",
    model=PostPage,
    public=lambda: PostPage.objects.published().for_cards(),
    document=document_for,
    order=10,
    depends_on=(Dependency(Contributor, posts_by),),
)
