"""What is counted, and what of it is shown: worked out by hand, word for word."""

from datetime import UTC, datetime
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from programme_questions import question

from recalibrate.programmes.answers import disclosure, windows
from recalibrate.programmes.answers.comparison import Comparison, bounds_of, came_note, share
from recalibrate.programmes.answers.disclosure import SIDE, disclose, disclose_pairs
from recalibrate.programmes.answers.intervals import exact, newcombe, wilson
from recalibrate.programmes.answers.pooling import pooled
from recalibrate.programmes.answers.sentences import (
    abstract,
    comparison_finding,
    levels_measured,
    moved_finding,
    two_groups,
)
from recalibrate.programmes.answers.types import (
    Attendance,
    CountedAnswers,
    PairedAnswers,
)


def counted(counts, matter="work", **more) -> CountedAnswers:
    return CountedAnswers(question(matter, **more), dict(enumerate(counts, 1)), sum(counts))


def shown(counts, matter="work", **how):
    found = disclose(counted(counts, matter), **how)
    return found.detail, tuple(row.count for row in found.rows), found.why


FEW = "Fewer than {} answered, so this is not shown.".format
ALIKE = "Too few, or too alike, to show."


@pytest.mark.parametrize(
    ("matter", "counts", "expected"),
    [
        ("work", (5, 6, 4, 2, 0), ("all", (5, 6, 4, 2, 0), "")),
        ("work", (0, 1, 3, 11, 6), ("all", (0, 1, 3, 11, 6), "")),
        ("work", (3, 3, 1, 1, 1), ("none", (), FEW(10))),
        ("session", (1, 0, 1, 3, 1), ("two", (2, 4), "")),
        ("session", (0, 0, 0, 2, 2), ("none", (), FEW(5))),
        ("session", (2, 2, 2, 2, 2), ("all", (2, 2, 2, 2, 2), "")),
        ("session", (2, 2, 2, 2, 1), ("two", (6, 3), "")),
        ("work", (2, 2, 2, 2, 2), ("all", (2, 2, 2, 2, 2), "")),
        ("health", (2, 4, 3, 4, 1), ("two", (9, 5), "")),
        ("health", (2, 2, 1, 4, 1), ("two", (5, 5), "")),
        ("health", (2, 4, 4, 3, 1), ("none", (), ALIKE)),
        ("health", (0, 0, 0, 9, 12), ("none", (), ALIKE)),
    ],
)
def test_what_is_shown_follows_from_the_matter_and_the_number(matter, counts, expected):
    assert shown(counts, matter, is_whole_run=True) == expected


def test_health_is_never_shown_for_one_session_and_a_programme_may_ask_for_more():
    assert shown((2, 4, 3, 4, 1), "health") == ("none", (), disclosure.WHOLE_RUN)
    assert shown((1, 0, 1, 3, 1), "session", raised_to=10) == ("none", (), FEW(10))
    assert shown((5, 6, 4, 2, 0), "work", raised_to=5)[0] == "all"
    assert shown((3, 3, 1, 1, 1), "work", raised_to=5)[0] == "none"


def test_the_one_person_who_ticked_is_not_pointed_at():
    sheet = question("health", "many", "Rest\nA walk\nAlcohol\nNone of these")
    asked = CountedAnswers(sheet, {1: 20, 2: 33, 3: 1, 4: 0}, 35)
    found = disclose(asked, is_whole_run=True)
    assert [row.count for row in found.rows] == [20, None, None, None]
    about_work = CountedAnswers(question("work", "many", "Rest\nA walk"), {1: 7, 2: 9}, 9)
    assert disclose(about_work).detail == "none"


PAIRS = {
    (1, 3): 2,
    (1, 4): 3,
    (2, 3): 1,
    (2, 4): 6,
    (2, 5): 1,
    (3, 3): 2,
    (3, 4): 2,
    (3, 5): 2,
    (4, 4): 1,
    (4, 3): 1,
}


def test_pairs_are_three_numbers_from_ten_on_and_never_about_health():
    moved = disclose_pairs(PairedAnswers(question(), PAIRS))
    assert moved is not None
    assert (moved.people, moved.up, moved.same, moved.down) == (21, 17, 3, 1)
    assert moved_finding(moved) == (
        "Understanding, looking back: 17 of 21 rate themselves higher now, 3 the same, 1 lower"
    )
    assert disclose_pairs(PairedAnswers(question("health"), PAIRS)) is None
    assert disclose_pairs(PairedAnswers(question(), {(1, 2): 9})) is None
    assert disclose_pairs(PairedAnswers(question(), {(1, 2): 10})) is not None


@pytest.mark.parametrize(
    ("forms", "people", "left_out"),
    [((14, 12, 9, 13, 11, 4), 63, 0), ((14, 12, 4, 13, 11, 15), 65, 1), ((14, 12, 3, 4, 11, 15), 52, 2)],
)
def test_hidden_sessions_join_only_together_and_only_where_they_are_enough(forms, people, left_out):
    whole = pooled([counted((0, 1, 0, n - 2, 1)) for n in forms])
    assert (whole.disclosed.answered, whole.left_out, whole.sessions) == (people, left_out, 6)


def test_the_pool_tells_no_detail_that_a_session_kept_back():
    one_of_nine = [counted((1, 2, 3, 4, 4), "session"), counted((1, 1, 2, 3, 2), "session")]
    assert pooled(one_of_nine).disclosed.detail == "two"
    two_of_nine = [*one_of_nine, counted((2, 2, 1, 2, 2), "session")]
    assert pooled(two_of_nine).disclosed.detail == "all"
    assert pooled([counted((0, 0, 0, 2, 2)), counted((0,) * 5)]).disclosed.why == FEW(10)
    health = [counted((2, 4, 3, 4, 1), "health"), counted((0, 0, 0, 0, 2), "health")]
    assert [row.count for row in pooled(health).disclosed.rows] == [9, 7]


@pytest.mark.parametrize(("yes", "people", "text"), [
    (12, 17, "71%"), (13, 17, "76%"), (2, 17, "12%"), (17, 21, "81%"), (21, 21, "100%"),
])  # fmt: skip
def test_a_percentage_that_was_printed_fits_one_count_alone(yes, people, text):
    assert [n for n in range(people + 1) if share(n, people) == text] == [yes]


def test_what_a_percentage_was_of_cannot_always_be_told():
    assert [n for n in range(20, 400) if share(20, n) == "28%"] == [71, 72]
    assert [n for n in range(15, 400) if share(15, n) == "75%"] == [20]
    assert [share(n, 66) for n in (62, 47, 33)] == ["94%", "71%", "50%"]


@pytest.mark.parametrize(
    ("yes", "answered", "scored", "exactly"),
    [
        (2, 17, (3.3, 34.3), (1.5, 36.4)), (17, 21, (60.0, 92.3), (58.1, 94.6)),
        (21, 21, (84.5, 100.0), (83.9, 100.0)), (13, 17, (52.7, 90.4), (50.1, 93.2)),
        (12, 17, (46.9, 86.7), (44.0, 89.7)), (1, 35, (0.5, 14.5), (0.1, 14.9)),
    ],
)  # fmt: skip
def test_intervals(yes, answered, scored, exactly):
    assert (wilson(yes, answered), exact(yes, answered)) == (scored, exactly)


def test_the_difference_of_two_groups():
    assert newcombe((2, 17), (17, 21)) == (69.2, 38.4, 83.3)


def yes_and_no(yes: int, answered: int) -> CountedAnswers:
    return counted((answered - yes, 0, 0, yes, 0))


@pytest.mark.parametrize(
    ("yes", "answered", "came", "texts"),
    [(17, 21, 24, ("71%", "83%")), (21, 21, 24, ("88%", "100%")), (20, 20, 71, ("28%", "100%")),
     (15, 15, 20, ("75%", "100%"))],
)  # fmt: skip
def test_bounds_say_what_silence_might_have_said(yes, answered, came, texts):
    found = bounds_of(disclose(yes_and_no(yes, answered)), Attendance(came, answered))
    assert found is not None
    assert found.texts == texts


def test_bounds_in_a_sentence_and_the_honest_check():
    found = bounds_of(disclose(yes_and_no(17, 21)), Attendance(24, 21))
    assert found is not None
    assert found.sentence == (
        "3 of 24 did not answer. Had all of them said no, it would be 71%; all yes, 83%."
    )
    assert bounds_of(disclose(yes_and_no(17, 21)), Attendance(20, 21)) is None
    assert bounds_of(disclose(yes_and_no(17, 21)), Attendance(None, 21)) is None
    assert came_note(Attendance(21, 23)) == "23 forms, 21 came: a person may have answered twice."
    assert came_note(Attendance(23, 23)) == came_note(Attendance(None, 23)) == ""


def test_before_and_after_and_the_paragraph_for_a_conference_word_for_word():
    before, after = disclose(counted((5, 6, 4, 2, 0))), disclose(counted((0, 1, 3, 11, 6)))
    both = Comparison(before, after, Attendance(17, 17), Attendance(None, 21))
    assert comparison_finding(both) == "Understanding: 2 of 17 before, 17 of 21 after"
    assert two_groups(both) == (
        "17 answered before and 21 after. Forms carry no names, so these are two groups, not the same "
        "people: at least 4 of the 21 were not among the 17."
    )
    assert abstract([both]) == (
        "All 17 who came answered before; 21 answered after (attendance not counted). Understanding rated "
        "4 or 5: 2 of 17 (12%) before, 17 of 21 (81%) after. Anonymous and unmatched: at least 4 of the 21 "
        "were not among the 17."
    )
    withheld = Comparison(disclose(counted((1, 1, 1, 1, 1))), None, Attendance(5, 5), Attendance(5, 0))
    assert comparison_finding(withheld) == "Understanding: not shown"
    assert abstract([withheld]) == ""
    assert levels_measured([1, 2]) == (
        "Asked about what people thought of it and what they learnt; not about what they did and what "
        "changed."
    )


def test_windows_follow_the_local_calendar_over_a_change_of_the_clocks():
    zone = ZoneInfo("Europe/London")
    found = windows.windows_for(
        datetime(2026, 10, 14, 14, tzinfo=zone), datetime(2026, 10, 14, 17, tzinfo=zone), zone
    )
    assert found["before"].opens_at == datetime(2026, 10, 7, 14, tzinfo=zone)
    assert found["before"].closes_at == datetime(2026, 10, 14, 14, 15, tzinfo=zone)
    assert found["after"].opens_at == datetime(2026, 10, 14, 16, 45, tzinfo=zone)
    assert found["after"].closes_at.astimezone(UTC) == datetime(2026, 10, 17, 16, tzinfo=UTC)
    assert found["follow-up"].opens_at.astimezone(UTC) == datetime(2026, 11, 11, 9, tzinfo=UTC)
    assert found["follow-up"].closes_at.astimezone(UTC) == datetime(2026, 11, 25, 23, 59, tzinfo=UTC)
    assert [windows.band(n) for n in (0, 4, 5, 9, 10)] == [
        "fewer than 5", "fewer than 5", "5 or more", "5 or more", "10 or more",
    ]  # fmt: skip


def test_no_table_of_a_small_room_shows_anybody_s_side_of_a_matter_of_health():
    """Every table of five answers and up to eighteen people."""
    tables = 0
    asked = question("health")
    for people in range(1, 19):
        for four in product(range(people + 1), repeat=4):
            if sum(four) <= people:
                tables += 1
                counts = dict(enumerate((*four, people - sum(four)), 1))
                found = disclose(CountedAnswers(asked, counts, people), is_whole_run=True)
                assert found.detail == "none" or min(row.count or 0 for row in found.rows) >= SIDE
    assert tables == 33_648


def test_whoever_knows_the_pool_and_every_turnout_knows_no_session_s_side_of_a_matter_of_health():
    """By session nothing is shown, so of each session only what the sum leaves possible is known."""
    for people in product(range(0, 13, 2), range(1, 13), range(1, 13)):
        every = sum(people)
        for yes in range(every + 1):
            whole = pooled(
                [CountedAnswers(question("health"), {1: every - yes, 4: yes}, every)]
                + [CountedAnswers(question("health"), {}, 0)] * 2
            ).disclosed
            if whole.detail == "none":
                continue
            for own in filter(None, people):
                least, most = max(0, yes - (every - own)), min(own, yes)
                assert least < most
                assert least < own
                assert most > 0


@pytest.mark.parametrize("matter", ["session", "work"])
def test_whoever_subtracts_what_was_shown_from_the_pool_learns_of_no_session_that_was_hidden(matter):
    """What is left over is no one, or the sum of two sessions and of as many people as may be shown."""
    for people in product(range(13), repeat=3):
        sessions = [counted((0, n - n // 2, 0, n // 2, 0), matter) for n in people]
        own = [disclose(one) for one in sessions]
        whole = pooled(sessions).disclosed
        if whole.answered is None:
            continue
        left = whole.answered - sum(one.answered or 0 for one in own)
        hidden = [n for n, one in zip(people, own, strict=True) if one.detail == "none" and n]
        assert left == 0 or (len(hidden) >= 2 and left == sum(hidden) >= disclosure.FEWEST[matter])
        coarse = [n for n, one in zip(people, own, strict=True) if one.detail == "two"]
        if whole.detail == "all" and (coarse or left):
            assert sum(coarse) + left >= disclosure.DETAIL_FROM
            assert len(coarse) + (len(hidden) if left else 0) >= 2
