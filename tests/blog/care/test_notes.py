"""What a note is made of, and what none is: a false alarm is a fault like a missed one."""

import pytest

from blog.care import CareNote, DraftText, NoteKind, TextLink, TextPicture, care_notes

STORY = "A patient stayed in my mind."


def about(kind, *paragraphs, **more):
    return [note.passage for note in care_notes(DraftText(paragraphs, **more)) if note.kind == kind]


def passages(kind, sentence, **more):
    return about(kind, sentence, **more)


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("A colleague committed suicide last year, and talking helped.", "committed suicide"),
        ("He had tried to commit suicide; we listened.", "commit suicide"),
        ("It was a failed suicide attempt, and help came.", "failed"),
        ("They spoke of a suicide epidemic and of support.", "epidemic"),
        ("Her self-harm was a cry for help.", "cry for help"),
        ("He took his own life because of the rota; talk to us.", "because of"),
        ("She overdosed to end her life, and got better.", "overdosed"),
        ("The suicide victim had asked for help.", "suicide victim"),
    ],
)
def test_unsafe_words_about_suicide(sentence, passage):
    assert passage in passages(NoteKind.SAFETY, sentence, level=3)


@pytest.mark.parametrize(
    "sentence",
    [
        "We are committed to suicide prevention, and to support.",
        "It was a failed attempt to site a cannula.",
        "The audit was successful because the ward clerk helped.",
        "She treated an overdose and went home late.",
        "There was an epidemic of bleeps.",
        "I committed the change to the rota.",
        "She hanged her coat on the door.",
        "My new life began because of the move.",
    ],
)
def test_harmless_words_about_other_things(sentence):
    assert passages(NoteKind.SAFETY, sentence, level=3) == []


@pytest.mark.parametrize(
    "sentence", ["A colleague died by suicide, and talking helped.", "He took his own life. Ask for help."]
)
def test_safe_words_about_suicide_need_no_note_at_level_3(sentence):
    assert passages(NoteKind.SAFETY, sentence, level=3) == []


def test_suicide_below_level_3_and_without_a_way_through_is_mentioned():
    low = care_notes(DraftText(("Asking about suicide is safe, and helps.",), level=1))
    hopeless = care_notes(DraftText(("She died by suicide.",), level=3))

    assert "not at level 3" in low[0].why
    assert "nothing that helped" in hopeless[0].why


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("A 67-year-old man was admitted.", "67-year-old man"),
        ("She was a 3 week old baby.", "3 week old baby"),
        ("He was aged 42.", "aged 42"),
        ("She died on 12 March 2024.", "12 March 2024"),
        ("He was admitted on March 3rd.", "March 3rd"),
        ("She was transferred on 03/04/2023.", "03/04/2023"),
        ("I found him in bed 12.", "bed 12"),
        ("It was on ward 7B.", "ward 7B"),
        ("Mrs Quill asked for tea.", "Mrs Quill"),
        ("She died at Fenwold Hospital.", "Fenwold Hospital"),
        ("Her number was 943 476 5919.", "943 476 5919"),
    ],
)
def test_what_points_to_a_patient(sentence, passage):
    assert about(NoteKind.GIVEN_AWAY, STORY, sentence) == [passage]


@pytest.mark.parametrize(
    "sentence",
    [
        "She was in her eighties.",
        "The 30-year-old building leaks.",
        "The new rules began on 4 February 2026.",
        "Mr Quill, our surgeon, stayed late.",
        "We met at the door of Fenwold Hospital for the choir.",
        "I sat on the bed by the window after the ward round.",
        "It was bay after bay.",
        "We have 12 beds.",
    ],
)
def test_what_points_to_nobody(sentence):
    assert about(NoteKind.GIVEN_AWAY, STORY, sentence) == []


@pytest.mark.parametrize("sentence", ["Ward 7 has a new rest room.", "Mrs Quill runs the choir on 12 March."])
def test_a_post_without_a_patient_gives_nobody_away(sentence):
    assert passages(NoteKind.GIVEN_AWAY, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("We should all be more resilient.", "be more resilient"),
        ("Ways to build your resilience.", "build your resilience"),
        ("Just breathe.", "Just breathe"),
        ("Remember self-care.", "self-care"),
        ("You have to toughen up.", "toughen up"),
        ("The junior doctors met.", "junior doctors"),
    ],
)
def test_words_that_put_it_on_the_person(sentence, passage):
    assert passages(NoteKind.BLAME, sentence) == [passage]


@pytest.mark.parametrize(
    "sentence",
    [
        "Resilience is a word we argue about.",
        "The network was made resilient.",
        "I had just sat down.",
        "It is just a story.",
        "I could just breathe again.",
        "Take care of the plants.",
        "The junior football team won.",
    ],
)
def test_words_that_blame_nobody(sentence):
    assert passages(NoteKind.BLAME, sentence) == []


@pytest.mark.parametrize("number", ["0300 030 3300", "116 123", "020 7946 0018"])
def test_numbers_typed_into_a_text(number):
    assert passages(NoteKind.NUMBERS, f"Ring {number} at night.") == [number]


@pytest.mark.parametrize(
    "sentence", ["It is 03:40.", "doi 10.1136/0300030330", "In 2026 we had 116 123rd places"]
)
def test_other_numbers(sentence):
    assert not passages(NoteKind.NUMBERS, sentence)


def test_what_should_change_is_missed_once_and_only_if_it_is_missing():
    assert about(NoteKind.CHANGE, "Text.", has_change=False) == [""]
    assert about(NoteKind.CHANGE, "Text.") == []


@pytest.mark.parametrize(
    "text", ["here", "Click here", "read more", "More…", "https://a.example/x", "this page"]
)
def test_links_that_do_not_say_where_they_lead(text):
    assert about(NoteKind.LINKS, links=(TextLink(text, "/x"),)) == [text]


@pytest.mark.parametrize("text", ["Exception reporting in two minutes", "What is here for you", "Help"])
def test_links_that_do(text):
    assert about(NoteKind.LINKS, links=(TextLink(text, "/x"),)) == []


@pytest.mark.parametrize(
    "alt", ["", "IMG_2041", "rest-room.jpg", "Picture of a chair", "An image showing tea"]
)
def test_pictures_that_say_too_little(alt):
    assert len(about(NoteKind.PICTURES, pictures=(TextPicture(alt),))) == 1


def test_pictures_that_say_enough_or_need_not():
    fine = (TextPicture("A chair by a window"), TextPicture("", is_decorative=True))

    assert about(NoteKind.PICTURES, pictures=fine) == []


HARD = (
    "Notwithstanding considerable organisational heterogeneity, multidisciplinary rehabilitation "
    "necessitates comprehensive institutional recalibration of prevailing occupational expectations. "
) * 8
EASY = "I sat down with a cup of tea. The night was long. We talked for a while and it got light. " * 8


def test_hard_texts_say_for_what_age_and_easy_ones_nothing():
    assert "The reading age is" in care_notes(DraftText((HARD,)))[0].why
    assert care_notes(DraftText((EASY,))) == ()
    assert care_notes(DraftText((HARD[:120],))) == ()


def test_long_posts_long_sentences_and_short_versions_of_the_wrong_length():
    sentence = "We went on and on " * 11

    assert "take more than six minutes" in care_notes(DraftText((EASY * 9,)))[0].why
    assert about(NoteKind.READING, sentence)
    assert "has 3 words" in care_notes(DraftText((), short_version="Only three words"))[0].why
    assert care_notes(DraftText((), short_version="word " * 100)) == ()


def test_the_same_remark_is_made_once_and_a_long_passage_is_cut():
    draft = DraftText(("Committed suicide. Help. He committed suicide, then we talk.",), level=3)
    twice = [note for note in care_notes(draft) if note.passage.lower() == "committed suicide"]

    assert len(twice) == 2  # two spellings
    assert all(len(note.passage) < 145 for note in care_notes(DraftText((HARD,))))


def test_a_note_says_what_and_why_and_what_instead():
    for note in care_notes(DraftText((STORY, "He was aged 42.", "Be more resilient."), has_change=False)):
        assert isinstance(note, CareNote)
        assert note.why.endswith(".")
        assert note.suggestion
