"""Nothing irreversible without a look: publishing, planning, correcting and uploading."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.utils import timezone
from wagtail.models import PageLogEntry

from recalibrate.core.models import User
from recalibrate.guardian import publication, store
from recalibrate.guardian.enter import replace_figures
from recalibrate.guardian.figures.periods import parse_period
from recalibrate.guardian.models import GuardianReportPage, SuppressedRow
from recalibrate.guardian.outlook_agreement import may_go_out, record_agreement
from recalibrate.guardian.upload import start_report
from recalibrate.guardian.wagtail_hooks import publish_only_what_has_been_looked_at as hook

Q3 = parse_period("2026-27-Q3")


@pytest.fixture
def guardian(client, reports):
    user = User.objects.create_user("a-guardian")
    user.groups.add(Group.objects.get(name="Guardian"))
    client.force_login(user)
    return client


@pytest.fixture
def draft(reports):
    """The quarter after the sample's, with the figures of the one before."""
    report = start_report(Q3, user=None)
    replace_figures(report, figures_of(reports["2026-27-q2"]))
    return GuardianReportPage.objects.get(pk=report.pk)


def figures_of(report, without="", period=Q3):
    return [
        replace(figure, period=period)
        for figure in store.entered_figures([report.pk])
        if (figure.measure, figure.dimension) != (without, "department")
    ]


def look_at(report):
    return f"/admin/guardian/reports/{report.pk}/look/"


def publish(client, report):
    """Choose the report in a listing and publish it there."""
    address = f"/admin/bulk/wagtailcore/page/publish/?id={report.pk}"
    return client.post(address, {"include_descendants": "on"}, follow=True)


def test_a_quarter_without_head_counts_waits_for_one_of_three_answers(guardian, draft, reports):
    replace_figures(draft, figures_of(reports["2026-27-q2"], without="doctors"))
    before = publication.public_figures()

    html = guardian.get(look_at(draft)).content.decode()

    assert "Not entered: Doctors and dentists in training by department." in html
    for answer in ("Enter the figures</a>", "It is zero<", "It is not known<"):
        assert answer in html
    seen = publication.outlook(draft).seen
    guardian.post(look_at(draft), {"agreed": "yes", "seen": seen})
    assert not may_go_out(draft, publication.outlook(draft))

    guardian.post(look_at(draft), {"answer": "not-known", "measure": "doctors", "dimension": "department"})

    after = publication.outlook(draft)
    assert not after.blank
    assert not after.consequences
    assert "Nothing by department is shown" in guardian.get(look_at(draft)).content.decode()
    draft.board_on, draft.go_live_at = timezone.localdate() - timedelta(days=1), None
    draft.save_revision().publish()
    now = publication.public_figures()
    assert now.until(before.periods[-1]).figures == before.figures
    assert not now.only(Q3).table("er_raised", "department")


def test_a_blank_row_may_be_said_to_be_zero(guardian, draft):
    draft.figures.filter(measure__slug="er_raised", category__slug="ent").delete()

    guardian.post(look_at(draft), {"answer": "zero", "measure": "er_raised", "dimension": "department"})

    row = draft.figures.get(measure__slug="er_raised", category__slug="ent")
    assert (row.value, row.status) == (0, "")


def test_the_look_names_what_is_combined_and_what_that_does_to_public_quarters(guardian, draft):
    SuppressedRow.objects.all().delete()
    draft.figures.filter(measure__slug="er_raised", category__slug="anaesthetics").update(value=2)

    html = guardian.get(look_at(draft)).content.decode()

    assert (
        "Anaesthetics and critical care (department)</strong> (from now on): fewer than 5 reports or 10 doctors"
        in html
    )
    assert (
        "Anaesthetics and critical care is no longer shown on its own in Q4 2025/26, Q1 2026/27, for good."
        in html
    )
    assert "unless two people agree that it was a mistake" in html


def test_words_that_tell_what_is_withheld_are_pointed_out(guardian, draft):
    draft.headline = "ENT had 3 reports and psychiatry only 2."
    draft.save_revision()

    html = guardian.get(look_at(draft)).content.decode()

    assert "These words may give away what the tables withhold" in html
    assert "ENT had 3 reports and psychiatry only 2.” names Psychiatry and ENT." in html


def test_what_was_agreed_to_is_kept_and_holds_for_nothing_else(guardian, draft):
    outlook = publication.outlook(draft)
    assert not may_go_out(draft, outlook)

    assert "tick the sentence" in guardian.post(look_at(draft), {"seen": outlook.seen}).content.decode()
    guardian.post(look_at(draft), {"seen": outlook.seen, "agreed": "yes"})

    assert may_go_out(draft, publication.outlook(draft))
    assert PageLogEntry.objects.get(action="guardian.look").user.username == "a-guardian"
    draft.figures.filter(measure__slug="er_raised", category__slug="all").update(value=999)
    assert not may_go_out(draft, publication.outlook(draft))


def test_publishing_leads_to_the_look_first(guardian, draft):
    request = RequestFactory().post("/")
    request.session = guardian.session
    request._messages = FallbackStorage(request)

    assert hook(request, draft)["Location"] == look_at(draft)
    assert "Saved, but not published" in str(next(iter(get_messages(request))))
    record_agreement(draft, publication.outlook(draft), user=None)
    assert hook(request, draft) is None


def test_no_listing_publishes_a_report_nor_does_the_corner_above_it(guardian, draft):
    for chosen in (draft, draft.get_parent()):
        response = publish(guardian, chosen)

        assert "is published from its own page" in response.content.decode()
        assert not GuardianReportPage.objects.get(pk=draft.pk).live


def test_figures_that_are_planned_to_go_out_are_looked_at_when_uploaded(guardian, reports):
    text = "report,measure,dimension,category,value\n2026-27-Q2,er_isc,trust,All,9\n"
    upload = "/admin/guardian/figures/upload/"

    shown = guardian.post(upload, {"file": SimpleUploadedFile("a.csv", text.encode())})
    assert "What readers will see for Q2 2026/27" in shown.content.decode()
    payload = shown.context["payload"]

    assert "Not saved yet" in guardian.post(upload, {"payload": payload}).content.decode()
    assert not reports["2026-27-q2"].figures.filter(measure__slug="er_isc", value=9).exists()
    guardian.post(upload, {"payload": payload, "agreed": "yes"})
    assert reports["2026-27-q2"].figures.filter(measure__slug="er_isc", value=9).exists()
