"""A fetched document in our terms: parse and normalise, which the sandbox runs together."""

from datetime import datetime

from recalibrate.outbound.types import Fetched

from .normalise import normalise
from .parse import parse_feed
from .types import IdentityRule, ReadDocument


def read_feed(fetched: Fetched, *, now: datetime, rule: IdentityRule = "guid") -> ReadDocument:
    """The items of a document; raises ParseError for what is no feed."""
    return normalise(parse_feed(fetched), base_url=fetched.url, now=now, rule=rule)
