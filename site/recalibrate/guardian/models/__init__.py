from ..records.figures import Correction, DisclosureSettings, ReportFigure, SuppressedRow
from ..records.vocabulary import Balance, Breakdown, Category, Dimension, Measure
from .guide import ExceptionGuidePage
from .index import GuardianIndexPage
from .report import GuardianReportPage
from .spreadsheet_name import SpreadsheetName
from .update import GuardianUpdatePage, GuardianUpdateStateOfMind
from .you_said import Progress, YouSaid, YouSaidStateOfMind

__all__ = [
    "Balance",
    "Breakdown",
    "Category",
    "Correction",
    "Dimension",
    "DisclosureSettings",
    "ExceptionGuidePage",
    "GuardianIndexPage",
    "GuardianReportPage",
    "GuardianUpdatePage",
    "GuardianUpdateStateOfMind",
    "Measure",
    "Progress",
    "ReportFigure",
    "SpreadsheetName",
    "SuppressedRow",
    "YouSaid",
    "YouSaidStateOfMind",
]
