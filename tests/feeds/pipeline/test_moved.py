from datetime import UTC, datetime, timedelta

import pytest

from feeds.pipeline.moved import Evidence, after, is_enough

NOW, HOUR = datetime(2026, 11, 23, tzinfo=UTC), timedelta(hours=1)
NEW = "https://a.example/new"


def evidence_after(*answers):
    """What the answers (hours from now, target) amount to, and whether that is enough."""
    evidence = Evidence()
    for hours, target in answers:
        evidence = after(evidence, target, NOW + hours * HOUR)
    return evidence, is_enough(evidence, NOW + answers[-1][0] * HOUR)


@pytest.mark.parametrize(
    ("answers", "is_believed"),
    [
        ([(0, NEW), (24, NEW), (48, NEW)], True),
        ([(0, NEW), (24, NEW), (47, NEW)], False),
        ([(0, NEW), (72, NEW)], False),
        ([(0, NEW), (24, ""), (48, NEW)], False),
        ([(0, NEW), (24, "https://b.example/"), (72, NEW)], False),
        ([(n, "https://a.example/login") for n in range(0, 96, 24)], False),
    ],
)
def test_a_move_is_believed_after_three_answers_in_a_row_over_two_days(answers, is_believed):
    assert evidence_after(*answers)[1] is is_believed


def test_evidence_says_where_to_how_often_and_since_when():
    assert evidence_after((1, NEW), (2, NEW))[0] == Evidence(NEW, 2, NOW + HOUR)
