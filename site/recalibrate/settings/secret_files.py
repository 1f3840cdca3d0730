"""Secrets from files: for NAME_FILE, the text of that file stands for NAME."""

from collections.abc import MutableMapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

SECRETS = (
    "RECALIBRATE_SECRET_KEY", "RECALIBRATE_SECRET_KEY_FALLBACKS", "DATABASE_URL", "REDIS_URL", "EMAIL_URL",
    "RECALIBRATE_OIDC_CLIENT_SECRET",
)  # fmt: skip


def read_secret_files(environ: MutableMapping[str, str]) -> None:
    """Fill in what stands in files; refuses to guess between a variable and its file."""
    for name in SECRETS:
        path = environ.get(f"{name}_FILE", "")
        if not path:
            continue
        if environ.get(name):
            raise ImproperlyConfigured(f"Both {name} and {name}_FILE are set: which one is it?")
        try:
            environ[name] = Path(path).read_text().strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE: {path} cannot be read ({error.strerror}).") from error
