"""What a source says of its own article later: that it is withdrawn, corrected, or in doubt. Pure."""

import re

from recalibrate.translation import gettext, gettext_noop

SAID = {
    gettext_noop("The source has withdrawn this since."): r"retract(?:ed|ion)|withdrawn|withdrawal|removed",
    gettext_noop(
        "The source has published a concern about this since."
    ): r"expression of concern|concerns? raised",
    gettext_noop("The source has corrected this since."): r"correct(?:ed|ion)|corrigendum|erratum",
}
# Publishers set it off: “RETRACTED: …”, “[Withdrawn] …”, “… (Retraction)”, “Correction to: …”.
_BEGINS = r"\W{{0,3}}(?:{})(?: (?:article|notice|paper))?(?: (?:to|of|for))?\s?[:\])–—]"
_SET_OFF = r"[\[(](?:{})[\])]"
_MARKS = {
    note: tuple(re.compile(form.format(words), re.IGNORECASE) for form in (_BEGINS, _SET_OFF))
    for note, words in SAID.items()
}


def said_since(before: str, after: str) -> str:
    """What to tell readers where a title has become one of these; "" where it has not."""
    for note, (begins, set_off) in _MARKS.items():
        was, is_now = (begins.match(title) or set_off.search(title) for title in (before, after))
        if is_now and not was:
            return gettext(note)
    return ""
