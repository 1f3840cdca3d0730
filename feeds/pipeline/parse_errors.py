"""Documents that cannot be read. Each says in a sentence what an editor should know."""

from recalibrate.outbound.errors import FaultKind, RemoteError


class ParseError(RemoteError):
    """What came is no feed, or one that cannot be read."""


class NoFeed(ParseError):
    """What came can be read, and is something else."""

    kind = FaultKind.NO_FEED


class Hostile(ParseError):
    """The document is built to exhaust its reader."""
