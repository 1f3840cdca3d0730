from datetime import date

from blog import sensitivity
from blog.sensitivity import Level


def test_a_content_note_and_help_at_the_top_start_at_level_2():
    assert [sensitivity.needs_content_note(level) for level in Level] == [False, False, True, True]
    assert [sensitivity.has_help_at_top(level) for level in Level] == [False, False, True, True]


def test_help_at_the_end_starts_at_level_1():
    assert [sensitivity.has_help_at_end(level) for level in Level] == [False, True, True, True]


def test_level_3_is_never_met_by_chance_nor_syndicated_in_full():
    assert [sensitivity.may_be_featured(level) for level in Level] == [True, True, True, False]
    assert [sensitivity.is_syndicated_in_full(level) for level in Level] == [True, True, True, False]


def test_levels_2_and_3_are_reviewed_twice_as_often():
    day = date(2028, 2, 29)
    assert [sensitivity.next_review(level, day).isoformat() for level in Level] == [
        "2030-02-28",
        "2030-02-28",
        "2029-02-28",
        "2029-02-28",
    ]


def test_every_level_has_a_label_that_starts_with_its_number():
    assert [label[0] for _, label in sensitivity.CHOICES] == ["0", "1", "2", "3"]


def test_only_level_3_needs_a_second_approver():
    assert [sensitivity.needs_second_approver(level) for level in Level] == [False, False, False, True]
