"""Documents that cannot be read. Each says in a sentence what an editor should know."""

from recalibrate.outbound.errors import RemoteError


class ParseError(RemoteError):
    """What came is no feed, or one that cannot be read."""


class Hostile(ParseError):
    """The document is built to exhaust whoever reads it."""
