"""What is brought in, in our terms, wherever it came from."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Arriving:
    """A post of somewhere else, as published there. `html` is foreign: nobody has cleaned it yet."""

    address: str  # where it stood; what tells it from all others
    title: str
    html: str
    published_at: datetime | None = None
    slug: str = ""
    author: str = ""
    tags: tuple[str, ...] = ()
    old_paths: tuple[str, ...] = ()
    cover: str = ""  # the address of a picture
    remark: str = ""  # what an editor should know: “was private”


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that is not brought in, and why, in an editor's words."""

    name: str
    reason: str
