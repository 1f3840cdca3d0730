"""What a post of Tumblr was there, and what an editor is told about it."""

from django.utils.translation import gettext, gettext_noop

REMARKS = {
    "published": "",
    "private": gettext_noop("It was private there: ask before you publish it."),
    "draft": gettext_noop("It was a draft there."),
    "queued": gettext_noop("It waited in the queue there."),
    "submission": gettext_noop(
        "A reader sent it in there, and it was not published: ask before you publish it."
    ),
}
FOLDERS = {
    **dict.fromkeys(("draft", "drafts"), "draft"),
    **dict.fromkeys(("queue", "queued"), "queued"),
    **dict.fromkeys(("submission", "submissions"), "submission"),
    "private": "private",
}
WAS_SHOWN = {"published", "private"}


def remark_for(said: str, *, is_private: bool = False) -> str:
    """One of REMARKS; what we do not know is treated as private."""
    if is_private:
        return "private"
    return said if said in REMARKS else "private"


def remark_of_state(state: str) -> str:
    return gettext(REMARKS[state]) if REMARKS[state] else ""


def state_in(name: str) -> str:
    """The state that the folders of a file say."""
    return next((FOLDERS[part] for part in name.lower().split("/") if part in FOLDERS), "published")
