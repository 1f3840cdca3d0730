"""Production: everything comes from the environment, and what is missing is said all at once."""

import os
from importlib.util import find_spec

from django.core.exceptions import ImproperlyConfigured

from recalibrate.infra import sentry

from .secret_files import read_secret_files

read_secret_files(os.environ)

from .base import *  # noqa: E402, F403
from .base import (  # noqa: E402
    LOGGING,
    OIDC_CLIENT_ID,
    OIDC_CLIENT_SECRET,
    OIDC_ISSUER,
    STORAGES,
    VERSION,
    database,
    env,
)

REQUIRED = {
    "RECALIBRATE_SECRET_KEY": "a long random string, for example from "
    "`python -c 'import secrets; print(secrets.token_urlsafe(50))'`",
    "RECALIBRATE_ALLOWED_HOSTS": "the host names the site answers to, separated by commas",
    "RECALIBRATE_BASE_URL": "the address readers use, for example https://recalibrate.trust.example",
    "DATABASE_URL": "for example postgres://user:password@host:5432/recalibrate",
}
_missing = [f"  {name}: {hint}" for name, hint in REQUIRED.items() if not env.str(name, default="").strip()]
if _missing:
    raise ImproperlyConfigured(
        "Recalibrate does not start in production without these environment variables:\n"
        + "\n".join(_missing)
    )

DEBUG = False
SAMPLE_SETUP = False
SECRET_KEY = env.str("RECALIBRATE_SECRET_KEY")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("RECALIBRATE_SECRET_KEY must be at least 50 characters long.")
# Older keys, while a new one takes over: what they signed stays good, and nothing is signed with them.
SECRET_KEY_FALLBACKS = env.list("RECALIBRATE_SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("RECALIBRATE_ALLOWED_HOSTS")
WAGTAILADMIN_BASE_URL = env.str("RECALIBRATE_BASE_URL").rstrip("/")
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]
DATABASES = {"default": database(env.str("DATABASE_URL"))}
if REDIS_URL := env.str("REDIS_URL", default=""):
    _redis = {
        "BACKEND": "recalibrate.web.redis_or_local_cache.SharedCache",
        "LOCATION": REDIS_URL,
        # Seconds: no reader waits long for a cache that is away.
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    }
    CACHES = {"default": _redis, "rate_limits": _redis}

# TLS ends at the proxy, which must set X-Forwarded-Proto itself.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("RECALIBRATE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("RECALIBRATE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("RECALIBRATE_HSTS_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("RECALIBRATE_HSTS_PRELOAD", default=True)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
SECOND_STEP = env.str("RECALIBRATE_SECOND_STEP", default="required")
if SECOND_STEP not in ("required", "offered"):
    raise ImproperlyConfigured("RECALIBRATE_SECOND_STEP is “required” or “offered”.")
if OIDC_ISSUER:
    if not (OIDC_CLIENT_ID and OIDC_CLIENT_SECRET and OIDC_ISSUER.startswith("https://")):
        raise ImproperlyConfigured(
            "RECALIBRATE_OIDC_ISSUER begins with https://, and needs RECALIBRATE_OIDC_CLIENT_ID and "
            "RECALIBRATE_OIDC_CLIENT_SECRET."
        )
    if find_spec("authlib") is None:
        raise ImproperlyConfigured("RECALIBRATE_OIDC_ISSUER needs the packages of requirements-optional.txt.")
PROXY_COUNT = env.int("RECALIBRATE_PROXY_COUNT", default=1)

# Media in a bucket instead of a folder. The keys are read as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
if MEDIA_BUCKET := env.str("RECALIBRATE_MEDIA_BUCKET", default=""):
    if find_spec("storages") is None:
        raise ImproperlyConfigured(
            "RECALIBRATE_MEDIA_BUCKET needs the packages of requirements-optional.txt."
        )
    STORAGES["default"] = {
        "BACKEND": "recalibrate.infra.s3_storage.Bucket",
        "OPTIONS": {
            "bucket_name": MEDIA_BUCKET,
            "endpoint_url": env.str("RECALIBRATE_MEDIA_ENDPOINT", default="") or None,
            "region_name": env.str("RECALIBRATE_MEDIA_REGION", default="") or None,
            "file_overwrite": False,
            "default_acl": None,
        },
    }
    WAGTAILDOCS_SERVE_METHOD = "serve_view"  # a reader who may not see a document gets no other way to it

_mail = env.email_url("EMAIL_URL", default="smtp://localhost:25")
MAIL_TRANSPORT = _mail.pop("EMAIL_BACKEND").replace(
    "django.core.mail.backends.smtp", "recalibrate.mail.smtp_backend"
)
vars().update(_mail)
DEFAULT_FROM_EMAIL = env.str("RECALIBRATE_FROM_EMAIL", default="recalibrate@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

LOGGING["handlers"]["console"]["formatter"] = env.str("RECALIBRATE_LOG_FORMAT", default="json")
LOGGING["loggers"]["recalibrate.requests"]["level"] = "INFO"

# Off unless the operator names a receiver; then errors only, and nothing about people.
if SENTRY_DSN := env.str("SENTRY_DSN", default=""):
    try:
        import sentry_sdk
    except ImportError as error:
        raise ImproperlyConfigured("SENTRY_DSN needs the packages of requirements-optional.txt.") from error
    sentry_sdk.init(**sentry.options(SENTRY_DSN, release=VERSION))
