"""The life of a report, from draft to correction."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Site

import recalibrate.guardian
from recalibrate.core.toml_data import read_toml
from recalibrate.guardian import publication, store
from recalibrate.guardian.enter import EntryRefused, Reason, log, replace_figures
from recalibrate.guardian.figures.periods import parse_period
from recalibrate.guardian.figures.vocabulary import from_tables
from recalibrate.guardian.models import (
    Correction,
    DisclosureSettings,
    GuardianReportPage,
    ReportFigure,
    SuppressedRow,
)
from recalibrate.sample.reports import next_board

Q4, Q1, Q2 = parse_period("2025-26-Q4"), parse_period("2026-27-Q1"), parse_period("2026-27-Q2")


def with_value(report, value, measure, category="all"):
    """The report's figures as entered, one of them changed."""
    figures = store.entered_figures([report.pk])
    assert any((f.measure, f.category) == (measure, category) for f in figures)
    return [
        replace(f, value=Decimal(value)) if (f.measure, f.category) == (measure, category) else f
        for f in figures
    ]


def test_the_vocabulary_in_the_records_is_the_one_in_the_file(home):
    file = Path(recalibrate.guardian.__file__).parent / "data" / "vocabulary.toml"
    assert store.vocabulary() == from_tables(read_toml(file))
    store.load_measures()
    assert store.vocabulary() == from_tables(read_toml(file))


def test_published_quarters_are_public_and_the_embargoed_one_is_not(reports):
    public = publication.public_figures()

    assert public.periods == (Q4, Q1)
    assert [r.stage for r in reports.values()] == ["published", "corrected", "embargoed"]
    assert str(public.value("fund_closing", Q1)) == "2484.25"


def test_under_embargo_page_and_sitemap_and_search_have_nothing_of_it(client, reports):
    report = reports["2026-27-q2"]

    assert client.get(report.url).status_code == 404
    assert report.slug not in client.get("/sitemap.xml").content.decode()
    assert report not in GuardianReportPage.objects.published()
    assert "August, and general surgery" not in client.get("/feeds/guardian.xml").content.decode()


def test_whatever_goes_live_too_early_is_not_shown(client, reports):
    report = reports["2026-27-q2"]
    GuardianReportPage.objects.filter(pk=report.pk).update(live=True)

    assert client.get(report.url).status_code == 404
    assert publication.public_figures().periods == (Q4, Q1)
    GuardianReportPage.objects.filter(pk=report.pk).update(board_on=None)
    assert client.get(report.url).status_code == 404


def test_a_report_is_published_by_itself_when_the_board_has_met(client, reports, time_machine_day):
    report = reports["2026-27-q2"]
    wait = (report.board_on - timezone.localdate()).days
    assert timezone.localtime(report.go_live_at).hour == 17
    time_machine_day(wait - 1)
    call_command("publish_scheduled", verbosity=0)
    assert client.get(report.url).status_code == 404

    time_machine_day(wait + 1)
    call_command("publish_scheduled", verbosity=0)

    assert client.get(report.url).status_code == 200
    assert publication.public_figures().periods == (Q4, Q1, Q2)


def test_a_schedule_before_the_board_meets_is_moved_to_the_boards_day(reports):
    report = reports["2026-27-q2"]
    report.go_live_at = timezone.now() + timedelta(minutes=1)

    report.save_revision()

    assert timezone.localdate(report.go_live_at) == report.board_on


def test_a_reports_page_shows_its_own_quarter_and_earlier_ones(client, reports):
    assert reports["2025-26-q4"].public.periods == (Q4,)
    assert reports["2026-27-q1"].public.periods == (Q4, Q1)
    html = client.get(reports["2026-27-q1"].url).content.decode()
    assert "Other specialties (combined)" in html
    assert "14 August 2026" in html
    assert "trust total from 303 to 304" in html


def test_a_draft_previewed_shows_public_tables_and_changes_nothing_for_readers(reports):
    draft = reports["2026-27-q2"]

    assert draft.public.periods == (Q4, Q1, Q2)
    assert draft.public.table("er_raised", "department").rows[-1].name == "Other specialties (combined)"
    assert not draft.public.table("er_closed", "department")
    assert publication.public_figures().periods == (Q4, Q1)


def test_revisions_hold_no_figures(reports):
    for report in reports.values():
        for revision in report.revisions.all():
            assert not {"figures", "corrections"} & set(revision.content)


def test_a_published_reports_figures_change_only_with_a_reason(reports):
    report = reports["2026-27-q1"]
    figures = with_value(report, 5, "er_isc")

    with pytest.raises(EntryRefused, match="Say why"):
        replace_figures(report, figures)

    assert str(publication.public_figures().value("er_isc", Q1)) == "4"


def test_a_correction_says_what_readers_see_change(client, reports):
    report = reports["2026-27-q1"]
    before = report.last_published_at
    etag = client.get("/feeds/guardian.xml")["ETag"]

    changes = replace_figures(
        report, with_value(report, 5, "er_raised", "ent"), reason=Reason("A report was filed twice.")
    )

    assert [c.sentence for c in changes] == [
        "Exception reports raised, Other specialties (combined): from 95 to 96."
    ]
    line = report.corrections.first()
    assert line.what == changes[0].sentence
    assert "ENT" not in line.what
    report.refresh_from_db()
    assert report.last_published_at > before
    assert client.get("/feeds/guardian.xml")["ETag"] != etag


@pytest.mark.parametrize(
    "what", ["ENT corrected from 4 to 5.", "ent: one more", "Psychiatry’s reports were counted twice."]
)
def test_a_correction_may_not_name_a_combined_department(reports, what):
    report = reports["2026-27-q1"]
    lines = Correction.objects.count()

    with pytest.raises(EntryRefused, match="may not name"):
        replace_figures(report, with_value(report, 5, "er_raised", "ent"), reason=Reason("Misfiled.", what))

    assert Correction.objects.count() == lines
    assert str(publication.public_figures().value("er_raised", Q1, "department", "other")) == "95"


def test_a_correction_may_not_name_a_department_whose_row_is_the_boards(reports):
    report = reports["2026-27-q1"]

    with pytest.raises(EntryRefused, match="may not name General surgery"):
        replace_figures(
            report,
            with_value(report, 54, "er_closed", "general-surgery"),
            reason=Reason("Closed twice.", "General surgery: one fewer closed."),
        )
    assert log(report, Reason("Spelling.", "General surgery: the note was reworded.")).pk


def test_figures_of_a_year_are_entered_in_its_quarters(reports):
    year = GuardianReportPage(title="2026/27", slug="2026-27", start_year=2026, quarter=0)
    reports["2026-27-q1"].get_parent().add_child(instance=year)

    with pytest.raises(EntryRefused, match="quarters"):
        replace_figures(year, with_value(reports["2026-27-q1"], 5, "er_isc"))


def test_a_year_adds_up_what_its_quarters_show(reports, publish_now):
    publish_now(reports["2026-27-q2"])
    year = GuardianReportPage(title="2026/27", slug="2026-27", start_year=2026, quarter=0)
    reports["2026-27-q1"].get_parent().add_child(instance=year)

    shown = GuardianReportPage.objects.get(pk=year.pk).public

    assert shown.periods == (Q1, Q2, parse_period("2026-27"))
    assert shown.over_year("er_raised").value == 642
    assert shown.over_year("er_outstanding").value == 33
    assert shown.over_year("er_carried_over").value == 36
    assert str(shown.over_year("vacancies").value) == "19.0"
    assert shown.over_year("survey_detriment").status == "c"
    assert shown.over_year("rota_notice").status == "x"


def test_nothing_without_value_and_status_reaches_the_table(reports):
    figure = ReportFigure.objects.filter(value__isnull=False).first()
    for wrong in ({"value": None}, {"status": "c"}, {"value": -1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ReportFigure.objects.filter(pk=figure.pk).update(**wrong)


def test_the_sample_always_has_a_report_under_embargo():
    planned = date(2026, 11, 26)

    assert next_board(planned, date(2026, 11, 25)) == planned
    assert next_board(planned, planned) == date(2026, 12, 10)
    assert next_board(planned, date(2027, 3, 1)) == date(2027, 3, 11)


def test_what_has_been_combined_once_stays_combined(reports, publish_now):
    """ENT has reports enough in Q2 and Psychiatry too; the differences to earlier quarters would tell."""
    assert SuppressedRow.objects.filter(category__in=["ent", "psychiatry"], measure="").count() == 2
    settings = DisclosureSettings.for_site(Site.objects.get())
    settings.reports, settings.doctors = 3, 3
    settings.save()

    names = publication.public_figures().table("er_raised", "department").rows

    assert "Other specialties (combined)" in [row.name for row in names]
    assert "ENT" not in [row.name for row in names]


def test_a_higher_threshold_combines_more_for_good(reports):
    settings = DisclosureSettings.for_site(Site.objects.get())
    settings.reports = 10
    settings.save()
    assert "Anaesthetics and critical care" not in publication.public_figures().names_of_rows()

    settings.reports = 5
    settings.save()

    assert "Anaesthetics and critical care" not in publication.public_figures().names_of_rows()
    assert "Emergency medicine" in publication.public_figures().names_of_rows()
