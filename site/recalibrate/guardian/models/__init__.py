from .figures import Correction, DisclosureSettings, ReportFigure, WithheldRow
from .guide import ExceptionGuidePage
from .index import GuardianIndexPage
from .report import GuardianReportPage
from .update import GuardianUpdatePage, GuardianUpdateStateOfMind
from .vocabulary import Balance, Breakdown, Category, Dimension, Measure
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
    "WithheldRow",
    "YouSaid",
    "YouSaidStateOfMind",
]
