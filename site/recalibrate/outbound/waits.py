"""How long an answer's headers ask us to wait, or say that it stays fresh."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Retry-After, in seconds or as a date."""
    # RFC 9110, 10.2.3: either form.
    value = headers.get("Retry-After", "").strip()
    return _seconds(value) or _until(value, now)


def fresh_for(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """`max-age`, or else the time to Expires."""
    # max-age goes before Expires (RFC 9111, 5.3).
    for directive in headers.get("Cache-Control", "").lower().split(","):
        name, _, value = directive.strip().partition("=")
        if name == "max-age" and (seconds := _seconds(value)) is not None:
            return seconds
    return _until(headers.get("Expires", ""), now)


def _seconds(value: str) -> timedelta | None:
    # isdigit() knows other scripts' digits too, which int() would take and HTTP never means.
    is_number = value.isascii() and value.isdigit() and len(value) < 9
    return timedelta(seconds=int(value)) if is_number else None


def _until(date: str, now: datetime) -> timedelta | None:
    try:
        moment = parsedate_to_datetime(date[:80])
        # HTTP's dates are all in UTC, whether they say so or not (RFC 9110, 5.6.7).
        left = moment.replace(tzinfo=moment.tzinfo or UTC) - now
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return max(left, timedelta())
