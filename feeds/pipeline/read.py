"""A fetched document in our terms: parse and normalise, which the sandbox runs together."""

from datetime import datetime

from .normalise import newest, normalise
from .parse import parse
from .types import Fetched, Reading


def read(fetched: Fetched, *, now: datetime) -> Reading:
    """The items of a document; raises ParseError for what is no feed."""
    feed = newest(parse(fetched), now=now)
    return Reading(
        items=normalise(feed, base_url=fetched.url, now=now),
        refresh_after=feed.refresh_after,
        remarks=feed.remarks,
    )
