"""Entering figures in the admin."""

import io

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from recalibrate.core.models import User
from recalibrate.guardian import publication, store
from recalibrate.guardian.figures.periods import parse_period
from recalibrate.guardian.models import GuardianReportPage, ReportFigure

HEADER = "report,measure,dimension,category,value,status,note\n"
UPLOAD = "/admin/guardian/figures/upload/"


@pytest.fixture
def guardian(client, reports):
    user = User.objects.create_user("a-guardian")
    user.groups.add(Group.objects.get(name="Guardian"))
    client.force_login(user)
    return client


def send(client, content, name="figures.csv"):
    content = content.encode() if isinstance(content, str) else content
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)})


def confirm(client, response):
    return client.post(UPLOAD, {"payload": response.context["payload"], "agreed": "yes"})


def agreed(client, report, values):
    """Send the grid, look at what follows, agree to it and send it again."""
    shown = client.post(grid_address(report), values)
    return client.post(
        grid_address(report), values | {"agreed": "yes", "seen": shown.context["outlook"].seen}, follow=True
    )


def grid_address(report):
    return f"/admin/guardian/figures/{report.pk}/"


def typed(client, report):
    """The grid's boxes as the browser would send them."""
    grid = client.get(grid_address(report)).context["grid"]
    values = {cell.name: cell.text for cell in grid.cells}
    return values | {line.note.name: line.note.text for line in grid.sections[0].lines}


@pytest.mark.parametrize("end", ["", "upload/", "{pk}/", "template/2026-27-Q3.csv"])
def test_only_who_may_enter_figures_gets_in(client, reports, end):
    address = f"/admin/guardian/figures/{end.format(pk=reports['2026-27-q2'].pk)}"
    assert client.get(address).status_code == 302

    editor = User.objects.create_user("an-editor")
    editor.groups.add(Group.objects.get(name="Editor"))
    client.force_login(editor)

    assert client.get(address).status_code in (302, 403)


def test_the_overview_lists_quarters_with_their_stage(guardian, reports):
    html = " ".join(guardian.get("/admin/guardian/figures/").content.decode().split())

    assert "Q2 2026/27" in html
    assert "embargoed" in html
    assert 'value="2026-27-Q3"> Q3 2026/27 <' in html
    assert 'value="2025-26"> 2025/26 (four quarters) <' in html


def test_the_overview_leads_to_a_template_or_says_that_there_is_none(guardian):
    choose = "/admin/guardian/figures/template/"

    chosen = guardian.get(choose, {"key": "2025-26", "form": "csv"})

    assert chosen["Location"] == f"{choose}2025-26.csv"
    assert guardian.get(choose, {"key": "2025-26", "form": "exe"}).status_code == 404
    assert guardian.get(choose).status_code == 404


def test_a_grid_saves_what_was_typed_and_shows_sums_in_words(guardian, reports):
    report = reports["2026-27-q2"]
    values = typed(guardian, report) | {"er_isc:trust:all": "7", "note:er_isc": "one more"}

    response = agreed(guardian, report, values | {"save": "1"})

    assert "The figures of Q2 2026/27 are saved." in response.content.decode()
    assert "Exception reports carried over 31 + exception reports raised 338" in response.content.decode()
    figures = {(f.measure, f.category): f for f in store.entered_figures([report.pk])}
    assert (figures["er_isc", "all"].value, figures["er_isc", "all"].note) == (7, "one more")
    assert figures["er_raised", "ent"].value == 7


def test_a_bad_cell_saves_nothing_and_loses_nothing(guardian, reports):
    report = reports["2026-27-q2"]
    values = typed(guardian, report) | {"er_isc:trust:all": "a few", "er_raised:department:ent": "8"}

    response = guardian.post(grid_address(report), values | {"save": "1"})

    html = response.content.decode()
    assert response.status_code == 422
    assert "Immediate safety concerns flagged</a>: “a few” is not a number." in html
    assert 'value="a few"' in html
    assert 'name="er_raised:department:ent" value="8"' in html
    assert {
        f.value
        for f in store.entered_figures([report.pk])
        if f.category == "ent" and f.measure == "er_raised"
    } == {7}


def test_checking_the_sums_saves_nothing(guardian, reports):
    report = reports["2026-27-q2"]
    values = typed(guardian, report) | {"er_raised:trust:all": "339"}

    html = guardian.post(grid_address(report), values | {"check": "1"}).content.decode()

    assert "Does not agree:" in html
    assert "but the whole Trust says 339." in html
    assert {
        f.value for f in store.entered_figures([report.pk]) if (f.measure, f.category) == ("er_raised", "all")
    } == {338}


def test_a_published_grid_asks_why_and_refuses_a_name_that_is_not_shown(guardian, reports):
    report = reports["2026-27-q1"]
    values = typed(guardian, report) | {"er_raised:department:ent": "5", "save": "1"}

    assert "check what readers will see" in guardian.post(grid_address(report), values).content.decode()
    assert "Say why its figures change" in agreed(guardian, report, values).content.decode()
    named = agreed(guardian, report, values | {"why": "ENT filed one twice."})
    assert "may not name ENT" in named.content.decode()
    assert 'value="ENT filed one twice."' in named.content.decode()

    agreed(guardian, report, values | {"why": "Filed twice."})
    assert report.corrections.first().what.startswith(
        "Exception reports raised, Other specialties (combined)"
    )


def test_an_upload_shows_every_fault_and_saves_nothing(guardian, reports):
    before = ReportFigure.objects.count()
    text = HEADER + "2026-27-Q2,er_isc,trust,All,-1,,\n2026-27-Q2,er_raised,department,ENT,x1,,\n"

    response = send(guardian, text)

    html = response.content.decode()
    assert response.status_code == 422
    assert "Correct 2 things first." in html
    assert "below zero" in html
    assert "“x1” is not a number." in html
    assert "payload" not in response.context
    assert ReportFigure.objects.count() == before


def test_an_upload_is_shown_first_and_saved_by_a_second_press(guardian, reports):
    text = HEADER + "2026-27-Q2,er_isc,trust,All,7,,\n2026-27-Q3,er_raised,trust,All,300,,\n"

    shown = send(guardian, text)
    assert "1 new" in shown.content.decode()
    assert "1 changed" in shown.content.decode()
    assert not GuardianReportPage.objects.filter(start_year=2026, quarter=3).exists()

    confirm(guardian, shown)

    q2 = store.entered_figures([reports["2026-27-q2"].pk])
    assert {f.value for f in q2 if f.measure == "er_isc"} == {7}
    assert {f.value for f in q2 if (f.measure, f.category) == ("er_raised", "ent")} == {7}
    q3 = GuardianReportPage.objects.get(start_year=2026, quarter=3)
    assert not q3.live
    assert [f.value for f in store.entered_figures([q3.pk])] == [300]


def test_an_upload_cannot_change_a_published_quarter(guardian, reports):
    response = send(guardian, HEADER + "2026-27-Q1,er_isc,trust,All,9,,\n")

    assert "Q1 2026/27 is published. Correct it in its grid" in response.content.decode()
    assert response.status_code == 422


def test_what_was_not_shown_cannot_be_saved(guardian, reports):
    response = guardian.post(UPLOAD, {"payload": "made up"})

    assert "Please upload the file again." in response.content.decode()
    assert guardian.post(UPLOAD, {}).status_code == 422


def test_the_xlsx_template_comes_back_as_it_went(guardian, reports):
    content = guardian.get("/admin/guardian/figures/template/2026-27-Q2.xlsx").content
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet["A1"].value == "Figures of the whole Trust, Q2 2026/27 (July to September 2026)"

    response = send(guardian, content, "figures.xlsx")

    assert "0 new" in response.content.decode()
    assert "0 changed" in response.content.decode()
    assert "All sums agree." in response.content.decode()


def test_a_formula_in_a_spreadsheet_is_refused_and_a_false_one_is_no_error(guardian, reports):
    book = Workbook()
    book.active.append(["report", "measure", "dimension", "category", "value"])
    book.active.append(["2026-27-Q2", "er_isc", "trust", "All", "=1+1"])
    out = io.BytesIO()
    book.save(out)

    assert (
        "“=1+1” is a formula. Paste the number" in send(guardian, out.getvalue(), "a.xlsx").content.decode()
    )
    assert (
        "This is not an XLSX file, or it is damaged." in send(guardian, b"no zip", "a.xlsx").content.decode()
    )


def test_figures_under_embargo_stay_so_while_they_are_entered(guardian, reports):
    report = reports["2026-27-q2"]
    values = typed(guardian, report) | {"er_isc:trust:all": "7", "save": "1"}

    agreed(guardian, report, values)

    assert {f.value for f in store.entered_figures([report.pk]) if f.measure == "er_isc"} == {7}
    assert parse_period("2026-27-Q2") not in publication.public_figures().periods


def test_a_cell_that_shows_percent_is_the_number_it_shows(guardian, reports):
    book = Workbook()
    book.active.append(["report", "measure", "dimension", "category", "value"])
    for category, value in (("12-weeks", 0.9), ("8-weeks", 0.29), ("6-weeks", 1)):
        book.active.append(["2026-27-Q3", "rota_notice", "notice", category, value])
        book.active.cell(book.active.max_row, 5).number_format = "0%"
    out = io.BytesIO()
    book.save(out)

    confirm(guardian, send(guardian, out.getvalue(), "a.xlsx"))

    report = GuardianReportPage.objects.get(start_year=2026, quarter=3)
    assert [f.value for f in store.entered_figures([report.pk])] == [90, 29, 100]


def test_what_a_word_means_is_asked_before_anything_is_shown(guardian, reports):
    text = HEADER + "2026-27-Q3,er_isc,trust,All,nil,,\n2026-27-Q3,survey_detriment,trust,All,<5,,\n"
    asked = send(guardian, text)
    assert "“nil”" in asked.content.decode()
    assert '<option value="c" selected>' in asked.content.decode()

    again = guardian.post(UPLOAD, {"asked": asked.context["asked"], "answer-1": "c"})
    assert [word.text for word in again.context["reading"].words.values()] == ["nil"]
    shown = guardian.post(UPLOAD, {"asked": again.context["asked"], "answer-0": "0"})
    confirm(guardian, shown)

    report = GuardianReportPage.objects.get(start_year=2026, quarter=3)
    assert {(f.value, f.status) for f in store.entered_figures([report.pk])} == {(0, ""), (None, "c")}
    assert "upload the file again" in guardian.post(UPLOAD, {"asked": "made up"}).content.decode()


def test_the_quarters_of_one_file_are_checked_against_each_other(guardian, reports):
    lines = [
        f"{quarter},{measure},trust,All,{value}"
        for quarter, opening in (("2026-27-Q3", 33), ("2026-27-Q4", 30))
        for measure, value in (
            ("er_carried_over", opening), ("er_raised", 333), ("er_closed", 334), ("er_outstanding", 32),
        )
    ]  # fmt: skip
    text = "report,measure,dimension,category,value\n" + "\n".join(lines)

    html = send(guardian, text).content.decode()

    assert html.count("in Q3 2026/27 32, but exception reports carried over in Q4 2026/27 says 30.") == 1
