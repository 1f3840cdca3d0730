"""Is everything all right? Checks in words, for people; and mails when one turns bad."""

from .check_result import Finding, Verdict
from .checks import findings

__all__ = ["Finding", "Verdict", "findings"]
