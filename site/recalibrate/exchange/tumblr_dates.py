"""Moments as Tumblr writes them."""

import re
from datetime import UTC, datetime

_ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th)\b")
FORMS = ("%B %d, %Y %I:%M%p", "%B %d, %Y %H:%M", "%B %d, %Y", "%Y-%m-%d %H:%M:%S GMT", "%Y-%m-%d %H:%M:%S")


def parse_tumblr_date(text: str) -> datetime | None:
    """“March 3rd, 2016 10:05am”, as Tumblr writes it; taken as UTC, for it does not say."""
    plain = _ORDINAL.sub("", text.strip())
    for form in FORMS:
        try:
            return datetime.strptime(plain, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None
