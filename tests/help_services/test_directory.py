"""The help page and the panels, at a moment of the day."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from factories import HelpServiceFactory

from recalibrate.core.models import User
from recalibrate.help_services.load import load_help_services
from recalibrate.help_services.models import HelpService, open_first
from recalibrate.help_services.views import help_page
from recalibrate.infra.clock import WALL_CLOCK

pytestmark = pytest.mark.django_db
OFFICE = "Mon-Fri 08:00-20:00; Sat 08:00-14:00; bank holidays closed"


def at(text):
    return timezone.datetime.fromisoformat(text).replace(tzinfo=WALL_CLOCK)


@pytest.fixture
def clock(monkeypatch):
    """Set what the help page takes for now."""

    def set_to(text):
        monkeypatch.setattr(help_page.timezone, "now", lambda: at(text))

    return set_to


def load_sample():
    HelpService.objects.all().delete()
    load_help_services(with_samples=True)


def page(client, address="/help/"):
    return client.get(address).content.decode()


def test_the_page_says_what_is_open_and_until_when_as_of_now(client, home, clock):
    HelpServiceFactory(opening_hours=OFFICE)
    clock("2026-11-25 14:05")

    html = page(client)

    assert "Open now, until 8pm" in html
    assert "checked at 14:05" in html
    assert "Monday to Friday 8am to 8pm" in html


def test_it_says_when_what_is_closed_opens(client, home, clock):
    HelpServiceFactory(opening_hours=OFFICE)
    clock("2026-12-25 10:00")

    assert "Closed now, opens on Tuesday at 8am" in page(client)


def test_of_unknown_hours_it_says_nothing(client, home):
    HelpService.objects.all().delete()
    HelpServiceFactory(opening_hours="", hours="Answered within one working day")

    html = page(client)

    assert "Answered within one working day" in html
    assert "Open now" not in html
    assert "Closed now" not in html


def test_hours_that_nobody_can_read_never_break_the_page(client, home):
    HelpServiceFactory(name="Odd", opening_hours="whenever")

    html = page(client)

    assert "Odd" in html
    assert "whenever" in html


@pytest.mark.parametrize(
    ("now", "kept"),
    [
        ("2026-11-25 14:00", "public, max-age=60, stale-while-revalidate=600"),
        ("2026-11-25 19:55", "public, max-age=60, stale-while-revalidate=240"),
        ("2026-11-25 19:59:30", "public, max-age=30, stale-while-revalidate=0"),
        ("2026-11-26 07:59:59", "public, max-age=1, stale-while-revalidate=0"),
    ],
)
def test_no_cache_says_open_now_after_closing_time(client, home, clock, now, kept):
    HelpService.objects.all().delete()
    HelpServiceFactory(opening_hours=OFFICE)
    clock(now)

    assert client.get("/help/")["Cache-Control"] == kept


def test_an_editors_page_is_nobody_elses(client, home):
    client.force_login(User.objects.create_superuser("boss"))

    assert client.get("/help/")["Cache-Control"] == "private, no-store"


def test_a_nation_leaves_out_what_is_for_the_others(client, home):
    load_sample()

    html, other = page(client, "/help/?nation=wales"), page(client, "/help/?nation=scotland")

    assert "NHS 111 Wales" in html
    assert "NHS 111 in Scotland" not in html
    assert "NHS 111 in Scotland" in other
    assert "Samaritans" in html
    assert "noindex" in html
    assert client.get("/help/?nation=france").status_code == 404


def test_of_equal_urgency_the_open_ones_come_first_and_urgency_is_never_overruled():
    closed = HelpServiceFactory.build(name="Closed", urgency="talk-now", opening_hours=OFFICE)
    opened = HelpServiceFactory.build(name="Open", urgency="talk-now", opening_hours="24/7")
    urgent = HelpServiceFactory.build(name="Urgent", urgency="emergency", opening_hours=OFFICE)
    unknown = HelpServiceFactory.build(
        name="Unknown", urgency="talk-now", opening_hours="", hours="See there"
    )

    order = open_first([closed, unknown, opened, urgent], at("2026-11-29 12:00"))

    assert [service.name for service in order] == ["Urgent", "Unknown", "Open", "Closed"]


def test_a_panel_costs_nothing_until_it_is_shown(home):
    HelpServiceFactory(is_in_panels=True)

    with CaptureQueriesContext(connection) as captured:
        panel = HelpService.objects.for_panel()
        assert len(captured) == 0
        assert [service.name for service in panel]
    assert len(captured) == 1


def test_the_sample_directory_exercises_every_alarm(client, home):
    load_sample()
    today = timezone.localdate()

    days_late = {service.name: (today - service.check_again_on).days for service in HelpService.objects.all()}

    assert days_late["NHS Practitioner Health"] == 10
    assert days_late["Doctors’ Support Network"] == 45
    html = page(client)
    assert html.count("We are re-checking this number.") == 1
    assert "replace me" in html
    assert "closed on bank holidays" in html
    assert "ext. 0000 (sample)" in html


def test_what_never_is_in_doubt_is_shown_without_doubt_however_late(client, home):
    load_sample()
    HelpService.objects.filter(never_hide=True).update(checked_on=timezone.localdate() - timedelta(days=900))
    HelpService.objects.filter(never_hide=False).delete()

    html = page(client)

    for link in ("tel:999", "tel:111", "tel:116123"):
        assert link in html
    assert "re-checking" not in html


def test_the_directory_ships_no_number_that_was_withdrawn(home):
    load_sample()
    shipped = " ".join(
        f"{service.phone} {service.text_keyword} {service.text_number}"
        for service in HelpService.objects.all()
    )

    for withdrawn in ("0300 131 7000", "0800 069 6222", "FRONTLINE", "PHP", "NHSPH"):
        assert withdrawn not in shipped
