"""Telling the keepers what is due, and being told that it was checked."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.utils import timezone
from factories import HelpServiceFactory
from wagtail.log_actions import registry

from recalibrate.core.models import User
from recalibrate.help_services.models import HelpService
from recalibrate.help_services.reminders import remind_keepers
from recalibrate.infra.clock import WALL_CLOCK

pytestmark = pytest.mark.django_db


def days_ago(days):
    return timezone.localdate() - timedelta(days=days)


@pytest.fixture
def keeper(home):
    HelpService.objects.all().delete()
    user = User.objects.create_user("keeper", email="keeper@fenwold.example")
    user.groups.add(Group.objects.get(name="Editor"))
    return user


@pytest.fixture
def morning():
    return timezone.localtime(timezone.now(), WALL_CLOCK).replace(hour=9, minute=0)


@pytest.fixture
def remind(django_capture_on_commit_callbacks):
    """Let the clock tick at a moment; how many mails have gone since the last time."""

    def tick(now):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            remind_keepers(now)
        return len(mail.outbox)

    return tick


def test_the_list_begins_with_what_has_waited_longest(client, keeper):
    for days in (10, 200, 95):
        HelpServiceFactory(name=f"Checked {days} days ago", checked_on=days_ago(days))
    client.force_login(keeper)

    response = client.get("/admin/help-checks/")

    assert [service.name.split()[1] for service in response.context["services"]] == ["200", "95", "10"]
    assert response.context["due_count"] == 2


def test_checked_today_takes_every_part_and_stands_in_the_history(client, keeper):
    service = HelpServiceFactory(checked_on=days_ago(200), reminded_on=days_ago(3))
    client.force_login(keeper)
    address = f"/admin/help-checks/{service.pk}/"

    half = client.post(address, {"parts": ["contact"]})
    service.refresh_from_db()
    assert "Everything must be correct" in half.content.decode()
    assert service.checked_on == days_ago(200)

    done = client.post(address, {"parts": ["contact", "hours", "audience"], "note": "Answered by Ann."})
    service.refresh_from_db()
    assert done.url == "/admin/help-checks/"
    assert service.checked_on == timezone.localdate()
    assert service.reminded_on is None
    entry = registry.get_logs_for_instance(service).get(action="help_services.check")
    assert entry.user == keeper
    assert entry.data["note"] == "Answered by Ann."


def test_nobody_else_may_say_so(client, keeper):
    service = HelpServiceFactory(checked_on=days_ago(200))
    guardian = User.objects.create_user("guardian")
    guardian.groups.add(Group.objects.get(name="Guardian"))
    client.force_login(guardian)

    for address in ("/admin/help-checks/", f"/admin/help-checks/{service.pk}/"):
        assert client.get(address).status_code in (302, 403)
        client.post(address, {"parts": ["contact", "hours", "audience"]})
    service.refresh_from_db()
    assert service.checked_on == days_ago(200)


def test_menu_and_first_page_say_how_many_are_due(client, keeper):
    client.force_login(keeper)
    HelpServiceFactory(name="Zebra line", checked_on=days_ago(95))
    due = client.get("/admin/").content.decode()

    HelpService.objects.update(checked_on=days_ago(1))
    none = client.get("/admin/").content.decode()

    assert "Numbers due (1)" in due
    assert "Ring Zebra line again" in due
    assert "Numbers due" not in none
    assert "Ring Zebra line again" not in none


def test_keepers_are_written_to_once_and_then_each_week(keeper, morning, remind):
    HelpServiceFactory(name="Zebra line", checked_on=days_ago(100))

    assert remind(morning) == 1
    assert mail.outbox[0].to == ["keeper@fenwold.example"]
    assert "Zebra line" in mail.outbox[0].body
    assert "http://testserver/admin/help-checks/" in mail.outbox[0].body
    assert remind(morning + timedelta(hours=1)) == 0
    assert remind(morning + timedelta(days=6)) == 0
    assert remind(morning + timedelta(days=7)) == 1


def test_what_becomes_due_meanwhile_is_told_at_once_with_the_rest(keeper, morning, remind):
    HelpServiceFactory(name="Zebra line", checked_on=days_ago(100))
    remind(morning)

    HelpServiceFactory(name="Quagga line", checked_on=days_ago(91))

    assert remind(morning + timedelta(hours=1)) == 1
    assert "2 help services are due" in mail.outbox[0].subject
    assert mail.outbox[0].body.index("Zebra") < mail.outbox[0].body.index("Quagga")


def test_nobody_is_written_to_about_nothing_or_at_night(keeper, morning, remind):
    assert remind(morning) == 0

    HelpServiceFactory(checked_on=days_ago(100))

    assert remind(morning.replace(hour=3)) == 0
    assert remind(morning.replace(hour=22)) == 0


def test_only_those_who_may_change_the_directory_are_written_to(keeper, morning, remind):
    HelpServiceFactory(checked_on=days_ago(100))
    User.objects.create_user("other", email="other@fenwold.example")
    User.objects.create_superuser("left", email="left@fenwold.example", is_active=False)

    remind(morning)

    assert [message.to for message in mail.outbox] == [["keeper@fenwold.example"]]
