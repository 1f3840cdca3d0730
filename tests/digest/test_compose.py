"""The week's letter, without a database."""

import pytest

from recalibrate.digest.compose import MOST, DigestLine, Gain, allocate, as_text, letter

WORDS = {
    "site": "Recalibrate",
    "page_url": "https://site.example/",
    "help_url": "https://site.example/help/",
}
WAYS_OUT = {"leave_url": "https://site.example/leave/", "change_url": "https://site.example/change/"}
POSTS, PICKS = "From people who work here", "Worth reading elsewhere"


def line(title="After the bereavement room", **more):
    defaults = {"url": "https://site.example/p/", "summary": "What a team did.", "byline": "Bethan"}
    return DigestLine(title=title, **(defaults | more))


def gain(heading=POSTS, number=1, **more):
    lines = tuple(line(f"{heading} {n}") for n in range(min(number, MOST)))
    return Gain(heading, lines, further=max(number - MOST, 0), url="https://site.example/all/", **more)


def report():
    points = ("Exception reports: 61", "Outstanding: 4")
    return Gain("From the Guardian", (line("Q1", points=points),), subject_line="the Guardian’s report")


def test_a_week_without_anything_makes_no_letter():
    assert letter([], **WORDS) is None
    assert letter([Gain(POSTS, ())], **WORDS) is None


@pytest.mark.parametrize(
    ("gains", "since", "subject"),
    [
        ([gain()], "this week", "one thing this week"),
        ([gain(), gain(PICKS)], "since 3 May", "two things since 3 May"),
        ([gain(number=20), gain(PICKS, 11)], "this week", "12 of 31 things this week"),
        ([report()], "this week", "the Guardian’s report this week"),
        ([gain(number=2), report()], "this week", "the Guardian’s report and two more things this week"),
        (
            [gain(number=30), report()],
            "this week",
            "the Guardian’s report and 11 of 30 more things this week",
        ),
    ],
)
def test_the_subject_counts_what_is_in_it_and_never_says_what_but_for_a_report(gains, since, subject):
    assert letter(gains, since=since, **WORDS).subject == f"Recalibrate: {subject}"


def test_a_report_leads_with_its_two_figures():
    composed = letter([gain(), report()], **WORDS)
    text = as_text(composed, **WAYS_OUT)

    assert [section.heading for section in composed.sections] == ["From the Guardian", POSTS]
    assert text.index("Q1") < text.index("- Exception reports: 61") < text.index("- Outstanding: 4")


@pytest.mark.parametrize(
    ("counts", "places", "given"),
    [
        ([20, 11], 12, [6, 6]),
        ([1, 30, 1, 1, 1], 12, [1, 8, 1, 1, 1]),
        ([3, 0, 2], 12, [3, 0, 2]),
        ([], 12, []),
    ],
)
def test_each_kind_has_a_place_before_the_longest_has_more(counts, places, given):
    assert allocate(counts, places) == given


def test_what_there_is_no_place_for_is_counted_with_the_way_to_it():
    text = as_text(letter([gain(number=20), gain(PICKS, 11)], **WORDS), **WAYS_OUT)

    assert text.count("What a team did.") == MOST
    assert "And 14 more:\nhttps://site.example/all/" in text
    assert "And 5 more:\nhttps://site.example/all/" in text


def test_text_puts_the_note_before_the_summary_and_ends_with_the_way_out():
    noted = Gain(POSTS, (line(note="Mentions a death."),))
    text = as_text(letter([noted], **WORDS), **WAYS_OUT)

    assert text.index("Before you read: Mentions a death.") < text.index("What a team did.")
    assert text.rstrip().endswith("https://site.example/leave/")
    assert "Unsubscribe." in text
    assert all(len(row) <= 72 or "://" in row for row in text.splitlines())


def test_a_lock_screen_shows_no_more_than_the_subject():
    """Mail programs show the first words beside the subject; some show 120 characters of them."""
    composed = letter([Gain(POSTS, (line(note="Mentions a death."),))], **WORDS)
    begun = as_text(composed, **WAYS_OUT)[:140]

    assert len(composed.intro) >= 120
    assert not any(word in begun for word in ("death", "bereavement", "Before you read", POSTS))
