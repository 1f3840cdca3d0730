from datetime import date

import pytest

from recalibrate.guardian.figures.periods import Period, parse_period


def test_a_quarter_belongs_to_the_financial_year_that_starts_in_april():
    last = parse_period("2025-26-Q4")

    assert (last.starts_on, last.ends_on) == (date(2026, 1, 1), date(2026, 3, 31))
    assert last.name == "Q4 2025/26"
    assert last.months_name == "January to March 2026"
    assert last.next == parse_period("2026-27-q1")
    assert [f"{month:%m}" for month in last.months] == ["01", "02", "03"]
    assert last.month_name("second") == "2026-02"


def test_a_year_runs_from_april_to_march_and_leap_days_count():
    assert (Period(2023).starts_on, Period(2023).ends_on) == (date(2023, 4, 1), date(2024, 3, 31))
    assert Period(2023).key == "2023-24"
    assert Period(2023).next == Period(2024)
    assert Period(2023).months_name == "April 2023 to March 2024"
    assert Period(2099, 1).key == "2099-00-Q1"
    assert parse_period("2099-00-Q1") == Period(2099, 1)


@pytest.mark.parametrize("key", ["", "Q2", "2026-28-Q1", "2026-27-Q5", "2026/27 Q1", "2026-27-Q2; DROP"])
def test_what_is_no_quarter_is_refused_with_an_example(key):
    with pytest.raises(ValueError, match="2026-27-Q2"):
        parse_period(key)
