"""The commonest jobs and what they may cost: tests/browser/test_*_day.py count, docs/editors.md shows."""

from typing import NamedTuple


class Job(NamedTuple):
    """At most so many clicks, and keys without the words themselves; and the clicks of November 2026, if counted."""

    role: str
    clicks: int
    keys: int
    clicks_before: int | None = None


JOBS = {
    "Write a post and hand it in, checklist included": Job("Contributor", 10, 90),
    "300 words and a picture, published": Job("Editor", 8, 100, 21),
    "Read a post on the desk and publish it": Job("Editor", 2, 0, 3),
    "A typo in a public post, from its page": Job("Editor", 4, 12, 5),
    "A written post goes out later": Job("Editor", 3, 0, 6),
    "Write a post with all that it needs, without its text": Job("Editor", 4, 90),
    "Make the changes asked for and hand in again": Job("Contributor", 3, 16),
    "Keep one item of the inbox with a line, and pass over nine": Job("Editor", 1, 27),
    "Read a post at level 3 and agree to it": Job("Approver", 2, 0),
    "Ask for changes to a post at level 3": Job("Approver", 3, 18),
    "Write an update and publish it": Job("Guardian", 2, 41),
    "Let the forum read a report before the board": Job("Guardian", 6, 21),
    "Invite a colleague": Job("Operator", 3, 24),
}


def table() -> str:
    """As docs/editors.md has it."""
    head = "| Role | Job | Clicks before | Clicks now | Keys |\n|---|---|---|---|---|"
    rows = [
        f"| {job.role} | {name} | {job.clicks_before or 'not counted'} | {job.clicks} | {job.keys} |"
        for name, job in JOBS.items()
    ]
    return "\n".join([head, *rows])
