"""Which addresses are readers'."""

from django.conf import settings


def is_for_readers(path: str) -> bool:
    return not path.startswith(f"/{settings.ADMIN_PATH}")
