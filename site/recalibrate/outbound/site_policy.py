"""The policy of this site: its name, and what its operator allows."""

from django.conf import settings
from django.urls import reverse

from .guarded_connections import FetchPolicy


def policy() -> FetchPolicy:
    """How we introduce ourselves, and the few non-public addresses the operator has allowed."""
    return FetchPolicy(
        user_agent=f"Recalibrate/{settings.VERSION} (+{settings.WAGTAILADMIN_BASE_URL}{reverse('fetching')})",
        allowed=frozenset(settings.FEEDS_ALLOWED_ADDRESSES),
    )
