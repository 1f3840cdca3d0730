"""What is asked, how a form is read, and what is kept of it: sums."""

import pytest
from programme_questions import KNOWS, question

from recalibrate.programmes.answers.ballots import Ballot, FreeText, Mistakes, parse_ballot, tidied_text
from recalibrate.programmes.answers.codes import ALPHABET, new_code, tidied_code
from recalibrate.programmes.answers.option_lines import lines_of, options_of
from recalibrate.programmes.answers.tallies import STEP, Tallies
from recalibrate.programmes.answers.types import (
    AnswerOption,
    AskedQuestion,
)
from recalibrate.programmes.answers.wording import refusals, warnings_about

SHEET = (
    question(code="knows"),
    question(code="knew", looks_back_from="knows"),
    question(code="next", kind="many", matter="session", lines="Rest\nRotas\nNone of these"),
    AskedQuestion(code="say", kind="text", matter="session", text="Anything else?"),
)


def test_a_form_is_checked_against_what_was_asked_and_nothing_is_compulsory():
    sent = {"q-knows": ["4"], "q-knew": ["2"], "q-next": ["1", "2", "2"], "q-say": ["  A\0\u202eb  "],
            "quote-say": ["on"]}  # fmt: skip
    assert parse_ballot(SHEET, sent) == Ballot(
        (("knows", 4), ("knew", 2), ("next", 1), ("next", 2)),
        ("next",),
        (("knew", 2, 4),),
        (FreeText("say", "Ab", True),),
    )
    assert parse_ballot(SHEET, {}) == Ballot()
    assert parse_ballot(SHEET, {"q-knows": ["6"], "q-knew": ["2"]}).pairs == ()
    wrong = parse_ballot(SHEET, {"q-knows": ["1", "2"], "q-next": ["9"], "q-say": ["x" * 501]})
    assert wrong == Mistakes({
        "knows": "Choose one answer.",
        "next": "Choose one of the answers that are offered.",
        "say": "This has 501 characters; 500 fit. It is all here: shorten it.",
    })  # fmt: skip
    assert tidied_text("a\r\n\n\n\nb 👋 =1") == "a\n\nb 👋 =1"


def test_tallies_are_sums_and_a_box_is_as_large_with_one_form_as_with_many():
    tallies = Tallies()
    empty = tallies.packed()
    for number in range(30):
        tallies.add(parse_ballot(SHEET, {"q-knows": ["4"], "q-knew": ["2"], "q-next": ["1", "3"],
                                         "q-say": [f"Words {number}"]}))  # fmt: skip
    packed = tallies.packed()
    assert len(packed) == len(empty) == STEP
    again = Tallies.unpacked(packed)
    assert again == tallies
    assert again.counted(SHEET[0]).ticks[4] == again.forms == 30
    assert (again.counted(SHEET[2]).answered, again.counted(SHEET[2]).ticks) == (30, {1: 30, 2: 0, 3: 30})
    assert again.paired(SHEET[1]).cells == {(2, 4): 30}
    assert [one.text for one in again.texts] != [f"Words {number}" for number in range(30)]


def test_codes_are_typed_as_people_type():
    assert tidied_code(" 4k-tr7 w.") == "4KTR7W"
    assert [tidied_code(odd) for odd in ("", "4KTR7", "4KTR7A", "4KTR7W9", "x" * 10_000)] == [""] * 5
    taken = {new_code(lambda code: False)}
    assert new_code(taken.__contains__) not in taken
    assert not set("0O1ILUAEY") & set(ALPHABET)


def test_answers_are_typed_one_a_line():
    options = options_of(KNOWS)
    assert options[3] == AnswerOption(4, "Quite a lot", is_yes=True)
    assert options[5] == AnswerOption(6, "Prefer not to say", is_apart=True)
    assert lines_of(options) == KNOWS


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"text": "Over two weeks, how often have you felt down? (PHQ-2)"}, "suicide"),
        ({"text": "Have you thought of self-harm?"}, "same day"),
        ({"text": "What is your grade?"}, "small room"),
        ({"lines": "No\nYes +"}, "five answers"), ({"lines": KNOWS.replace(" +", "")}, "mark with +"),
        ({"kind": "many", "lines": "One"}, "between 2 and 9"), ({"looks_back_from": "x"}, "looks back"),
        ({"kind": "one", "lines": "Yes +\nYes"}, "two answers"),
        ({"kind": "one", "lines": f"Yes +\n{'n' * 41}"}, "longer than 40"),
        ({"kind": "text"}, "no answers to tick"),
    ],
)  # fmt: skip
def test_what_may_not_be_asked_is_refused_with_the_reason(changed, word):
    assert any(word in refusal for refusal in refusals([question(**changed)]))
    assert not list(refusals([question()]))


def test_a_sheet_is_short_and_its_codes_differ():
    said = " ".join(refusals([question(code="a")] * 11))
    assert "11 questions" in said
    assert "one code" in said
    three = [question(code=str(n), kind="text", lines="") for n in range(3)]
    assert any("in words" in refusal for refusal in refusals(three))
    assert len(list(warnings_about(question(text="Do you not sleep and/or eat? " + "word " * 20)))) == 3
