"""A fetched document in our terms: parse and normalise, which the sandbox runs together."""

from datetime import datetime

from recalibrate.outbound.types import Fetched

from .normalise import normalise
from .parse import parse
from .types import IdentityRule, Reading


def read(fetched: Fetched, *, now: datetime, rule: IdentityRule = "guid") -> Reading:
    """The items of a document; raises ParseError for what is no feed."""
    return normalise(parse(fetched), base_url=fetched.url, now=now, rule=rule)
