"""Whole addresses, from the configured base address: a request's Host header is never trusted."""

from urllib.parse import urljoin

from django.conf import settings


def absolute(path: str) -> str:
    return urljoin(f"{settings.WAGTAILADMIN_BASE_URL}/", path)
