"""The report as a Word document: whole, readable by machines, and with nothing that readers may not see."""

import io
import random
import re
import zipfile
from datetime import date

import docx
import pytest
from disclosure_enumeration import random_history
from disclosure_histories import published_in_turn
from django.contrib.auth.models import Group
from PIL import Image

from recalibrate.core.models import User
from recalibrate.guardian import publication, store
from recalibrate.guardian.charts.types import ChartCell
from recalibrate.guardian.models import GuardianReportPage, SuppressedRow
from recalibrate.guardian.outlook_agreement import record_agreement
from recalibrate.guardian.paper.document import report_document
from recalibrate.guardian.reading import report_contents


def tables_in(document):
    return [tuple(tuple(cell.text for cell in row.cells) for row in table.rows) for table in document.tables]


def pictures_in(document):
    return [shape._inline.docPr for shape in document.inline_shapes]


def text_of(document):
    """Every word in it: paragraphs, cells, what pictures say, properties."""
    about = document.core_properties
    words = [paragraph.text for paragraph in document.paragraphs]
    words += [text for table in tables_in(document) for row in table for text in row]
    words += [f"{said.get('title')} {said.get('descr')}" for said in pictures_in(document)]
    return "\n".join([*words, about.title, about.author, about.subject, about.comments])


def as_rows(table):
    return (table.columns, *((name, *cells) for name, cells in table.rows))


def paper_of(report, **said):
    return docx.Document(io.BytesIO(report_document(report, organisation="An NHS Trust", **said)))


@pytest.fixture
def guardian(client, reports):
    user = User.objects.create_user("a-guardian")
    user.groups.add(Group.objects.get(name="Guardian"))
    client.force_login(user)
    return client


def test_every_table_and_finding_of_the_page_is_in_it(reports):
    for report in reports.values():
        paper = paper_of(report)
        shown = report.shown
        tables = [*(chart.table for chart in shown.charts), shown.glance, *shown.tables]

        assert len(tables) > 10
        assert set(map(as_rows, tables)) <= set(tables_in(paper))
        assert {said.get("title") for said in pictures_in(paper)} == {chart.finding for chart in shown.charts}
        assert report.headline in text_of(paper)


def test_a_chart_says_what_it_shows_and_is_a_picture_with_ink(reports):
    content = report_document(reports["2026-27-q1"], organisation="An NHS Trust")
    paper = docx.Document(io.BytesIO(content))

    assert all("Every value is in the table below" in said.get("descr") for said in pictures_in(paper))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        pictures = [name for name in parts.namelist() if name.endswith(".png")]
        assert len(pictures) == len(reports["2026-27-q1"].shown.charts)
        for name in pictures:
            image = Image.open(io.BytesIO(parts.read(name))).convert("L")
            assert image.width > 1900
            assert sum(image.histogram()[:128]) > 5000, name


def test_no_withheld_cell_is_in_it(reports):
    """Each figure that was entered and that readers do not see: its row has no line with its value."""
    hidden = 0
    for report in reports.values():
        lines = {row for table in tables_in(paper_of(report)) for row in table}
        names = {(c.dimension, c.slug): c.name for c in store.vocabulary().categories}
        public = {
            (f.measure, f.dimension, f.category, f.period)
            for f in report.public.figures
            if f.value is not None
        }
        for figure in store.entered_figures([report.pk]):
            if (
                figure.measure,
                figure.dimension,
                figure.category,
                figure.period,
            ) in public or figure.value is None:
                continue
            hidden += 1
            name, text = (
                names[figure.dimension, figure.category],
                ChartCell(figure.value, "", figure.unit).text,
            )
            shown_otherwise = {f.value for f in report.public.figures if f.name == name}
            if figure.value not in shown_otherwise:
                assert not [line for line in lines if line[0] == name and text in line[1:]], (name, text)
    assert hidden > 50


def test_an_attacker_finds_the_same_table_in_it_as_on_the_page(reports):
    """Over histories of up to four publications, the paper of each has the public cells of departments and no
    others: so what the enumeration could not recover from pages is not in the paper either."""
    rng = random.Random(7)
    report = reports["2026-27-q1"]
    compared = 0
    for _ in range(8):
        vocabulary, quarters = random_history(rng, most=60, zeros=0.02)
        for public in published_in_turn(vocabulary, quarters):
            report.__dict__["shown"] = report_contents(public, ())
            report.__dict__["public"] = public
            found = [t for t in tables_in(paper_of(report)) if t[0][0] == "Department"]
            wanted = [as_rows(t) for t in report.shown.tables if t.columns[0] == "Department"]
            charted = [as_rows(c.table) for c in report.shown.charts if c.table.columns[0] == "Department"]
            assert sorted(found) == sorted([*wanted, *charted])
            shown = {(f.name, ChartCell(f.value, f.status, f.unit).text) for f in public.figures}
            for table in found:
                for name, *cells in table[1:]:
                    numbers = [cell for cell in cells if re.fullmatch(r"[\d,.]+", cell)]
                    assert {(name, cell) for cell in numbers} <= shown
                    compared += len(numbers)
    assert compared > 50


def test_what_the_board_is_asked_is_on_its_front_sheet(reports):
    report = reports["2026-27-q1"]
    report.asks = report.asks.stream_block.to_python([{"type": "ask", "value": "Pay for a twilight post."}])
    report.actions = report.actions.stream_block.to_python(
        [
            {
                "type": "action",
                "value": {
                    "what": "Review the rota",
                    "owner": "Rota lead",
                    "due_on": "2026-12-10",
                    "state": "begun",
                },
            }
        ]
    )
    paper = paper_of(report, sample_label="Sample data")

    words = text_of(paper)
    assert words.index("Pay for a twilight post.") < words.index("The figures")
    assert ("Review the rota", "Rota lead", "Thursday 10 December 2026", "begun") in {
        row for table in tables_in(paper) for row in table
    }
    assert "Sample data" in words
    assert "An NHS Trust" in words


def test_it_names_no_person_and_no_moment_of_its_making(reports):
    about = paper_of(reports["2026-27-q1"]).core_properties

    assert about.author == about.last_modified_by == reports["2026-27-q1"].author_role
    assert about.created.date() == reports["2026-27-q1"].board_on
    assert about.language == "en-GB"


def test_readers_get_it_once_the_report_is_published(client, reports):
    assert client.get("/guardian/figures/2026-27-Q2.docx").status_code == 404

    answer = client.get("/guardian/figures/2026-27-Q1.docx")
    assert answer.status_code == 200
    assert "wordprocessingml" in answer["Content-Type"]
    assert (
        client.get("/guardian/figures/2026-27-Q1.docx", HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304
    )
    page = client.get(reports["2026-27-q1"].get_url()).content.decode()
    assert "/guardian/figures/2026-27-Q1.docx" in page


def test_the_board_gets_it_once_someone_has_looked_and_what_it_saw_stays_withheld(guardian, reports):
    report = reports["2026-27-q2"]
    address = f"/admin/guardian/reports/{report.pk}/paper/"
    SuppressedRow.objects.all().delete()

    if not publication.outlook(report).blank:
        record = publication.outlook(report)
        first = guardian.post(address)
        if first.status_code == 302:
            assert first.url.endswith("/look/")
            record_agreement(report, record, user=User.objects.get(username="a-guardian"))
    assert guardian.get(address).status_code == 200
    answer = guardian.post(address)
    assert answer.status_code == 200
    assert "Not public before the board has met" in text_of(docx.Document(io.BytesIO(answer.content)))
    assert SuppressedRow.objects.filter(seen_with=report.period.key).exists()


def test_it_is_for_those_who_may_edit_the_report(client, reports):
    contributor = User.objects.create_user("a-writer")
    contributor.groups.add(Group.objects.get(name="Contributor"))
    client.force_login(contributor)

    answer = client.post(f"/admin/guardian/reports/{reports['2026-27-q2'].pk}/paper/")
    assert answer.status_code in (302, 403)
    assert not answer.get("Content-Disposition")


def test_an_unpublished_day_is_no_day(reports):
    """A report without a board’s day has a front sheet without one."""
    report = GuardianReportPage.objects.get(slug="2026-27-q2")
    report.board_on = None

    rows = tables_in(paper_of(report))[0]
    assert "The board meets on" not in {row[0] for row in rows}
    assert paper_of(report).core_properties.created.date() == date(2026, 9, 30)
