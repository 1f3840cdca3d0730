"""What the files hold, where the files themselves say it stands; and the next date to meet the Guardian."""

import json
from datetime import timedelta

from django.utils import timezone

from recalibrate.events.models import Event
from recalibrate.guardian.figures.tidy import COLUMNS
from recalibrate.guardian.models import ExceptionGuidePage, Measure

ABOUT = "/guardian/figures/about/"


def test_a_file_leads_to_the_page_that_explains_it(client, reports):
    document = json.loads(client.get("/guardian/figures/2026-27-Q1.json").content)

    assert document["documentation"].endswith(ABOUT)
    html = client.get(ABOUT).content.decode()
    for column in COLUMNS:
        assert column in html
    assert ABOUT in client.get("/guardian/2026-27-q1/").content.decode()


def test_the_page_follows_the_vocabulary_and_leaves_out_what_is_the_boards(client, reports):
    Measure.objects.create(slug="fridge_doors", name="Fridge doors opened", over_year="sum")
    Measure.objects.create(slug="rows_in_the_mess", name="Rows in the mess", is_board_only=True)

    html = client.get(ABOUT).content.decode()

    assert "<code>fridge_doors</code>" in html
    assert "rows_in_the_mess" not in html
    assert "<td>trust, outcome</td>" in html  # closed reports by department are the board’s


def meet(days, **changes):
    starts = timezone.now() + timedelta(days=days)
    return Event.objects.create(
        starts_at=starts, ends_at=starts + timedelta(hours=1), **{"title": "Forum", "kind": "forum"} | changes
    )


def test_the_corner_names_the_next_forums_and_leads_to_the_calendar(client, home):
    meet(9, title="Resident doctors’ forum")
    meet(2, title="Guardian drop-in", kind="drop-in", place="The mess")
    meet(30, title="A third")
    meet(1, title="Cancelled forum", is_cancelled=True)
    meet(1, title="A Schwartz Round", kind="round")
    meet(-1, title="Last week’s forum")

    html = client.get("/guardian/").content.decode()

    assert html.index("Guardian drop-in") < html.index("Resident doctors’ forum")
    for absent in ("A third", "Cancelled forum", "A Schwartz Round", "Last week’s forum"):
        assert absent not in html
    assert 'href="/dates/"' in html
    assert 'href="/feeds/dates.ics"' in html


def test_without_dates_the_corner_says_so(client, home):
    assert "No forum or drop-in is planned at the moment." in client.get("/guardian/").content.decode()


def test_a_report_is_shared_with_its_own_picture_once_it_is_public(
    client, reports, publish_now, django_capture_on_commit_callbacks
):
    draft = reports["2026-27-q2"]
    assert draft.social_card("Recalibrate") is None
    with django_capture_on_commit_callbacks(execute=True):
        published = publish_now(draft)

    html = client.get(published.url).content.decode()

    assert published.social_card("Recalibrate").title == published.title
    assert '<meta property="og:type" content="article">' in html
    assert f'<meta property="og:image:alt" content="{published.title}">' in html
    assert "reading-tools" in html


def test_the_guide_can_be_heard_and_kept(client, home):
    guide = ExceptionGuidePage.objects.get()
    guide.save_revision().publish()

    html = client.get(guide.get_url()).content.decode()

    assert "read-aloud" in html
    assert '<meta property="og:type" content="article">' in html
