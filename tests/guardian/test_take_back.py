"""Two people take back what was withheld by mistake; no one alone, and nothing silently."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry, Site

from recalibrate.core.models import SiteRevision, User
from recalibrate.guardian import publication
from recalibrate.guardian.models import DisclosureSettings, SuppressedRow

LIST = "/admin/guardian/withheld/"


def logged_in(name, role):
    user = User.objects.create_user(name)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def guardian(reports):
    return logged_in("a-guardian", "Guardian")


@pytest.fixture
def editor(reports):
    return logged_in("an-editor", "Editor")


def thresholds(reports):
    settings = DisclosureSettings.for_site(Site.objects.get())
    settings.reports = reports
    settings.save()


def last_moment():
    row = SuppressedRow.objects.order_by("-remembered_at").first()
    return f"{LIST}{row.pk}/"


def names():
    return publication.public_figures().names_of_rows()


def test_only_who_may_take_back_sees_what_stays_withheld(client, reports):
    for address in (LIST, last_moment()):
        assert client.get(address).status_code == 302
    contributor = logged_in("a-contributor", "Contributor")

    for address in (LIST, last_moment()):
        assert contributor.get(address)["Location"] == "/admin/"
        assert contributor.post(address, {"why": "Because."})["Location"] == "/admin/"
    assert SuppressedRow.objects.filter(category="ent", measure="").exists()


def test_everything_withheld_is_listed_in_words(guardian):
    html = guardian.get(LIST).content.decode()

    assert "ENT (department): every quarter" in html
    assert "(department): fines levied, Q1 2026/27" in html


def test_a_threshold_that_was_never_meant_is_taken_back_by_two_people(guardian, editor):
    thresholds(15)
    thresholds(5)
    assert "Anaesthetics and critical care" not in names()
    revision = SiteRevision.current().number

    shown = guardian.get(last_moment())
    assert "Anaesthetics and critical care: from not given to 14." in shown.content.decode()
    assert "This field is required." in guardian.post(last_moment(), {"why": ""}).content.decode()
    guardian.post(last_moment(), {"why": "15 was typed for 5."})
    alone = guardian.post(last_moment(), {"why": "I am in a hurry."})
    assert "A second person has to look at it" in alone.content.decode()
    assert "Anaesthetics and critical care" not in names()
    assert "15 was typed for 5." in editor.get(last_moment()).content.decode()
    response = editor.post(last_moment(), follow=True)

    assert "no longer withheld. The log keeps both names." in response.content.decode()
    assert "Anaesthetics and critical care" in names()
    assert not {"ENT", "Psychiatry"} & names()
    assert SiteRevision.current().number > revision
    entry = ModelLogEntry.objects.filter(action="guardian.take_back").first()
    assert (entry.user.username, entry.data["why"]) == ("an-editor", "15 was typed for 5.")
    assert entry.data["asked_by"] == "a-guardian"


def test_what_was_asked_long_ago_has_to_be_asked_again(guardian, editor):
    thresholds(15)
    thresholds(5)
    guardian.post(last_moment(), {"why": "15 was typed for 5."})
    asked = ModelLogEntry.objects.filter(action="guardian.ask_to_take_back")
    asked.update(timestamp=timezone.now() - timedelta(days=15))

    html = editor.post(last_moment(), {"why": ""}).content.decode()

    assert "This field is required." in html
    assert "Anaesthetics and critical care" not in names()


def test_what_is_still_small_stays_and_says_so(guardian):
    before = set(SuppressedRow.objects.values_list("pk", flat=True))

    for address in (last_moment(),):
        assert "This stays withheld." in guardian.get(address).content.decode()
        assert "This stays withheld." in guardian.post(address, {"why": "I want to see."}).content.decode()

    assert set(SuppressedRow.objects.values_list("pk", flat=True)) == before


def test_what_was_remembered_before_there_were_moments_has_no_way_back(guardian):
    row = SuppressedRow.objects.create(dimension="department", category="anaesthetics")

    assert guardian.get(f"{LIST}{row.pk}/").status_code == 404
    assert "Withheld earlier" in guardian.get(LIST).content.decode()
