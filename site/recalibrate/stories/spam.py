"""What speaks for a program having sent it. Nothing is thrown away for it: a person looks."""

import re

from recalibrate.core import open_forms
from recalibrate.core.open_forms import Verdict

MANY_FROM_ONE = 15  # in ten minutes; a whole hospital may share one address, and a whole course one hour
TOO_MANY_FROM_ONE = 60
MANY_LINKS = 3
_LINK = re.compile(r"(?i)https?://|\bwww\.|\[url\b|<a\s")


def reason_to_hold(text: str, *, trap: str, verdict: Verdict, sends: int) -> str:
    """Why a person should look before a draft is made, in an editor's words; or nothing."""
    links = len(_LINK.findall(text))
    if trap:
        return "A field that people do not see was filled in."
    if verdict is Verdict.HURRIED:
        return f"It was sent within {open_forms.NOBODY_WRITES_IN} seconds of the form being opened."
    if links >= MANY_LINKS:
        return f"It has {links} links."
    if sends > MANY_FROM_ONE:
        return f"It was one of {sends} from one address within ten minutes."
    return ""
