"""Posts as subscribers get them."""

from django.template.loader import render_to_string

from recalibrate.core.addresses import absolute
from recalibrate.core.syndicated_html import syndicated
from recalibrate.core.syndication import Entry

from .models import PostPage
from .sensitivity import is_syndicated_in_full, needs_content_note


def entry_for(post: PostPage) -> Entry:
    """The post as an entry: content note first; at level 3 the note and a link, never the text."""
    url = post.canonical_url
    html = render_to_string(
        "syndication/post.html",
        {
            "post": post,
            "url": url,
            "help_url": absolute("/help/"),
            "has_note": needs_content_note(post.sensitivity),
            "is_in_full": is_syndicated_in_full(post.sensitivity),
        },
    )
    return Entry(
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
    )
