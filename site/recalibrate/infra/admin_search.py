"""The search of the admin: Wagtail's, but on SQLite without what grows with the site."""

from typing import Any

from django.db import connection
from modelsearch.backends import database
from modelsearch.backends.base import BaseSearchBackend


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:  # noqa: N802  # the name that Wagtail looks for
    """Ours where the database is SQLite, and Wagtail's elsewhere."""
    if connection.vendor != "sqlite":
        return database.SearchBackend(params)
    from .sqlite_admin_search import GrowingSearchBackend  # its model is nowhere else

    return GrowingSearchBackend(params)
