"""Posts as subscribers get them."""

from django.template.loader import render_to_string
from django.urls import reverse

from recalibrate.core.addresses import absolute
from recalibrate.core.syndicated_html import syndicated
from recalibrate.core.syndication import EntryImage, FeedEntry
from recalibrate.help_services.models import HelpService

from .models import PostPage
from .models.post import PostQuerySet
from .sensitivity import is_syndicated_in_full, may_be_featured

PICTURE = "width-1200|format-jpeg"


def post_entries() -> PostQuerySet:
    """Every post that subscribers may get, with all that its entry shows."""
    return PostPage.objects.published().for_cards().prefetch_related("cover_image__renditions")


def post_entry(post: PostPage) -> FeedEntry:
    """The post as an entry: content note first; at level 3 the note and a link, never the text."""
    url = post.canonical_url
    html = render_to_string(
        "syndication/post.html",
        {
            "post": post,
            "url": url,
            "help_url": absolute(reverse("help")),
            "has_note": bool(post.shown_note),
            "help_services": HelpService.objects.for_text() if post.shown_note else (),
            "is_in_full": is_syndicated_in_full(post.sensitivity),
        },
    )
    return FeedEntry(
        uuid=post.translation_key,
        kind="post",
        url=url,
        title=post.title,
        summary=post.summary,
        html=syndicated(html, url),
        published_at=post.first_published_at,
        updated_at=post.last_published_at,
        contributors=tuple(contributor.name for contributor in post.contributors),
        categories=tuple((state.slug, state.name) for state in post.states),
        picture=picture_of(post),
        note=post.shown_note,
        language=post.language,
    )


def picture_of(post: PostPage) -> EntryImage | None:
    """The cover, unless the post may not be met by chance: readers' programs put pictures in lists."""
    if not post.cover_image or not may_be_featured(post.sensitivity):
        return None
    rendition = post.cover_image.get_rendition(PICTURE)
    if rendition.pk is None:
        return None
    return EntryImage(
        url=absolute(rendition.url),
        media_type="image/jpeg",
        alt=post.cover_image.default_alt_text,
        width=rendition.width,
        height=rendition.height,
    )
