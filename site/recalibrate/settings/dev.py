"""One machine, SQLite, sample content: what `make run` and `make dev` use. Never for production."""

import secrets
from importlib.util import find_spec

from .base import *  # noqa: F403
from .base import INSTALLED_APPS, MIDDLEWARE, VAR_DIR, database, env

DEBUG = env.bool("RECALIBRATE_DEBUG", default=False)

VAR_DIR.mkdir(exist_ok=True)
_secret_key_file = VAR_DIR / "secret-key"
if not _secret_key_file.exists():
    _secret_key_file.touch(mode=0o600)
    _secret_key_file.write_text(secrets.token_urlsafe(50))
SECRET_KEY = _secret_key_file.read_text()

PORT = env.int("PORT", default=8000)
ALLOWED_HOSTS = ["*"]
WAGTAILADMIN_BASE_URL = env.str("RECALIBRATE_BASE_URL", default=f"http://localhost:{PORT}")
DATABASES = {"default": database(env.str("DATABASE_URL", default=f"sqlite:///{VAR_DIR}/recalibrate.sqlite3"))}
MAIL_TRANSPORT = "recalibrate.infra.file_email_backend.FileEmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = "Recalibrate (sample) <recalibrate@fenwold.example>"
SAMPLE_SETUP = True  # sample log-ins may exist here; production refuses them

if DEBUG:
    PAGE_CACHE_BYTES = 0  # every change to a template is seen at once
    STORAGES = {
        "default": {"BACKEND": "recalibrate.infra.storage.WholeFiles"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    if find_spec("debug_toolbar"):  # requirements-dev.txt has it: what runs elsewhere never does
        INSTALLED_APPS = [*INSTALLED_APPS, "debug_toolbar"]
        # After what compresses and caches, so that it sees the page as it was rendered.
        MIDDLEWARE = [*MIDDLEWARE, "debug_toolbar.middleware.DebugToolbarMiddleware"]
        INTERNAL_IPS = ["127.0.0.1", "::1"]
        DEBUG_TOOLBAR_CONFIG = {"IS_RUNNING_TESTS": False}
