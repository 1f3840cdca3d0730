"""A link by which the forum reads a report before the board has met."""

import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.utils import timezone

from recalibrate.core.models import User
from recalibrate.guardian import preview_links, publication
from recalibrate.guardian.models import SuppressedRow
from recalibrate.guardian.preview_links import Invitation, NotOurs


def path(invitation):
    return re.sub(r"^https?://[^/]+", "", invitation.url)


def until(days):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def report(reports):
    return reports["2026-27-q2"]


@pytest.fixture
def guardian(client, home):
    user = User.objects.create_user("the-guardian", email="g@fenwold.example")
    user.groups.add(Group.objects.get(name="Guardian"))
    client.force_login(user)
    return user


def test_a_link_carries_its_report_and_its_last_day(home):
    invitation = Invitation(7, date(2026, 12, 2))

    token = path(invitation).rstrip("/").rsplit("/", 1)[-1]

    assert preview_links.read_invitation(token) == invitation
    assert not invitation.has_expired(date(2026, 12, 2))
    assert invitation.has_expired(date(2026, 12, 3))


@pytest.mark.parametrize("token", ["", "x", "W10:1abc:def", "WzcsIjIwMjYtMTItMDIiXQ:1vXXXX:AAAA", "%00", "é"])
def test_a_link_that_was_not_made_here_is_refused(home, token):
    with pytest.raises(NotOurs):
        preview_links.read_invitation(token)


def test_a_changed_link_is_a_404(client, report):
    address = path(Invitation(report.pk, until(3)))

    assert client.get(address.replace("/preview/", "/preview/x")).status_code == 404


def test_the_link_shows_the_public_tables_and_nothing_may_keep_it(client, report):
    response = client.get(path(Invitation(report.pk, until(3))))

    html = response.content.decode()
    assert "Not public yet." in html
    assert "August, and general surgery" in html
    assert "Other specialties (combined)" in html
    assert not re.search(r"\bENT\b|Psychiatry", html)
    assert response["Cache-Control"] == "private, no-store"
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies


def test_it_shows_the_latest_draft_and_leads_to_no_file(client, report):
    report.headline = "A better headline."
    report.save_revision()

    html = client.get(path(Invitation(report.pk, until(3)))).content.decode()

    assert "A better headline." in html
    assert "/guardian/figures/2026-27-Q2/" not in html


def test_after_its_last_day_the_link_says_that_it_is_over(client, report):
    response = client.get(path(Invitation(report.pk, until(-1))))

    assert response.status_code == 410
    assert "This link has expired" in response.content.decode()
    assert "general surgery" not in response.content.decode()


def test_publishing_ends_the_preview(client, report, publish_now):
    address = path(Invitation(report.pk, until(3)))
    published = publish_now(report)

    response = client.get(address)

    assert response.status_code == 302
    assert response["Location"].endswith(published.url)


def invited(client, report, **typed):
    """The form, sent once its sender has agreed to what they will see."""
    seen = publication.outlook(report).seen
    address = f"/admin/guardian/reports/{report.pk}/invite/"
    return client.post(address, typed | {"agreed": "yes", "seen": seen})


def test_nobody_is_invited_before_it_has_been_looked_at(client, guardian, report):
    typed = {"addresses": "a@fenwold.example", "days": "3"}
    SuppressedRow.objects.all().delete()

    response = client.post(f"/admin/guardian/reports/{report.pk}/invite/", typed)

    assert "Not sent yet: look at what they will see" in response.content.decode()
    assert "What readers will see for Q2 2026/27" in response.content.decode()
    assert not mail.outbox
    assert not SuppressedRow.objects.exists()


def test_the_guardian_mails_each_person_alone(client, guardian, report):
    response = invited(
        client,
        report,
        addresses="a@fenwold.example, b@fenwold.example\nA@x.example",
        days="7",
        message="See & say.",
    )

    assert [message.to for message in mail.outbox] == [
        ["a@fenwold.example"],
        ["b@fenwold.example"],
        ["A@x.example"],
    ]
    body = mail.outbox[0].body
    assert "See & say." in body
    link = re.search(r"http\S+/guardian/preview/\S+", body)[0]
    assert client.get(re.sub(r"^https?://[^/]+", "", link)).status_code == 200
    assert link in response.content.decode()


def test_what_the_forum_saw_withheld_stays_withheld(client, guardian, report):
    SuppressedRow.objects.all().delete()

    invited(client, report, addresses="a@fenwold.example", days="3")

    assert SuppressedRow.objects.filter(category="ent").exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"addresses": "", "days": "7"}, "This field is required"),
        ({"addresses": "not an address", "days": "7"}, "is not an e-mail address"),
        ({"addresses": "a@b.example\nBcc: x@y.example", "days": "7"}, "is not an e-mail address"),
        ({"addresses": "\n".join(f"a{n}@b.example" for n in range(31)), "days": "7"}, "At most 30"),
        ({"addresses": "a@b.example", "days": "365"}, "Select a valid choice"),
    ],
)
def test_a_wrong_invitation_sends_nothing_and_says_why(client, guardian, report, sent, said):
    response = client.post(f"/admin/guardian/reports/{report.pk}/invite/", sent)

    assert said in response.content.decode()
    assert mail.outbox == []


def test_nobody_else_invites_and_nobody_to_what_is_public(client, guardian, reports):
    public = reports["2026-27-q1"]
    waiting = f"/admin/guardian/reports/{reports['2026-27-q2'].pk}/invite/"
    client.post(f"/admin/guardian/reports/{public.pk}/invite/", {"addresses": "a@b.example", "days": "7"})
    client.logout()
    anonymous = client.get(waiting)

    client.force_login(User.objects.create_user("a-stranger"))
    stranger = client.get(waiting)

    assert mail.outbox == []
    assert anonymous.status_code == 302
    assert stranger.status_code in (302, 403)
