"""Cells as spreadsheets have them: number formats, formulas, words, errors, and names that mean the same."""

from datetime import datetime, time, timedelta

import pytest
from spreadsheet_books import LISTED, faults, read, values, xlsx

Q3 = "2026-27-Q3"


def one(measure, value, number_format="General"):
    """What a single figure is read as, below its heading."""
    content = xlsx({"Figures": [["Measure", "Q3 2026/27"], [measure, value]]}, formats={"B2": number_format})
    reading = read(content)
    return next(iter(values(reading).values()), None) or next(iter(faults(reading)), list(reading.words))


@pytest.mark.parametrize(
    ("measure", "value", "number_format", "expected"),
    [
        ("starter_access", 0.94, "0%", "94"),
        ("starter_access", 0.945, "0.0%", "94.5"),
        ("fines_value", 1032.3, '[$£-809]#,##0.00;-[$£-809]#,##0.00', "1032.3"),
        ("fines_value", "£1,032.30", "General", "1032.3"),
        ("doctors", 1405, "#,##0", "1405"),
        ("doctors", "1,405", "@", "1405"),
        ("hours_reported", timedelta(hours=372, minutes=15), "[h]:mm", "372.25"),
        ("hours_reported", "372h 15m", "General", "372.25"),
        ("vacancies", 1.6666666666666667, "0.0", "1.667"),
        ("vacancies", 0.1 + 0.2, "General", "0.3"),
    ],
)  # fmt: skip
def test_a_cell_is_the_number_that_it_shows(measure, value, number_format, expected):
    assert one(measure, value, number_format) == expected


@pytest.mark.parametrize(
    ("measure", "value", "number_format", "said"),
    [
        ("doctors", 0.12, "0%", "“12%” is a percentage, and this is counted one by one."),
        ("doctors", "£5", "General", "“£5” is an amount of money, and this is counted one by one."),
        ("fines_value", 12, "[$€-407]0", "“€12” is not a number."),
        ("hours_reported", time(10, 30), "h:mm", "“10:30” is a time. Write hours as a number"),
        (
            "er_raised",
            "=1+1",
            "General",
            "is a formula, and its result is not in the file. Open the file in Excel",
        ),
        ("er_raised", "#REF!", "General", "is an error in the spreadsheet."),
        ("er_raised", 12.5, "General", "is not a whole number"),
        ("er_raised", -3, "General", "is below zero"),
        ("er_raised", 10**10, "General", "has too many digits"),
    ],
)
def test_what_is_no_such_number_is_refused_in_words_with_its_place(measure, value, number_format, said):
    found = one(measure, value, number_format)

    assert found.startswith("Figures!B2 ")
    assert said in found


@pytest.mark.parametrize("word", ["-", "–", "nil", "Nil return", "N/A", "TBC", "<5", "c.31"])
def test_a_word_that_may_mean_several_things_is_asked_about(word):
    assert one("er_raised", word) == [f"word|{word.casefold()}"]


def test_a_day_among_numbers_is_refused():
    day = datetime(2026, 1, 2)  # noqa: DTZ001
    reading = read(xlsx({"A": [["Measure", "Q3 2026/27"], ["er_isc", 3], ["guardian_time", day]]}))

    assert faults(reading) == [
        "A!B3 “2026-01-02” is a date, not a number. Format the cell as a number, and type it again."
    ]


def listed(*rows):
    return xlsx({"Figures": [LISTED, *([Q3, "er_raised", "department", *row] for row in rows)]})


def test_a_name_without_a_near_neighbour_is_asked_about_and_one_with_another_spelling_is_offered():
    reading = read(listed(["Gastroenterology", 4], ["Genral surgery", 6], ["Acute Medicine", 5]))

    assert [(q.text, q.near) for q in reading.names] == [
        ("Gastroenterology", ""), ("Genral surgery", "row:department:general-surgery"), ("Acute Medicine", ""),
    ]  # fmt: skip
    assert (values(reading), faults(reading)) == ({}, [])


def test_two_names_that_a_person_gave_one_meaning_are_added_up():
    said = {
        f"row:department|{name}": "row:department:general-medicine"
        for name in ("acute medicine", "cardiology")
    }

    reading = read(listed(["Acute Medicine", 4], ["Cardiology", 6]), **said)

    assert values(reading) == {"er_raised department general-medicine": "10"}
    assert list(reading.sums.values()) == ["4 + 6"]


def test_two_names_that_mean_the_same_by_themselves_may_be_one_line_twice_so_it_is_asked():
    key = "together|department|anaesthetics|anaesthetics|itu"
    content = listed(["Anaesthetics", 16], ["ITU", 4])

    assert [choice.key for choice in read(content).choices.values()] == [key]
    assert values(read(content, **{key: "add"})) == {"er_raised department anaesthetics": "20"}
    assert values(read(content, **{key: "itu"})) == {"er_raised department anaesthetics": "4"}


def test_the_same_line_twice_counts_once_and_two_that_differ_are_refused():
    assert values(read(listed(["ENT", 5], ["ent ", 5]))) == {"er_raised department ent": "5"}
    assert faults(read(listed(["ENT", 5], ["ent", 6]))) == [
        "Figures!category3 The same figure is in row 2 already."
    ]


def test_tables_of_one_file_that_contradict_each_other_are_refused_with_both_places():
    rows = {"A": [["Exception reports raised", 5]], "B": [["Exception reports raised", 6]]}

    assert faults(read(xlsx(rows))) == ["B!B1 This says 6, but A, B1 says 5."]
    assert values(read(xlsx({"A": rows["A"], "B": rows["A"]}))) == {"er_raised trust all": "5"}
