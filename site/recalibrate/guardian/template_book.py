"""A workbook of ours to fill in: a sheet for the whole Trust and one for each dimension, which reads back as it is."""

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from .figures.entered import Figure
from .figures.periods import Period
from .figures.types import ALL, TRUST
from .figures.vocabulary import DimensionSpec, Vocabulary

HEAD = 3  # the row of headings, below the title
STATUSES = '"[c],[x],[z]"'
NOTE_WIDTH, NAME_WIDTH, VALUE_WIDTH = 44, 34, 15
Value = str | float


def template_book(words: Vocabulary, quarters: Sequence[Period], figures: Iterable[Figure] = ()) -> bytes:
    """With names, lists of what may stand in place of a number, widths and frozen heads; filled in where known."""
    return _Template(words, quarters, figures).made()


class _Template:
    def __init__(self, words: Vocabulary, quarters: Sequence[Period], figures: Iterable[Figure]) -> None:
        self.words = words
        self.quarters = list(quarters)
        self.known = {(f.measure, f.dimension, f.category, f.period): f for f in figures}
        self.book = Workbook()

    def made(self) -> bytes:
        self.book.remove(self.book.worksheets[0])
        self.whole_trust()
        for dimension in self.words.dimensions:
            if dimension.slug != TRUST:
                self.parts(dimension)
        self.help()
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()

    @property
    def is_year(self) -> bool:
        return len(self.quarters) > 1

    @property
    def when(self) -> str:
        if self.is_year:
            return ", ".join(quarter.name for quarter in self.quarters)
        quarter = self.quarters[0]
        return f"{quarter.name} ({quarter.months_name})"

    def whole_trust(self) -> None:
        measures = [m for m in self.words.measures if self.words.has(m.slug, TRUST, ALL)]
        rows = [
            [
                *self.quarter(period),
                m.name,
                self.value(m.slug, TRUST, ALL, period),
                m.unit,
                self.note(m.slug, period),
            ]
            for period in self.quarters
            for m in measures
        ]
        heads = [*self.quarter_head(), _("Measure"), _("Figure"), _("Unit"), _("Note for readers")]
        sheet = self.sheet(_("Whole Trust"), _("Figures of the whole Trust"), heads, rows)
        first = 2 + self.is_year
        self.lists(sheet, first, first, len(rows))
        widths = [*([VALUE_WIDTH] if self.is_year else []), 56, VALUE_WIDTH, VALUE_WIDTH, NOTE_WIDTH]
        self.shape(sheet, widths)

    def parts(self, dimension: DimensionSpec) -> None:
        measures = [b.measure for b in self.words.breakdowns if b.dimension == dimension.slug]
        rows = [
            [*self.quarter(period), name, *(self.value(m, dimension.slug, slug, period) for m in measures)]
            for period in self.quarters
            for slug, name in self.rows_of(dimension, period)
        ]
        if not measures or not rows:
            return
        heads = [*self.quarter_head(), dimension.name, *(self.words.measure(m).name for m in measures)]
        title = _("Figures by %(dimension)s") % {"dimension": dimension.name.lower()}
        sheet = self.sheet(dimension.name, title, heads, rows)
        first = 2 + self.is_year
        self.lists(sheet, first, len(heads), len(rows))
        self.shape(
            sheet, [*([VALUE_WIDTH] if self.is_year else []), NAME_WIDTH, *([VALUE_WIDTH] * len(measures))]
        )
        column = get_column_letter(first - 1)
        ref = f"{quote_sheetname(sheet.title)}!${column}${HEAD + 1}:${column}${HEAD + len(rows)}"
        name = f"Rows_{dimension.slug.replace('-', '_')}"
        self.book.defined_names[name] = DefinedName(name, attr_text=ref)

    def rows_of(self, dimension: DimensionSpec, period: Period) -> Iterator[tuple[str, str]]:
        for category in self.words.categories_of(dimension.slug):
            is_month = dimension.kind == "month"
            yield category.slug, period.month_name(category.slug) if is_month else category.name

    def quarter_head(self) -> list[str]:
        return [_("Quarter")] if self.is_year else []

    def quarter(self, period: Period) -> list[Value]:
        return [period.name] if self.is_year else []

    def value(self, measure: str, dimension: str, category: str, period: Period) -> Value:
        figure = self.known.get((measure, dimension, category, period))
        if figure is None:
            return ""
        return f"[{figure.status}]" if figure.value is None else float(figure.value)

    def note(self, measure: str, period: Period) -> str:
        figure = self.known.get((measure, TRUST, ALL, period))
        return figure.note if figure else ""

    def sheet(self, name: str, title: str, heads: list[str], rows: Iterable[Sequence[Value]]) -> Any:
        sheet = self.book.create_sheet(_sheet_name(name))
        for number, row in enumerate([[f"{title}, {self.when}"], [], heads, *rows], 1):
            for column, value in enumerate(row, 1):
                put(sheet, number, column, value)
        sheet.cell(1, 1).font = Font(bold=True, size=14)
        for cell in sheet[HEAD]:
            cell.font = Font(bold=True)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.freeze_panes = sheet.cell(HEAD + 1, 2 + self.is_year)
        return sheet

    def lists(self, sheet: Any, first: int, last: int, rows: int) -> None:
        """What may stand in place of a number; numbers are typed as ever."""
        offered = DataValidation(type="list", formula1=STATUSES, allow_blank=True, showErrorMessage=False)
        offered.promptTitle = _("A number")
        offered.prompt = _("0 if there was none; [c] confidential, [x] not measured, [z] does not apply.")
        offered.showInputMessage = True
        sheet.add_data_validation(offered)
        offered.add(f"{get_column_letter(first)}{HEAD + 1}:{get_column_letter(last)}{HEAD + rows}")
        if self.is_year:
            names = ",".join(quarter.name for quarter in self.quarters)
            quarters = DataValidation(
                type="list", formula1=f'"{names}"', allow_blank=False, showErrorMessage=True
            )
            sheet.add_data_validation(quarters)
            quarters.add(f"A{HEAD + 1}:A{HEAD + rows}")

    def shape(self, sheet: Any, widths: Iterable[int]) -> None:
        for number, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(number)].width = width

    def help(self) -> None:
        sheet = self.book.create_sheet(_sheet_name(_("How to fill in")))
        lines = (
            _("How to fill in this workbook"),
            _("Type a number, or 0 where there was none. Leave blank what you have not got yet."),
            _(
                "[c] is confidential, [x] is not measured, [z] does not apply. The arrow in a cell offers them."
            ),
            _(
                "Enter small numbers as they are: they are combined or withheld before anybody else sees them."
            ),
            _("Then upload it under Guardian’s figures. You see every value before it is saved."),
        )
        for number, line in enumerate(lines, 1):
            put(sheet, number, 1, line)
        sheet.cell(1, 1).font = Font(bold=True, size=14)
        sheet.column_dimensions["A"].width = 100


def put(sheet: Any, row: int, column: int, value: Value) -> None:
    """Every text is one, so nothing in the file is calculated."""
    if value == "":
        return
    cell = sheet.cell(row, column, value)
    if isinstance(value, str):
        cell.data_type = "s"


def _sheet_name(name: str) -> str:
    return "".join(" " if letter in "[]:*?/\\" else letter for letter in name)[:31]
