"""Moments as people say them."""

from datetime import datetime

from django.utils import timezone


def moment_words(moment: datetime) -> str:
    """“Thursday 3 December at 07:00”, with the year where it is not this one."""
    local = timezone.localtime(moment)
    year = "" if local.year == timezone.localdate().year else f" {local.year}"
    return f"{local:%A} {local.day} {local:%B}{year} at {local:%H:%M}"
