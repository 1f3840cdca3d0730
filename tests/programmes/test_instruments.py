"""Questions that other people made: asked whole, in their own words, about health, and never scored."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from planted_programmes import closed, fill, instrument, open_now, session, wave

from recalibrate.programmes.answers.wording import NO_INSTRUMENT, NOT_LICENSED
from recalibrate.programmes.models import Instrument, Questionnaire
from recalibrate.programmes.questionnaires import new_version, newest_questionnaire

OTHER = {
    "name": "Another",
    "code": "other",
    "opening": "Today",
    "wording": "I felt worse.",
    "options": "No\nYes +",
}


@pytest.fixture
def asked(home):
    """A questionnaire that asks one, used once."""
    sheet = newest_questionnaire("after")
    sheet.instrument = instrument()
    sheet.save()
    sheet.questions.filter(code__in=["useful", "fits", "safe", "knew"]).delete()
    return open_now(wave(session(), sheet=Questionnaire.objects.get(pk=sheet.pk)))


def test_it_stands_whole_before_what_is_answered_in_words_and_is_about_health(asked):
    codes = [one.code for one in asked.sheet]
    assert codes[-3:] == ["a-good-week-1", "a-good-week-2", "say"]
    assert {one.matter for one in asked.sheet if one.code.startswith("a-good")} == {"health"}
    fill(asked, 12, **{"a-good-week-1": 5, "again": 1})
    done = closed(asked)
    detail = {one["asked"]["code"]: one["detail"] for one in done.shown["questions"]}
    assert (detail["again"], detail["a-good-week-1"]) == ("all", "none")


@pytest.mark.parametrize("field", OTHER)
def test_once_asked_its_wording_stays_by_whatever_way_it_is_written(asked, field):
    one = Instrument.objects.get()
    assert one.locked_on is not None
    setattr(one, field, OTHER[field])
    for change in (one.save, one.full_clean):
        with pytest.raises(ValidationError, match="stays as it was"):
            change()
    with pytest.raises(DatabaseError, match="have been used"), transaction.atomic():
        Instrument.objects.update(**{field: OTHER[field]})


def test_that_its_licence_was_looked_at_again_may_be_said_for_ever(asked):
    one = Instrument.objects.get()
    one.checked_on, one.licence = date(2027, 1, 1), "Free, asked again"
    one.full_clean()
    one.save()
    assert Instrument.objects.get().checked_on == date(2027, 1, 1)
    assert new_version(asked.questionnaire).instrument == one


@pytest.mark.parametrize(
    ("name", "why"),
    [("PHQ-9", NO_INSTRUMENT), ("GAD-7", NO_INSTRUMENT), ("K10", NO_INSTRUMENT), ("Maslach (MBI)", NOT_LICENSED),
     ("SWEMWBS", NOT_LICENSED), ("Short Warwick-Edinburgh scale", NOT_LICENSED)],
)  # fmt: skip
def test_what_nobody_could_act_on_or_no_licence_allows_is_refused_by_name(home, name, why):
    one = instrument("Fine")
    one.name = name
    with pytest.raises(ValidationError, match=why[:30]):
        one.full_clean()


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"wording": "\n".join(f"Line {n}." for n in range(12))}, "10 are answered in two minutes"),
        ({"wording": "I thought of suicide."}, "act on the same day"),
        ({"options": "No\nYes"}, "mark with"),
        ({"wording": " "}, "asks nothing yet"),
    ],
)
def test_its_questions_are_refused_for_what_any_question_is_refused_for(home, fields, why):
    one = instrument("Fine")
    for name, value in fields.items():
        setattr(one, name, value)
    with pytest.raises(ValidationError, match=why):
        one.clean()
