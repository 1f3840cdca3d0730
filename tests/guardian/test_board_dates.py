"""A day is read as a British person means it, or refused."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from recalibrate.guardian.models import GuardianReportPage


@pytest.fixture
def board_on(home):
    return (
        GuardianReportPage.get_edit_handler()
        .get_form_class()(instance=GuardianReportPage())
        .fields["board_on"]
    )


@pytest.mark.parametrize(
    "written", ["2026-12-10", "10/12/2026", "10/12/26", "10.12.2026", "10 December 2026", "10 Dec 2026"]
)
def test_a_boards_day_may_be_written_in_any_usual_way(board_on, written):
    assert board_on.clean(written) == date(2026, 12, 10)


@pytest.mark.parametrize("written", ["31/02/2027", "12/31/2026", "10 Dec", "soon"])
def test_what_is_no_day_is_refused(board_on, written):
    with pytest.raises(ValidationError):
        board_on.clean(written)
