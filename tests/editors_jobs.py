"""The commonest jobs and what they may cost: tests/browser/test_editors_day.py counts, docs/editors.md shows."""

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
