"""The week's letter, without a database."""

from recalibrate.digest.compose import MOST, Line, as_text, letter

HEADINGS = {"post": "From people who work here", "pick": "Worth reading elsewhere"}
WORDS = {
    "headings": HEADINGS,
    "site": "Recalibrate",
    "page_url": "https://site.example/",
    "help_url": "https://site.example/help/",
}


def line(kind="post", title="After the bereavement room", **more):
    defaults = {"url": "https://site.example/p/", "summary": "What a team did.", "byline": "Bethan"}
    return Line(kind=kind, title=title, **(defaults | more))


def test_a_week_without_anything_makes_no_letter():
    assert letter([], **WORDS) is None


def test_the_subject_says_how_much_and_never_what():
    one = letter([line()], **WORDS)
    two = letter([line(), line(kind="pick")], **WORDS)

    assert one.subject == "Recalibrate: one thing from this week"
    assert two.subject == "Recalibrate: two things from this week"


def test_kinds_stand_under_their_headings_and_none_is_empty():
    composed = letter([line(kind="pick"), line(kind="post")], **WORDS)

    assert [s.heading for s in composed.sections] == ["From people who work here", "Worth reading elsewhere"]


def test_more_than_fits_is_left_for_the_site():
    composed = letter([line() for _ in range(20)], **WORDS)

    assert sum(len(section.lines) for section in composed.sections) == MOST


def test_text_puts_the_note_before_the_summary_and_ends_with_the_way_out():
    text = as_text(letter([line(note="Mentions a death.")], **WORDS), leave_url="https://site.example/leave/")

    assert text.index("Before you read: Mentions a death.") < text.index("What a team did.")
    assert text.rstrip().endswith("https://site.example/leave/")
    assert all(len(row) <= 72 or "://" in row for row in text.splitlines())
