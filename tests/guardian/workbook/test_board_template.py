"""The national template's nine sheets, as a Guardian fills them in: read in one go, with nothing guessed."""

import pytest
from spreadsheet_books import faults, read, values, xlsx

FLOW = ["", "No. exceptions carried over from last report", "No. exceptions raised", "No. exceptions closed",
        "No. exceptions outstanding"]  # fmt: skip


def by(what, *rows):
    title = f"Exception reports by {what.lower()}"
    total = ["Total", *(f"=SUM({c}4:{c}{3 + len(rows)})" for c in "BCDE")]
    return [[title], [], [what, *FLOW[1:]], *rows, total]


@pytest.fixture(scope="module")
def template():
    return xlsx({
        "High level data": [
            ["QUARTERLY REPORT ON SAFE WORKING HOURS: DOCTORS AND DENTISTS IN TRAINING"],
            ["Number of doctors / dentists in training (total):", 405],
            ["Number of doctors / dentists in training on 2016 TCS (total):", 401],
            ["Amount of time available in job plan for guardian to do the role:", "2 PAs / 8 hours per week"],
            ["Admin support provided to the guardian (if any):", "0.6 WTE"],
        ],
        "ER by department": by(
            "Specialty", ["Acute Medicine", 4, 40, 41, 3], ["Cardiology", 2, 22, 22, 2], ["A&E", 5, 52, 51, 6],
            ["T&O", 3, 31, 31, 3], ["O&G", "-", 35, 30, 5], ["ENT ", "n/a", "<5", 5, 0],
        ),
        "ER by grade": by("Grade", ["F1", 12, 130, 131, 11], ["CT1-2 / ST1-2", 6, 65, 66, 5], ["ST3-8", 4, 42, 40, 6]),
        "ER by rota": by("Rota", ["Medicine F1 on call", 7, 71, 70, 8]),
        "Response time": [
            ["Exception reports (response time)"], [],
            ["Grade", "Addressed within 48 hours", "Still open"], ["F1", 60, 9], ["F2", 31, 6],
        ],
        "WSR": [["Work schedule reviews by grade"], [], ["Grade", "Level 1", "Final"], ["F1", 2, 0], ["ST3+", 1, 0]],
        "Locum bookings": [
            ["Locum bookings (bank) by reason"], [], ["Reason", "Shifts requested", "Hours worked"],
            ["Vacancy", 210, 1600], ["Sickness", 88, 700], ["Strike", 3, 30], ["Total", 301, 2330],
        ],
        "Vacancies": [
            ["Vacancies by month"], [],
            ["Specialty", "Grade", "Month 1", "Month 2", "Month 3", "Total gaps (average)"],
            ["ENT", "ST3+", 1, 2, 2, 1.67], ["Paediatrics", "ST1-2", 0.4, 0.4, 1, 0.6],
        ],
        "Fines": [
            ["Fines by department"], [], ["Department", "Number of fines levied", "Value of fines levied"],
            ["A&E", 6, 538.2], ["T&O", 3, "£201.10"],
        ],
    })  # fmt: skip


ANSWERS = {
    "word|-": "0", "word|n/a": "z", "word|<5": "c", "word|2 pas / 8 hours per week": "2",
    "row:department|acute medicine": "row:department:general-medicine", "row:department|cardiology": "new:Cardiology",
    "row:rota|medicine f1 on call": "new:Medicine F1 on call", "row:grade|st1-2": "row:grade:core",
    "row:locum-reason|strike": "leave", "heading|work schedule reviews": "measure:wsr_opened",
}  # fmt: skip


def test_nothing_is_guessed_and_everything_is_asked_once(template):
    reading = read(template)

    assert faults(reading) == []
    assert {q.key for q in reading.names} == {key for key in ANSWERS if not key.startswith("word|")}
    assert [q for q in reading.names if q.near] == []
    assert [(word.text, word.number) for word in reading.words.values()] == [
        ("2 PAs / 8 hours per week", "2"), ("-", ""), ("n/a", ""), ("<5", ""),
    ]  # fmt: skip


def test_with_answers_every_sheet_is_where_it_belongs(template):
    reading = read(template, **ANSWERS)
    found = values(reading)

    assert (faults(reading), reading.is_asking) == ([], False)
    assert found | {
        "doctors trust all": "405", "doctors_2016 trust all": "401", "guardian_time trust all": "2",
        "admin_support trust all": "0.6", "er_raised department general-medicine": "40",
        "er_raised department cardiology": "22", "er_raised department emergency-medicine": "52",
        "er_raised department ent": "[c]", "er_carried_over department obstetrics-and-gynaecology": "0",
        "er_carried_over department ent": "[z]", "er_closed grade st3": "40", "er_raised grade core": "65",
        "er_outstanding rota medicine-f1-on-call": "8", "er_answered_48_hours grade fy1": "60",
        "er_answered_open grade fy2": "6", "wsr_opened grade fy1": "2", "wsr_opened review-level level-1": "3",
        "bank_requested locum-reason vacancy": "210", "bank_requested trust all": "301",
        "bank_hours_worked locum-reason sickness": "700", "vacancies department ent": "1.67",
        "vacancies grade core": "0.6", "vacancies post ent--st3": "1.67", "vacancies_second post ent--st3": "2",
        "fines_count department trauma-and-orthopaedics": "3",
        "fines_total department trauma-and-orthopaedics": "201.1",
    } == found  # fmt: skip
    assert "er_raised department total" not in found
    place = next(spot for spot in reading.figures if spot[:3] == ("er_raised", "grade", "core"))
    assert reading.sources[place] == "ER by grade, C5"
    assert any("the total in row 10 was not checked" in notice for notice in reading.notices)


def test_what_has_no_home_can_be_kept_for_the_board():
    rows = [["Fines by grade, Q3 2026/27"], ["Grade", "Fines levied", "Letters written"], ["F1", 3, 4]]
    content = xlsx({"Fines": rows})
    assert [(q.text, q.near) for q in read(content).names] == [("Letters written", "")]

    reading = read(
        content, **{"heading|letters written": "new:count:Letters written", "by|fines_count|grade": "board"}
    )

    assert values(reading) == {"fines_count grade fy1": "3", "letters_written grade fy1": "4"}
    new = reading.vocabulary.measure("letters_written")
    assert (new.is_board_only, new.name) == (True, "Letters written")
    rules = {(b.measure, b.rule) for b in reading.vocabulary.breakdowns if b.dimension == "grade"}
    assert rules >= {("letters_written", "board"), ("fines_count", "board")}


def test_a_total_with_a_result_is_checked_and_is_the_whole_trusts_figure():
    rows = [
        ["Exception reports by grade, Q3 2026/27"],
        ["Grade", "No. exceptions raised"],
        ["F1", 12],
        ["F2", 8],
    ]

    right = read(xlsx({"ER": [*rows, ["Total", 20]]}))
    wrong = read(xlsx({"ER": [*rows, ["Total", 21]]}))

    assert values(right) == {
        "er_raised grade fy1": "12",
        "er_raised grade fy2": "8",
        "er_raised trust all": "20",
    }
    assert right.notices == ["ER: the total in row 5 agrees with its parts."]
    assert faults(wrong) == ["ER!B5 This total says 21, but its parts make 20."]
