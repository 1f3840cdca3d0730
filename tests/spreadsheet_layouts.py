"""One quarter's figures, laid out in many ways, as people do: each has to read to the same values."""

import io
import random
import zipfile
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from openpyxl import Workbook

from recalibrate.guardian.figures.periods import Period
from recalibrate.guardian.workbook.cells import letters

QUARTER = Period(2026, 3)
FLOW = ("er_carried_over", "er_raised", "er_closed", "er_outstanding")
TRUST = {
    "doctors": "1405", "er_carried_over": "30", "er_raised": "333", "er_closed": "331", "er_outstanding": "32",
    "er_isc": "4", "hours_reported": "372.25", "starter_access": "94", "fund_opening": "2314.8",
}  # fmt: skip
DEPARTMENTS = {
    "general-medicine": (10, 101, 99, 12), "emergency-medicine": (5, 52, 51, 6), "general-surgery": (6, 66, 68, 4),
    "trauma-and-orthopaedics": (3, 31, 31, 3), "obstetrics-and-gynaecology": (2, 35, 34, 3),
    "paediatrics": (2, 24, 24, 2), "ent": (2, 24, 24, 2),
}  # fmt: skip
GRADES = {"fy1": (12, 130, 131, 11), "fy2": (8, 80, 80, 8), "core": (6, 81, 80, 7), "st3": (4, 42, 40, 6)}
MONTHS = {"first": 110, "second": 102, "third": 121}
NAMES = {
    "general-medicine": ("General medicine", "GENERAL MEDICINE", "General  Medicine", "Gen med"),
    "emergency-medicine": ("Emergency medicine", "A&E", "ED", "Emergency Department", "Accident & Emergency"),
    "general-surgery": ("General surgery", "General Surgery*", "General\xa0surgery"),
    "trauma-and-orthopaedics": ("Trauma and orthopaedics", "T & O", "T&O", "Trauma & Orthopaedics", "Orthopaedics"),
    "obstetrics-and-gynaecology": ("Obstetrics and gynaecology", "O&G", "Obs & Gynae", "Obstetrics & Gynaecology "),
    "paediatrics": ("Paediatrics", "paediatrics ", "Paeds"),
    "ent": ("ENT", "Ear, nose and throat", "ent", "ENT¹"),
    "fy1": ("FY1", "F1", "Foundation Year 1"), "fy2": ("FY2", "F2", "fy2 "),
    "core": ("Core and ST1-2", "CT1-2 / ST1-2"), "st3": ("ST3 and above", "ST3+", "ST3-8"),
    "er_carried_over": ("Exceptions carried over", "No. exceptions carried over from last report"),
    "er_raised": ("Exception reports raised", "No. exceptions raised", "Number of exception reports raised"),
    "er_closed": ("Exceptions closed", "No. exceptions closed", "Exception reports closed:"),
    "er_outstanding": ("Exceptions outstanding", "No. exceptions outstanding"),
    "doctors": ("Number of doctors / dentists in training (total):", "Doctors and dentists in training"),
    "er_isc": ("Immediate safety concerns", "Immediate safety concerns flagged"),
    "hours_reported": ("Extra hours reported", "Hours reported"),
    "starter_access": ("New starters with access to exception reporting within 7 days",),
    "fund_opening": ("Fund: balance at end of last quarter", "Balance at end of last quarter"),
}  # fmt: skip
WRITTEN = {
    "doctors": (1405, "1,405"), "hours_reported": (372.25, "372h 15m", "372.25 hours"), "starter_access": ("94%",),
    "fund_opening": ("£2,314.80", "2,314.80"),
}  # fmt: skip
SHORT = {
    "er_carried_over": "Carried over",
    "er_raised": "Raised",
    "er_closed": "Closed",
    "er_outstanding": "Outstanding",
}
MONTHS_WRITTEN = (
    ("Oct-26", "Nov-26", "Dec-26"), ("October", "November", "December"), ("Month 1", "Month 2", "Month 3"),
    ("October 2026", "November 2026", "December 2026"), ("2026-10", "2026-11", "2026-12"), ("Oct", "Nov", "Dec"),
)  # fmt: skip
QUARTERS_WRITTEN = (
    "Q3 2026/27", "Quarter 3 2026-27", "1 October to 31 December 2026", "October – December 2026", "2026/27 Q3",
    "Quarterly report, Q3 (Oct–Dec) 2026/27",
)  # fmt: skip
TOTALS = ("Total", "TOTAL", "Grand total", "Total:")


def truth() -> dict[tuple[str, str, str], str]:
    found = {(measure, "trust", "all"): value for measure, value in TRUST.items()}
    for dimension, rows in (("department", DEPARTMENTS), ("grade", GRADES)):
        for row, values in rows.items():
            found |= {(m, dimension, row): str(v) for m, v in zip(FLOW, values, strict=True)}
    return found | {("er_raised", "month", month): str(value) for month, value in MONTHS.items()}


@dataclass
class Drawn:
    """A sheet of values, with what was made one, and whether it is shown."""

    name: str
    rows: list[list[object]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    is_hidden: bool = False

    def add(self, *rows: list[object]) -> int:
        """Where the first of them is."""
        top = len(self.rows)
        self.rows += [list(row) for row in rows]
        return top


class Layout:
    """One way of laying it out, drawn by chance from what people do."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.sheets: list[Drawn] = []
        self.is_one_sheet = self.flip(0.4)
        self.says_quarter_at = self.chance.choice(("title", "cover", "sheet", "file"))
        self.quarter = self.chance.choice(QUARTERS_WRITTEN)
        self.file_name = f"Figures {self.quarter}" if self.says_quarter_at == "file" else "figures"

    def flip(self, odds: float = 0.5) -> bool:
        return self.chance.random() < odds

    def name(self, slug: str) -> str:
        return self.chance.choice(NAMES[slug])

    def drawn(self) -> list[Drawn]:
        if self.says_quarter_at == "cover" or self.flip(0.3):
            self.cover()
        self.whole_trust()
        if self.flip(0.25):
            self.beside_each_other()
        elif self.flip(0.25):
            self.under_headings()
        else:
            self.crossed("Exception reports by department", "Specialty", DEPARTMENTS)
            self.crossed("Exception reports by grade", "Grade", GRADES)
        self.months()
        if self.flip(0.25):
            self.move_in()
        if self.flip(0.4):
            old = Drawn("Old", [["Specialty", "No. exceptions raised"], ["ENT", 999]], is_hidden=True)
            self.sheets.insert(self.chance.randrange(len(self.sheets) + 1), old)
        return self.sheets

    def cover(self) -> None:
        lines = ["Fenwold Hospitals NHS Trust", "Report of the Guardian of Safe Working Hours"]
        if self.says_quarter_at == "cover":
            lines.append(self.quarter)
        self.sheets.append(Drawn("Cover", [[line] for line in lines]))

    def sheet(self, title: str) -> Drawn:
        """A place for a table, under its title, with an empty line or not."""
        prefix = "Q3 2026-27 " if self.says_quarter_at == "sheet" else ""
        if self.is_one_sheet and self.sheets and self.sheets[-1].name != "Cover":
            found = self.sheets[-1]
            found.add([], [])
        else:
            found = Drawn(f"{prefix}{title.split()[-1]}")
            self.sheets.append(found)
        if self.says_quarter_at == "title":
            title = self.chance.choice((f"{title}, {self.quarter}", f"{title} – {self.quarter}"))
        found.add([title])
        if self.flip():
            found.add([])
        return found

    def whole_trust(self) -> None:
        sheet = self.sheet("High level data")
        if self.flip(0.3):
            sheet.add(["Measure", self.chance.choice(("Figure", "Number", "")), "Comments"])
        for measure, value in TRUST.items():
            plain = float(value) if "." in value else int(value)
            written = self.chance.choice(WRITTEN.get(measure, (plain, value)))
            sheet.add([self.name(measure), written])

    def crossed(self, title: str, head: str, rows: dict[str, tuple[int, ...]]) -> None:
        sheet = self.sheet(title)
        labels = [self.name(slug) for slug in rows]
        columns = [self.name(measure) for measure in FLOW]
        body: list[list[object]] = [
            [label, *values] for label, values in zip(labels, rows.values(), strict=True)
        ]
        if self.flip(0.3):
            body = [[label, *(f"{v:,}" for v in values)] for label, *values in body]
        is_two_row = self.flip(0.35)
        if is_two_row:
            columns = [SHORT[measure] for measure in FLOW]
        if self.flip(0.5):
            totals: list[object] = [sum(values) for values in zip(*rows.values(), strict=True)]
            body.append([self.chance.choice(TOTALS), *totals])
        if self.flip(0.3) and not is_two_row:
            corner, *across = [head, *columns]
            table = [[corner, *across], *body]
            turned = [list(row) for row in zip(*table, strict=True)]
            turned[0][0] = self.chance.choice(("", "Measure", head))
            sheet.add(*turned)
        else:
            heads: list[list[object]] = [[head, *columns]]
            if is_two_row:
                top = len(sheet.rows)
                heads = [["", "Exception reports", "", "", ""], [head, *columns]]
                sheet.merged.append((top, 1, top, 4))
            if self.flip(0.2) and not is_two_row:
                sheet.add(*self.with_more_columns([*heads, *body], head))
            else:
                sheet.add(*heads, *([[]] if self.flip(0.25) else []), *body)
        if self.flip(0.3):
            sheet.add(["Source: reporting system, 8 January 2027"])

    def beside_each_other(self) -> None:
        """Departments left, grades right, with an empty column between."""
        sheet = self.sheet("Exception reports")
        tables = []
        for head, rows in (("Department", DEPARTMENTS), ("Grade", GRADES)):
            table: list[list[object]] = [[head, *(self.name(measure) for measure in FLOW)]]
            table += [[self.name(slug), *values] for slug, values in rows.items()]
            tables.append(table + [[""] * 5] * (len(DEPARTMENTS) - len(rows)))
        sheet.add(*([*left, "", *right] for left, right in zip(*tables, strict=True)))

    def under_headings(self) -> None:
        """One table whose parts have headings of their own."""
        sheet = self.sheet("Exception reports")
        sheet.add(["", *(self.name(measure) for measure in FLOW)])
        for heading, rows in (("By department", DEPARTMENTS), ("By grade", GRADES)):
            sheet.add([heading], *([self.name(slug), *values] for slug, values in rows.items()))
            if self.flip():
                sheet.add(["Total", *(sum(values) for values in zip(*rows.values(), strict=True))])

    def move_in(self) -> None:
        """Every table starts in a column further right."""
        for drawn in self.sheets:
            drawn.rows = [["", *row] if row else [] for row in drawn.rows]
            drawn.merged = [(top, left + 1, bottom, right + 1) for top, left, bottom, right in drawn.merged]

    def with_more_columns(self, table: list[list[object]], head: str) -> list[list[object]]:
        """Numbers before the labels, or remarks behind the values."""
        if self.flip(0.15):
            table = [["No." if row[0] == head else "", *row] for row in table]
            numbered = [
                row
                for row in table
                if row[1] not in (head, "") and not str(row[1]).upper().startswith("TOTAL")
            ]
            for number, row in enumerate((row for row in numbered if row[1] != "Grand total"), 1):
                row[0] = number
        if self.flip(0.2):
            table = [
                [*row, "Comments" if head in row[:2] else self.chance.choice(("", "see note"))]
                for row in table
            ]
        return table

    def months(self) -> None:
        sheet = self.sheet("Exception reports raised by month")
        names = self.chance.choice(MONTHS_WRITTEN)
        total: list[object] = [sum(MONTHS.values())] if self.flip() else []
        if self.flip():
            sheet.add(["", *names, *(["Total"] if total else [])])
            sheet.add([self.name("er_raised"), *MONTHS.values(), *total])
        else:
            sheet.add(["Month", self.name("er_raised")])
            sheet.add(*([name, value] for name, value in zip(names, MONTHS.values(), strict=True)))
            if total:
                sheet.add(["Total", *total])


def as_xlsx(sheets: list[Drawn]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for number, drawn in enumerate(sheets):
        sheet = book.create_sheet(f"{drawn.name[:24]} {number}" if drawn.name != "Cover" else "Cover")
        for row, values in enumerate(drawn.rows, 1):
            for column, value in enumerate(values, 1):
                if value != "":
                    sheet.cell(row, column, value)
        for top, left, bottom, right in drawn.merged:
            sheet.merge_cells(f"{letters(left)}{top + 1}:{letters(right)}{bottom + 1}")
        if drawn.is_hidden:
            sheet.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:automatic-styles>'
    '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/>'
    "</style:style></office:automatic-styles><office:body><office:spreadsheet>"
)
ODS_END = "</office:spreadsheet></office:body></office:document-content>"


def as_ods(sheets: list[Drawn]) -> bytes:
    tables = []
    for drawn in sheets:
        style = ' table:style-name="ta2"' if drawn.is_hidden else ""
        rows = "".join(
            f"<table:table-row>{''.join(_ods_cell(drawn, r, c, v) for c, v in enumerate(row))}</table:table-row>"
            for r, row in enumerate(drawn.rows)
        )
        far = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
        tables.append(f'<table:table table:name="{escape(drawn.name)}"{style}>{rows}{far}</table:table>')
    return ods_package(ODS_HEAD + "".join(tables) + ODS_END)


def ods_package(xml: str, **more: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", xml)
        for name, content in more.items():
            package.writestr(name, content)
    return out.getvalue()


def _ods_cell(drawn: Drawn, row: int, column: int, value: object) -> str:
    span = next((a for a in drawn.merged if a[:2] == (row, column)), None)
    attributes = f' table:number-columns-spanned="{span[3] - span[1] + 1}"' if span else ""
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"{attributes}/>'
    if value == "":
        return "<table:table-cell/>"
    text = f"<text:p>{escape(str(value))}</text:p>"
    return f'<table:table-cell office:value-type="string"{attributes}>{text}</table:table-cell>'


def as_csv(sheets: list[Drawn], mark: str, encoding: str, *, says_mark: bool = False) -> bytes:
    """All sheets below each other; what is hidden is not exported."""
    lines = [f"sep={mark}"] if says_mark else []
    for drawn in sheets:
        if drawn.is_hidden:
            continue
        for row in drawn.rows:
            lines.append(mark.join(_quoted(value, mark) for value in row))
        lines += ["", ""]
    return "\r\n".join(lines).encode(encoding)


def _quoted(value: object, mark: str) -> str:
    text = str(value)
    return f'"{text}"' if mark in text or '"' in text or "\n" in text else text
