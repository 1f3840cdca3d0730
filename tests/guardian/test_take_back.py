"""Operators look at what stays withheld, and take back a mistake; nobody else, and nothing silently."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import ModelLogEntry, Site

from recalibrate.core.models import SiteRevision, User
from recalibrate.guardian import publication
from recalibrate.guardian.models import DisclosureSettings, WithheldRow

LIST = "/admin/guardian/withheld/"


@pytest.fixture
def operator(client, reports):
    user = User.objects.create_user("operator")
    user.groups.add(Group.objects.get(name="Operator"))
    client.force_login(user)
    return client


def thresholds(reports):
    settings = DisclosureSettings.for_site(Site.objects.get())
    settings.reports = reports
    settings.save()


def last_moment():
    row = WithheldRow.objects.order_by("-remembered_at").first()
    return f"{LIST}{row.pk}/"


def names():
    return publication.public_figures().names_of_rows()


def test_only_operators_see_what_stays_withheld(client, reports):
    user = User.objects.create_user("a-guardian")
    user.groups.add(Group.objects.get(name="Guardian"))
    for address in (LIST, last_moment()):
        assert client.get(address).status_code == 302
    client.force_login(user)

    for address in (LIST, last_moment()):
        assert client.get(address)["Location"] == "/admin/"
        assert client.post(address, {"why": "Because."})["Location"] == "/admin/"
    assert WithheldRow.objects.filter(category="ent", measure="").exists()


def test_everything_withheld_is_listed_in_words(operator):
    html = operator.get(LIST).content.decode()

    assert "ENT (department): every quarter" in html
    assert "(department): fines levied, Q1 2026/27" in html


def test_a_threshold_that_was_never_meant_is_taken_back_with_a_reason(operator):
    thresholds(15)
    thresholds(5)
    assert "Anaesthetics and critical care" not in names()
    revision = SiteRevision.current().number

    shown = operator.get(last_moment())
    assert "Anaesthetics and critical care: from not given to 14." in shown.content.decode()
    assert "This field is required." in operator.post(last_moment(), {"why": ""}).content.decode()
    response = operator.post(last_moment(), {"why": "15 was typed for 5."}, follow=True)

    assert "no longer withheld. The log has your reason." in response.content.decode()
    assert "Anaesthetics and critical care" in names()
    assert not {"ENT", "Psychiatry"} & names()
    assert SiteRevision.current().number > revision
    entry = ModelLogEntry.objects.filter(action="guardian.take_back").first()
    assert (entry.user.username, entry.data["why"]) == ("operator", "15 was typed for 5.")


def test_what_is_still_small_stays_and_says_so(operator):
    before = set(WithheldRow.objects.values_list("pk", flat=True))

    for address in (last_moment(),):
        assert "This stays withheld." in operator.get(address).content.decode()
        assert "This stays withheld." in operator.post(address, {"why": "I want to see."}).content.decode()

    assert set(WithheldRow.objects.values_list("pk", flat=True)) == before


def test_what_was_remembered_before_there_were_moments_has_no_way_back(operator):
    row = WithheldRow.objects.create(dimension="department", category="paediatrics")

    assert operator.get(f"{LIST}{row.pk}/").status_code == 404
    assert "Withheld earlier" in operator.get(LIST).content.decode()
