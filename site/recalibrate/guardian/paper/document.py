"""The report for the board: a front sheet, what is asked, the words, charts as pictures, tables that live.

Made of `report.shown`, as the page is: figures come through the one door, and there is no other way to them here.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any

import docx
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from ..charts.types import Chart, ChartTable
from ..models import GuardianReportPage
from .pictures import png_of
from .rich_text import add_html
from .tables import add_table

PICTURE_WIDTH = Cm(15)
OURS = ("Heading", "Title", "Caption", "Intense Quote")  # styles whose blue and whose fonts are Word's own
INK = RGBColor(0x1D, 0x27, 0x2C)
LEGEND = gettext_lazy("[c] withheld so that nobody can be recognised · [x] not measured · [z] not applicable")


def report_document(report: GuardianReportPage, *, organisation: str, sample_label: str = "") -> bytes:
    document = docx.Document()
    set_up(document, report, organisation)
    add_front_sheet(document, report, organisation, sample_label)
    add_words(document, report)
    add_figures(document, report)
    add_about(document, report)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def set_up(document: Document, report: GuardianReportPage, organisation: str) -> None:
    """A4, our margins and language, and properties that name no person."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    for style in document.styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH and style.name.startswith(OURS):
            style.font.name, style.font.color.rgb = "Arial", INK
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                style.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    normal.element.get_or_add_rPr().append(language)
    about = document.core_properties
    moment = datetime.combine(report.board_on or report.period.ends_on, time(12))
    about.title, about.author, about.language = report.title, report.author_role, "en-GB"
    about.subject, about.comments, about.last_modified_by = (
        report.data_title,
        organisation,
        report.author_role,
    )
    about.created = about.modified = moment
    section.footer.paragraphs[0].text = f"{report.author_role} · {report.period.name} · {report.title}"


def add_front_sheet(
    document: Document, report: GuardianReportPage, organisation: str, sample_label: str
) -> None:
    document.add_heading(report.title, 0)
    if sample_label:
        document.add_paragraph(sample_label, style="Intense Quote")
    rows = [
        (_("Report to"), f"{_('The board of')} {organisation}" if organisation else _("The board")),
        (_("Period"), f"{report.period.name}, {report.period.months_name}"),
        (_("The board meets on"), day(report.board_on)),
        (_("Written by"), report.author_role),
        (_("Seen by the Resident Doctors’ Forum on"), day(report.forum_seen_on)),
        (_("Terms and conditions"), report.tcs_version),
        (_("Status"), _("Published") if report.is_public else _("Not public before the board has met")),
    ]
    add_table(document, (_("Front sheet"), ""), [row for row in rows if row[1]])
    document.add_paragraph(report.headline, style="Intense Quote")
    asks = [str(ask.value) for ask in report.asks]
    if asks:
        document.add_heading(_("What we ask of the board"), 1)
        add_list(document, numbered(asks))
    actions = [action.value for action in report.actions]
    if actions:
        document.add_heading(_("Actions"), 1)
        table = [(str(a["what"]), str(a["owner"]), day(a["due_on"]), str(a["state"])) for a in actions]
        add_table(document, (_("Action"), _("Owner"), _("By"), _("How far it is")), table)


def day(when: Any) -> str:
    return date_format(when, "l j F Y") if when else ""


def numbered(lines: Sequence[str]) -> list[str]:
    return [f"{number}. {line}" for number, line in enumerate(lines, start=1)]


def add_list(document: Document, lines: Iterable[str]) -> None:
    for line in lines:
        document.add_paragraph(line, style="List")


def add_words(document: Document, report: GuardianReportPage) -> None:
    shown = report.shown
    if shown.key_figures:
        document.add_heading(_("%(period)s in figures") % {"period": shown.period_name}, 1)
        names = [row.name for row in shown.key_figures]
        add_table(document, names, [[row.cell.text for row in shown.key_figures]])
    if shown.scope:
        document.add_paragraph(shown.scope)
    if report.things_to_know:
        document.add_heading(_("Three things to know"), 1)
        add_list(document, numbered([str(thing.value) for thing in report.things_to_know]))
    if report.narrative:
        document.add_heading(_("What happened, and what was done"), 1)
        add_html(document, str(report.narrative))
    if report.log:
        document.add_heading(_("Corrections"), 1)
        add_list(document, (f"{day(line.corrected_on)}: {line.what} {line.why}" for line in report.log))


def add_figures(document: Document, report: GuardianReportPage) -> None:
    shown = report.shown
    if not shown:
        return
    document.add_heading(_("The figures"), 1)
    if report.quality_note:
        document.add_paragraph(f"{_('Bear in mind.')} {report.quality_note}")
    document.add_paragraph(
        _(
            "More reports do not mean less safe work. They mean that more of it is seen. Departments differ in size, "
            "rotas and habit of reporting, so this ranks nobody."
        )
    )
    for chart in shown.charts:
        add_chart(document, chart)
    for table in (*([shown.glance] if shown.glance else ()), *shown.tables):
        add_chart_table(document, table)
    for name in shown.not_shown:
        document.add_paragraph(
            _("%(name)s: withheld [c]. So few would share a row that one of them could be found.")
            % {"name": name}
        )
    for name in shown.left_out:
        document.add_paragraph(
            _("%(name)s: left out of this quarter, because a number in it is not known.") % {"name": name}
        )
    document.add_paragraph(str(LEGEND))


def add_chart(document: Document, chart: Chart) -> None:
    document.add_heading(chart.finding, 2)
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    picture = paragraph.add_run().add_picture(io.BytesIO(png_of(chart.drawing)), width=PICTURE_WIDTH)
    said = picture._inline.docPr
    said.set("descr", chart.description)
    said.set("title", chart.finding)
    document.add_paragraph(f"{chart.statistic}. {chart.note}".strip(), style="Caption")
    add_table(document, chart.table.columns, [(name, *cells) for name, cells in chart.table.rows])


def add_chart_table(document: Document, table: ChartTable) -> None:
    document.add_heading(table.caption, 2)
    add_table(document, table.columns, [(name, *cells) for name, cells in table.rows])


def add_about(document: Document, report: GuardianReportPage) -> None:
    document.add_heading(_("About the figures"), 1)
    if report.method_note:
        document.add_paragraph(report.method_note)
    if report.is_public:
        document.add_paragraph(f"{_('All figures as files:')} {report.canonical_url}")
    if report.next_due_on:
        due = _("The next report is due on %(day)s.") % {"day": date_format(report.next_due_on, "j F Y")}
        document.add_paragraph(due)
