"""A link to a draft shows one version, says for whom it was made, and can be taken back."""

import re
from base64 import urlsafe_b64decode
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.utils import timezone

from recalibrate.core.models import User
from recalibrate.guardian import publication
from recalibrate.guardian.models import GuardianReportPage
from recalibrate.guardian.preview_links import Invitation


@pytest.fixture
def report(reports):
    return reports["2026-27-q2"]


@pytest.fixture
def guardian(client, report):
    user = User.objects.create_user("a-guardian")
    user.groups.add(Group.objects.get(name="Guardian"))
    client.force_login(user)
    return client


def invite_address(report):
    return f"/admin/guardian/reports/{report.pk}/invite/"


def link_sent(client, report, **typed):
    """The address of the draft as its receiver gets it."""
    mail.outbox.clear()
    seen = publication.outlook(report).seen
    values = {"addresses": "a@fenwold.example", "days": "7", "agreed": "yes", "seen": seen}
    client.post(invite_address(report), values | typed)
    return re.search(r"http://[^/]+(/guardian/preview/\S+)", mail.outbox[0].body)[1]


def test_a_link_shows_the_version_for_which_it_was_made(guardian, report):
    link = link_sent(guardian, report, made_for="the peer leads")
    draft = report.get_latest_revision_as_object()
    draft.headline = "A better headline."
    draft.save_revision()

    page = guardian.get(link).content.decode()
    assert report.headline[:60] in page
    assert "A better headline." not in page
    assert "It was made for the peer leads, and shows one version of the report." in page
    assert "It was made for the peer leads." in mail.outbox[0].body


def test_a_link_says_so_once_its_figures_are_others(guardian, report):
    link = link_sent(guardian, report)
    report.figures.filter(measure__slug="er_isc", category__slug="all").update(value=9)

    answer = guardian.get(link)
    assert answer.status_code == 410
    assert "The report has changed since it was made" in answer.content.decode()
    assert "general surgery" not in answer.content.decode()


def test_links_are_taken_back_and_later_ones_work(guardian, report):
    first = link_sent(guardian, report, made_for="the peer leads")
    listed = guardian.get(invite_address(report)).content.decode()
    assert "For the peer leads, up to" in listed

    guardian.post(invite_address(report), {"revoke": "1"})

    answer = guardian.get(first)
    assert answer.status_code == 410
    assert "The Guardian has taken it back." in answer.content.decode()
    assert "For the peer leads" not in guardian.get(invite_address(report)).content.decode()
    assert guardian.get(link_sent(guardian, report)).status_code == 200


def test_links_of_before_end_with_the_rest(client, guardian, report):
    old = Invitation(report.pk, timezone.localdate() + timedelta(days=3)).url
    address = re.sub(r"^https?://[^/]+", "", old)
    assert client.get(address).status_code == 200

    guardian.post(invite_address(report), {"revoke": "1"})
    assert client.get(address).status_code == 410


def test_a_link_names_no_address(guardian, report):
    link = link_sent(guardian, report)

    assert "fenwold.example" not in guardian.get(link).content.decode()
    token = link.rstrip("/").split("/")[-1].split(":")[0]
    assert b"a@" not in urlsafe_b64decode(token + "=" * (-len(token) % 4))


def test_a_draft_is_for_those_who_are_invited_and_those_who_may_edit_it(client, report):
    page = GuardianReportPage.objects.get(pk=report.pk)
    assert client.get(page.url).status_code == 404

    roles = Group.objects.exclude(name__in=["Guardian", "Editor"])
    assert roles.count() >= 4
    for role in roles:
        someone = User.objects.create_user(f"someone-{role.pk}")
        someone.groups.add(role)
        client.force_login(someone)
        for address in (f"/admin/pages/{page.pk}/edit/", f"/admin/pages/{page.pk}/view_draft/"):
            answer = client.get(address)
            assert answer.status_code in (302, 403, 404), (role.name, address)
