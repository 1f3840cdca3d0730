"""Is everything all right? Checks in words, for people; and mails when one turns bad."""

from .checks import findings
from .finding import Finding, Verdict

__all__ = ["Finding", "Verdict", "findings"]
