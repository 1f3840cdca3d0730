"""Is everything all right? Checks in words, for people; and mails when one turns bad."""

from .check_result import CheckResult, CheckStatus
from .checks import run_checks

__all__ = ["CheckResult", "CheckStatus", "run_checks"]
