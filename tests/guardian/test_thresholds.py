"""A threshold is raised by anybody who may, and lowered by an administrator who says why; what the forum has
seen of a draft reaches public pages with it and not before."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.models import ModelLogEntry, Site

from recalibrate.core.models import SiteRevision
from recalibrate.guardian import publication, store
from recalibrate.guardian.figures.types import SuppressedCell
from recalibrate.guardian.models import DisclosureSettings, SuppressedRow

ANAESTHETICS = SuppressedCell("department", "anaesthetics")

pytestmark = pytest.mark.django_db


def address(site):
    return f"/admin/settings/guardian/disclosuresettings/{site.pk}/"


@pytest.fixture
def guardian(client, reports):
    user = get_user_model().objects.create_user("a-guardian")
    user.groups.add(Group.objects.get(name="Guardian"))
    client.force_login(user)
    return client


@pytest.fixture
def draft(reports):
    """The sample's third quarter, which waits for the board."""
    return reports["2026-27-q2"]


@pytest.fixture
def settings_now(db):
    found = DisclosureSettings.for_site(Site.objects.get())
    found.save()
    return found


def posted(client, **values):
    form = {"reports": 5, "doctors": 10, "reason": ""} | values
    response = client.post(address(Site.objects.get()), form)
    return response, DisclosureSettings.objects.get()


def test_the_guardian_raises_a_threshold_but_does_not_lower_it(guardian, settings_now):
    _, after = posted(guardian, reports=7)
    assert after.reports == 7

    response, after = posted(guardian, reports=4, reason="We want to show more.")
    assert after.reports == 7
    assert "Only an administrator can lower a threshold" in response.content.decode()


def test_an_administrator_lowers_it_with_a_reason_that_the_log_keeps(client, settings_now):
    client.force_login(get_user_model().objects.create_superuser("an-administrator", password="x"))

    response, after = posted(client, doctors=8)
    assert after.doctors == 10
    assert "Say why the threshold is lowered" in response.content.decode()

    _, after = posted(client, doctors=8, reason="Agreed with information governance on 3 November.")
    assert after.doctors == 8
    entry = ModelLogEntry.objects.get(action="guardian.lower_threshold")
    assert entry.data["reason"] == "Agreed with information governance on 3 November."
    assert entry.data["thresholds"] == {"doctors": [10, 8]}


def test_what_the_forum_sees_of_a_draft_leaves_public_pages_as_they_are(client, guardian, draft):
    draft.figures.filter(measure__slug="er_raised", category__slug="anaesthetics").update(value=2)
    before = client.get("/guardian/figures/all.csv").content
    stamp = SiteRevision.current()

    publication.remember_suppressed(with_draft=draft)

    assert SuppressedRow.objects.filter(seen_with=draft.period.key, category="anaesthetics").exists()
    assert SiteRevision.current() == stamp
    SiteRevision.bump()
    assert client.get("/guardian/figures/all.csv").content == before
    assert "anaesthetics" in {c.category for c in store.suppressed_cells([draft.period])}


def test_what_is_remembered_in_public_changes_pages_in_the_same_moment(client, draft):
    stamp = SiteRevision.current()
    assert "Anaesthetics" in client.get("/guardian/figures/all.csv").content.decode()

    store.remember_suppressed_cells(publication.figures_for(draft).suppressed | {ANAESTHETICS})

    assert SiteRevision.current() != stamp
    assert "Anaesthetics and critical care," not in client.get("/guardian/figures/all.csv").content.decode()
