"""“[1]” in a text, linked to the first of its references, and back."""

import re

from django.utils.safestring import SafeString
from django.utils.translation import gettext

_TAG = re.compile(r"(<[^<>]*>)")
_NUMBER = re.compile(r"\[(\d{1,2})\]")


class Citations:
    """The numbers between 1 and `count` that a text cites, gathered while it is rendered."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.cited: set[int] = set()

    def linked(self, html: str) -> SafeString:
        """Rendered `html` with each number in brackets leading to its reference; what is in tags stays."""
        parts = _TAG.split(html)
        # Every second part is a tag. Only digits are put into what was rendered, so it stays safe.
        parts[::2] = [_NUMBER.sub(self._link, part) for part in parts[::2]]
        return SafeString("".join(parts))

    def _link(self, match: re.Match[str]) -> str:
        number = int(match[1])
        if not 1 <= number <= self.count:
            return match[0]
        anchor = "" if number in self.cited else f' id="cited-{number}"'
        self.cited.add(number)
        return (
            f'<a class="citation"{anchor} href="#reference-{number}" role="doc-noteref">'
            f'<span class="visually-hidden">{gettext("Reference")} </span>{number}</a>'
        )
