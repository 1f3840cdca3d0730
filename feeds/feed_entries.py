"""National picks as subscribers get them: our line, a short excerpt, credit and a link; never the text."""

from uuid import NAMESPACE_URL, uuid5

from django.template.loader import render_to_string
from django.urls import reverse

from recalibrate.core.addresses import absolute
from recalibrate.core.syndicated_html import syndicated
from recalibrate.core.syndication import FeedEntry

from .models import Curation


def pick_entry(pick: Curation) -> FeedEntry:
    """Its id comes from the address it leads to: undone and kept again, it is the same entry."""
    card = pick.card()
    html = render_to_string(
        "syndication/pick.html",
        {"card": card, "help_url": absolute(reverse("help")), "has_note": pick.is_sensitive},
    )
    return FeedEntry(
        uuid=uuid5(NAMESPACE_URL, pick.item.canonical_url or pick.item.url),
        kind="pick",
        url=card.url,
        title=card.title,
        summary=card.line,
        html=syndicated(html, card.url),
        published_at=pick.decided_at,
        updated_at=pick.decided_at,
        contributors=(card.byline,),
        categories=tuple((state.slug, state.name) for state in card.states),
        note=card.content_note,
        is_elsewhere=True,
    )
