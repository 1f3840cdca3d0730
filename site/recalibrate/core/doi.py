"""Digital object identifiers, as authors paste them. Pure."""

import re

RESOLVER = "https://doi.org/"

_PREFIX = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+")


def doi_in(text: str) -> str:
    """The bare identifier (“10.1136/bmj.n71”) in what was pasted, or "" if it is none."""
    bare = _PREFIX.sub("", text.strip())
    return bare if _DOI.fullmatch(bare) else ""
