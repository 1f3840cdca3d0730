"""When a combined row hides what it combines."""

from decimal import Decimal

import pytest

from recalibrate.guardian.figures.cover import hides_its_parts
from recalibrate.guardian.figures.people import may_be_few

DECIMALS = (
    ((3, 4, 20, 20, 20), True),  # three that must have something, whatever the small ones have
    ((3, 20, 20), False),  # if the 3 were a 0, one of the others would know the other
    ((0, 20, 20, 20), True),
    ((0, 0, 20, 20), False),  # rows that everybody knows to be empty do not protect
    ((3, 2, 20), False),
    ((3, 3, 2, 20), True),  # three small ones with 8 between them: two at least have some
    ((4, 4, 4, 6), False),  # the one who has the 6 knows that the others are as large as small ones can be
    ((5, 5, 5), False),  # as small as rows that are not small can be
    ((5, 5, 50), False),  # the one who has the 50 knows the rest
    ((3, 2, 1, 0, 0, 0), True),  # among many small ones, which of them are empty stays open
    ((6, 0, 0, 0, 0, 0), False),
)


@pytest.mark.parametrize(("values", "expected"), DECIMALS)
def test_a_combined_row_needs_three_contributors_and_room(values, expected):
    assert hides_its_parts([Decimal(v) for v in values], 5) is expected


@pytest.mark.parametrize(
    ("percentage", "people", "expected"),
    [
        ("2", 260, True),  # four of 260 are 1.5 %, which is said as 2
        ("3", 260, False),
        ("97.5", 40, True),  # one is not
        ("100", 40, True),
        ("31", 96, False),
        ("9", 138, False),
        ("1.9", 260, True),
        ("2.0", 260, False),
    ],
)
def test_a_percentage_is_judged_by_every_number_it_may_stand_for(percentage, people, expected):
    assert may_be_few(Decimal(percentage), Decimal(people), 5) is expected
