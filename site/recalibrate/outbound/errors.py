"""Trouble that other people's servers may give. Each says in a sentence what an editor should know."""

from datetime import timedelta


class RemoteError(Exception):
    """Something is wrong with what another server gave us. It is recorded, and tried again later."""

    status: int | None = None  # HTTP's, where a server gave one


class FetchError(RemoteError):
    """The document could not be had."""


class AddressRefused(FetchError):
    """The address is one we never fetch: another scheme, an odd port, a network of our own."""


class TooLarge(FetchError):
    """The document is larger than a feed has any reason to be."""


class TimedOut(FetchError):
    """The whole fetch took longer than it may."""


class Refused(FetchError):
    """The server answers, but not with a document."""

    def __init__(self, message: str, *, status: int) -> None:
        super().__init__(message)
        self.status = status


class Gone(Refused):
    """The server says that the feed has been removed for good."""


class AskedToWait(Refused):
    """The server is busy, or finds that we come too often. `retry_after` is what it asks for, if it says.

    `host` is who asks: with 429, for everything that is there.
    """

    def __init__(
        self, message: str, *, status: int = 503, host: str = "", retry_after: timedelta | None = None
    ) -> None:
        super().__init__(message, status=status)
        self.host = host
        self.retry_after = retry_after
