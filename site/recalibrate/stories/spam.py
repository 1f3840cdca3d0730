"""What speaks for a program having sent it. Nothing is thrown away for it: a person looks."""

import re

from django.utils.translation import gettext

from recalibrate.web import anonymous_forms
from recalibrate.web.anonymous_forms import TokenVerdict
from recalibrate.web.rate_limit import Limit

# A whole hospital may share one address, and a whole course one hour.
MANY = Limit("letters", 15, per=600)
TOO_MANY = Limit("very many letters", 60, per=600)
MANY_LINKS = 3  # one or two go through; nothing is thrown away for it, a person looks
_LINK = re.compile(r"(?i)https?://|\bwww\.|\[url\b|<a\s")


def reason_to_hold(text: str, *, trap: str, verdict: TokenVerdict, is_one_of_many: bool) -> str:
    """Why a person should look before a draft is made, in an editor's words; or nothing."""
    links = len(_LINK.findall(text))
    if trap:
        return gettext("A field that people do not see was filled in.")
    if verdict is TokenVerdict.TOO_FAST:
        return gettext("It was sent within %(min_fill_seconds)s seconds of opening the form.") % {
            "min_fill_seconds": anonymous_forms.MIN_FILL_SECONDS
        }
    if links >= MANY_LINKS:
        return gettext("It has %(links)s links.") % {"links": links}
    if is_one_of_many:
        return gettext("Many came from one address in ten minutes.")
    return ""
