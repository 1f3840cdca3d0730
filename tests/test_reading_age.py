"""What we say ourselves can be read at four in the morning (tests/reading_age.py)."""

import pytest
import reading_age


def test_the_table_in_the_documents_is_the_one_that_is_measured():
    assert reading_age.TABLE.read_text() == reading_age.table(), "python tests/reading_age.py --write"


def test_a_template_is_read_with_what_it_includes():
    texts = reading_age.of_surface("Exception guide")

    assert "How long have I got?" in texts  # its own
    assert any("Samaritans" in text for text in texts)  # the foot of every page


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("The cat sat on the mat. It was warm there. " * 10, 5),
        (
            "Institutional considerations notwithstanding, organisational accountability remains paramount. "
            * 10,
            20,
        ),
    ],
)
def test_plain_words_are_younger_than_long_ones(text, age):
    found = reading_age.measure([text + str(n) for n in range(5)])

    assert found.age is not None
    assert (found.age <= age) if age == 5 else (found.age >= age)


@pytest.mark.parametrize("surface", reading_age.NIGHT)
def test_no_sentence_of_ours_is_long_where_people_read_at_night(surface):
    assert reading_age.of_surface(surface)
    assert reading_age.too_long(surface) == []
