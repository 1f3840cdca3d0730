"""Whatever notes that someone was written to notes it with the mail, or not at all.

Each module that writes mails stands in PLACES: one that does not fails a test here. What it notes is read
after the mail could not be written down, and after a mail server was away while it was.
"""

import ast
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from factories import GuardianReportPageFactory, HelpServiceFactory
from planted_programmes import wave

from benchmarks.smtp_server import serving
from feeds.models import Source
from recalibrate.core.models import User
from recalibrate.digest.double_opt_in import MAILS_PER_MINUTE, Wish, request_confirmation
from recalibrate.digest.last_letter import send_last_letter
from recalibrate.digest.models import DigestSettings, Subscription, SubscriptionRequest
from recalibrate.guardian import publication
from recalibrate.guardian.models import GuardianReportPage, SuppressedRow
from recalibrate.help_services.models import HelpService
from recalibrate.help_services.reminders import remind_keepers
from recalibrate.link_checks.notify_editors import tell_editors
from recalibrate.mail.models import OutgoingMail
from recalibrate.mail.outbox import send_outgoing
from recalibrate.operations.health import alerts as alarms
from recalibrate.operations.health.alerts import raise_alarms
from recalibrate.operations.health.check_result import critical
from recalibrate.operations.health.checks import CHECKS
from recalibrate.operations.models import Trouble
from recalibrate.programmes.answers.ballots import FreeText
from recalibrate.programmes.models import Remark
from recalibrate.programmes.receiving import flag
from recalibrate.sign_in import grants
from recalibrate.sign_in.notifications import tell
from recalibrate.sign_in.tasks import send_reset_mails

ROOT = Path(__file__).parents[2]
WAYS = {"EmailMessage", "EmailMultiAlternatives", "send_mail", "send_mass_mail", "mail_admins"}
WAYS |= {"in_both_forms", "mail_managers", "get_connection", "email_user"}


class Full(BaseEmailBackend):
    """The mail cannot even be written down."""

    def send_messages(self, messages: Any) -> int:
        raise DatabaseError("the disk is full")


class Place(NamedTuple):
    """A module that writes mails, and what it notes: the same before and after if nothing was written."""

    module: str
    write: Callable[[], object]
    noted: Callable[[], object] = lambda: None


def morning() -> Any:
    return timezone.localtime().replace(hour=9, minute=0)


def keeper() -> User:
    return User.objects.get(username="keeper")


def invite_the_forum() -> None:
    client = Client()
    client.force_login(keeper())
    report = GuardianReportPage.objects.latest("pk")
    seen = publication.outlook(report).seen
    sent = {"addresses": "a@a.example", "days": "7", "agreed": "on", "seen": seen}
    assert client.post(f"/admin/guardian/reports/{report.pk}/invite/", sent).status_code == 200


PLACES = [
    Place(
        "site/recalibrate/help_services/reminders.py",
        lambda: remind_keepers(morning()),
        lambda: set(HelpService.objects.values_list("reminded_on", flat=True)),
    ),
    Place(
        "site/recalibrate/link_checks/notify_editors.py",
        lambda: tell_editors(timezone.now()),
        lambda: set(Source.objects.values_list("reported_at", flat=True)),
    ),
    Place(
        "site/recalibrate/operations/health/alerts.py",
        lambda: raise_alarms(timezone.now()),
        lambda: set(Trouble.objects.filter(check_name="disk").values_list("told_at", flat=True)),
    ),
    Place(
        "site/recalibrate/digest/last_letter.py",
        lambda: send_last_letter(Subscription.objects.get()),
        lambda: set(Subscription.objects.values_list("email", "owes_last_letter")),
    ),
    Place(
        "site/recalibrate/digest/double_opt_in.py",
        lambda: request_confirmation(Wish("a@a.example", ("guardian",)), site="S"),
        lambda: set(SubscriptionRequest.objects.values_list("lists", "mailed_at")),
    ),
    Place("site/recalibrate/guardian/invite.py", invite_the_forum, lambda: SuppressedRow.objects.count()),
    Place(
        "site/recalibrate/programmes/receiving.py",
        lambda: flag(wave(), [FreeText("say", "x")]),
        lambda: Remark.objects.count(),
    ),
    Place("site/recalibrate/sign_in/notifications.py", lambda: tell(keeper(), "sign_in.set_up", by=None)),
    Place("site/recalibrate/sign_in/grants.py", lambda: grants.record_grant(keeper(), "roles", ["a"], ["b"])),
    Place("site/recalibrate/sign_in/tasks.py", lambda: send_reset_mails.call([keeper().pk])),
]
NOT_PLACES = {
    "site/recalibrate/digest/message.py": "one mail of a digest; tests/digest/test_refusals.py",
    "site/recalibrate/infra/file_email_backend.py": "takes mails, writes none",
    **{
        f"site/recalibrate/mail/{name}.py": "the way itself"
        for name in ("queue_backend", "mailer", "queued_message")
    },
}


def names(code: str) -> set[str]:
    """Everything that a module imports or calls by these names."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
    return found & WAYS


def test_every_module_that_writes_mails_is_tried_below():
    modules = [path for folder in ("site", "feeds", "blog") for path in (ROOT / folder).rglob("*.py")]
    mailing = {str(path.relative_to(ROOT)) for path in modules if names(path.read_text())}

    assert mailing == {place.module for place in PLACES} | set(NOT_PLACES)


@pytest.fixture
def troubled(home: Any, monkeypatch: pytest.MonkeyPatch) -> User:
    """Everything is there that someone is written to about, and someone to write to."""
    user = User.objects.create_superuser("keeper", email="keeper@a.example")
    user.groups.add(Group.objects.get(name="Editor"))
    HelpServiceFactory(checked_on=timezone.localdate() - timedelta(days=100))
    Source.objects.create(name="S", slug="s", site_url="https://s.example/", feed_url="https://s.example/f",
                          error_streak=9)  # fmt: skip
    GuardianReportPageFactory()
    GuardianReportPage.objects.update(live=False)
    ago = timezone.now() - timedelta(hours=1)
    Trouble.objects.create(check_name="disk", words="Full.", since=ago)
    monkeypatch.setattr(alarms, "run_checks", lambda now: {CHECKS[8]: critical("Full.", "Make room.")})
    assert CHECKS[8].name == "disk"
    DigestSettings.objects.update_or_create(defaults={"is_on": True})
    Subscription.objects.create(email="a@a.example", owes_last_letter=True)
    cache.clear()
    return user


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.module)
def test_a_mail_server_that_is_away_in_that_minute_loses_nothing(troubled, queued, place):
    queued(1)
    place.write()
    send_outgoing(timezone.now())
    assert OutgoingMail.objects.count() == 1

    with serving() as server:
        queued(server.port)
        send_outgoing(timezone.now() + timedelta(minutes=5))
        assert len(server.taken) == 1


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.module)
def test_nothing_is_noted_of_a_mail_that_could_not_be_written_down(troubled, settings, place):
    before = place.noted()
    settings.EMAIL_BACKEND = f"{__name__}.Full"
    with pytest.raises(DatabaseError):
        place.write()

    assert place.noted() == before


def test_help_numbers_count_as_told_of_only_when_someone_was_told(troubled):
    User.objects.update(email="")
    remind_keepers(morning())

    assert set(HelpService.objects.values_list("reminded_on", flat=True)) == {None}


def test_who_was_told_to_try_again_in_a_minute_gets_the_mail_then(home, mailoutbox):
    cache.clear()
    wish = Wish("late@a.example", ("guardian",))
    for number in range(MAILS_PER_MINUTE):
        assert request_confirmation(Wish(f"{number}@a.example", ("guardian",)), site="S")
    assert request_confirmation(wish, site="S") is False

    cache.delete("digest-asks")
    assert request_confirmation(wish, site="S") is True
    assert mailoutbox[-1].to == ["late@a.example"]
