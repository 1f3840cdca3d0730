"""What is asked of another server, and what comes of it."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """What to ask for, with the validators of the last answer, verbatim."""

    url: str
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document as it arrived: decoded from its transfer encoding, otherwise untouched."""

    url: str  # after redirects
    body: bytes
    content_type: str
    etag: str
    last_modified: str
    fresh_for: timedelta | None = None  # what Cache-Control or Expires asks for
    moved_to: str = ""  # set when every redirect on the way was permanent
    link: str = ""  # the `Link` header, where a page's feeds may stand


@dataclass(frozen=True, slots=True)
class NotModified:
    """The source says that nothing changed."""

    fresh_for: timedelta | None = None
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class Reached:
    """A page that is there. `url` is where it was found, `moved_to` the same if the way was permanent."""

    status: int
    url: str
    moved_to: str = ""
