"""Trouble that other people's servers may give. Each says in a sentence what an editor should know."""

from datetime import timedelta
from enum import StrEnum


class FaultKind(StrEnum):
    """What is wrong, where more can be advised than an HTTP status says. Stored: a value never changes."""

    OTHER = ""
    BROWSER_CHECK = "browser-check"
    NO_FEED = "no-feed"
    CERTIFICATE = "certificate"
    TOO_LARGE = "too-large"
    PRIVATE_NETWORK = "private-network"


class RemoteError(Exception):
    """Something is wrong with what another server gave us. It is recorded, and tried again later.

    The sentence is for people; what is to be done is decided by the type, `kind` and `status` alone.
    """

    kind = FaultKind.OTHER
    status: int | None = None  # HTTP's, where a server gave one

    def __init__(self, message: str, *, kind: FaultKind | None = None) -> None:
        super().__init__(message)
        if kind is not None:
            self.kind = kind


class FetchError(RemoteError):
    """The document could not be had."""


class AddressRefused(FetchError):
    """The address is one we never fetch: another scheme, an odd port, a network of our own."""


class PrivateNetwork(AddressRefused):
    """The name leads into a private network; the operator may allow it by name."""

    kind = FaultKind.PRIVATE_NETWORK


class CertificateInvalid(FetchError):
    """No client can know who answers."""

    kind = FaultKind.CERTIFICATE


class TooLarge(FetchError):
    """The document is larger than a feed has any reason to be."""

    kind = FaultKind.TOO_LARGE


class TimedOut(FetchError):
    """The whole fetch took longer than it may."""


class Refused(FetchError):
    """The server answers, but not with a document."""

    def __init__(self, message: str, *, status: int, kind: FaultKind | None = None) -> None:
        super().__init__(message, kind=kind)
        self.status = status


class Gone(Refused):
    """The server says that the feed has been removed for good."""


class AskedToWait(Refused):
    """The server is busy, or finds that we come too often. `retry_after` is what it asks for, if it says.

    `host` is who asks: with 429, for everything that is there.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int = 503,
        kind: FaultKind | None = None,
        host: str = "",
        retry_after: timedelta | None = None,
    ) -> None:
        super().__init__(message, status=status, kind=kind)
        self.host = host
        self.retry_after = retry_after
