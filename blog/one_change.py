"""One thing that should change, in a sentence that stands alone: it is read without the text around it. Pure."""

import re

from django.utils.translation import gettext

MOST = 160  # characters

_LEANS = re.compile(
    r"(?:and|but|or|so|then|it|its|it’s|this|that|these|those|they|he|she|if they|until then|because)\b", re.I
)


def stands_alone(sentence: str) -> bool:
    """Whether it begins as a sentence of its own, and not as one that goes on from another."""
    return not _LEANS.match(sentence.strip().lstrip("“‘(\"'"))


def notice(sentence: str) -> str:
    """What an editor is told about it, or nothing."""
    if not sentence or stands_alone(sentence):
        return ""
    first = sentence.split()[0]
    return gettext(
        "“One thing that should change” begins with “{first}”. It is shown without the text around "
        "it, on pages about a state of mind: name what it is about."
    ).format(first=first)
