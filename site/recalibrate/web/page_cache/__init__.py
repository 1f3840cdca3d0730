"""What anonymous readers got, kept in front of Django. Knows neither Django nor what the pages say.

A copy is good while the site revision under which it was rendered is the newest, and for a minute at most:
pages also change with the clock. Decision 0017 says why this is ours, and what it must never keep.
"""

from .cache import PageCache
from .requests import Rules
from .revision_watcher import RevisionWatcher

__all__ = ["PageCache", "RevisionWatcher", "Rules"]
