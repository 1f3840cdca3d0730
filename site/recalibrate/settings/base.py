"""What every set-up shares. Anything that differs between places is read from the environment."""

from pathlib import Path
from typing import Any

import environ

from recalibrate.infra.clock import TIME_ZONE as TIME_ZONE
from recalibrate.web.csp_policies import PUBLIC

BASE_DIR = Path(__file__).resolve().parents[3]

env = environ.Env()

# The database, media and mails of a one-machine set-up.
VAR_DIR = Path(env.str("RECALIBRATE_VAR_DIR", default=str(BASE_DIR / "var")))

VERSION = "0.2.0"

INSTALLED_APPS = [
    "recalibrate.core",
    "recalibrate.staff",
    "recalibrate.mail",
    "recalibrate.help_services",
    "recalibrate.guardian",
    "recalibrate.events",
    "recalibrate.programmes",
    "recalibrate.home",
    "recalibrate.search",
    "recalibrate.syndication",
    "recalibrate.stories",
    "recalibrate.link_checks",
    "recalibrate.roundups",
    "recalibrate.desk",
    "recalibrate.guide",
    "recalibrate.digest",
    "recalibrate.operations",
    "recalibrate.exchange",
    "recalibrate.sharing",
    "recalibrate.sign_in",
    "recalibrate.privacy",
    "recalibrate.sample",
    "blog",
    "feeds",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "recalibrate.sign_in.users_app.SiteUsersAppConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

# The languages that readers can get. Another one is added here once people have written its catalogue.
LANGUAGES = [("en-gb", "English")]

# Compress stands before ConditionalGet: its random padding would otherwise change every ETag,
# and no reader would ever be answered 304.
MIDDLEWARE = [
    "recalibrate.operations.middleware.HealthCheckMiddleware",
    "recalibrate.web.middleware.security_headers.SecurityHeadersMiddleware",
    "recalibrate.web.middleware.request_ids.RequestIdMiddleware",
    "recalibrate.web.middleware.small_bodies.RequestSizeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "recalibrate.web.middleware.cache_control.CompressionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "recalibrate.web.middleware.cache_control.CacheControlMiddleware",
    "recalibrate.web.middleware.content_security.ContentSecurityPolicyMiddleware",
    "recalibrate.web.middleware.cache_control.RevisionCacheMiddleware",
    "recalibrate.sign_in.sessions.FullDiskSessionMiddleware",
    "recalibrate.sharing.middleware.CommonMiddleware",
    "recalibrate.web.middleware.admin_searches.AdminSearchMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "recalibrate.sign_in.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "recalibrate.sharing.middleware.OldAddressMiddleware",
    "axes.middleware.AxesMiddleware",
    "recalibrate.web.middleware.odd_forms.MalformedFormMiddleware",
]

# Which one a reader gets is for their browser to ask: addresses stay as they are.
if len(LANGUAGES) > 1:
    MIDDLEWARE.insert(
        MIDDLEWARE.index("recalibrate.sharing.middleware.CommonMiddleware"),
        "django.middleware.locale.LocaleMiddleware",
    )

# What one web process may keep of what anonymous readers got. 0: nothing.
PAGE_CACHE_BYTES = env.int("RECALIBRATE_PAGE_CACHE_MB", default=32) * 2**20

ROOT_URLCONF = "recalibrate.urls"
WSGI_APPLICATION = "recalibrate.wsgi.application"
CSRF_FAILURE_VIEW = "recalibrate.web.error_pages.csrf_failure"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail shows previews in a frame of its own origin
CONTENT_SECURITY_POLICY = {"DIRECTIVES": PUBLIC}
SECURE_REFERRER_POLICY = "same-origin"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "recalibrate.web.context_processors.reader",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "recalibrate.core.templatetags.quick_i18n",
                "recalibrate.core.templatetags.recalibrate_tags",
            ],
        },
    }
]

# SQLite's defaults lose most concurrent writes; these lose none (docs/decisions/0005).
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}

# A server or a network that is gone without a word is noticed within seconds. One that hangs is
# noticed by recalibrate.infra.postgresql, which limits how long any answer may take.
POSTGRES_OPTIONS = {
    "connect_timeout": 3,  # seconds
    "keepalives_idle": 10,  # seconds
    "keepalives_interval": 5,  # seconds
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,  # milliseconds
}


def database(url: str) -> dict[str, object]:
    """Django's settings for a database URL, with what each engine needs to be shared by several processes."""
    config = env.db_url_config(url)
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = dict(SQLITE_OPTIONS)
    else:
        config["ENGINE"] = "recalibrate.infra.postgresql"
        config["CONN_MAX_AGE"] = 60
        config["CONN_HEALTH_CHECKS"] = True
        config["OPTIONS"] = POSTGRES_OPTIONS | config.get("OPTIONS", {})
    return config


DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long StreamField has that many

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "recalibrate.staff.auth_backend.Backend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_DISABLE_ACCESS_LOG = True  # who logged in when, and from where, is not our business here
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "recalibrate.sign_in.locked_out.locked_out"
AXES_CLIENT_IP_CALLABLE = "recalibrate.web.client_address.client_address"
PASSWORD_RESET_TIMEOUT = 4 * 3600  # seconds
INVITATION_LASTS = 7  # days

# "required": those who can publish sign in with a second step. "offered": those who have set one up do.
SECOND_STEP = env.str("RECALIBRATE_SECOND_STEP", default="offered")
# The Trust's own sign-in by OpenID Connect: off while no issuer is named (docs/operations.md).
OIDC_ISSUER = env.str("RECALIBRATE_OIDC_ISSUER", default="")
OIDC_CLIENT_ID = env.str("RECALIBRATE_OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = env.str("RECALIBRATE_OIDC_CLIENT_SECRET", default="")
OIDC_NAME = env.str("RECALIBRATE_OIDC_NAME", default="the Trust’s account")
OIDC_SECOND_STEP_ACR: list[str] = env.list("RECALIBRATE_OIDC_SECOND_STEP_ACR", default=[])
SESSION_IDLE = 60 * env.int("RECALIBRATE_SESSION_IDLE_MINUTES", default=60)
SESSION_LONGEST = 3600 * env.int("RECALIBRATE_SESSION_HOURS", default=12)
SESSION_COOKIE_AGE = SESSION_LONGEST
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # wants X-Frame-Options DENY: Wagtail frames its previews

LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["recalibrate.formats"]
LOCALE_PATHS = [BASE_DIR / "site" / "recalibrate" / "locale"]  # Wagtail's words in ours
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en-gb", "English")]

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles"  # never static/, which holds the sources
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "recalibrate.infra.storage.WholeFiles"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600
SERVE_MEDIA = env.bool("RECALIBRATE_SERVE_MEDIA", default=True)  # False where a proxy or a bucket does it

# Search and reference indexing happen at once, on "default"; what may wait goes to "background".
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "background": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "feeds", "backups"]},
}

# Whatever sends a mail writes a row; the worker hands it over by MAIL_TRANSPORT.
EMAIL_BACKEND = "recalibrate.mail.queue_backend.QueueEmailBackend"
EMAIL_TIMEOUT = 10  # seconds without a byte from the mail server

WAGTAIL_SITE_NAME = "Recalibrate"
WAGTAILIMAGES_IMAGE_MODEL = "core.SiteImage"
WAGTAILDOCS_DOCUMENT_MODEL = "core.SiteDocument"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 30 * 1024 * 1024  # a phone’s 48 megapixels; infra/pictures.py has it too
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "m4a", "mp3", "ods", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # wherever they lie: with our headers, after our permissions
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []  # a document is saved, never shown on our origin
WAGTAILDOCS_DOCUMENT_FORM_BASE = "recalibrate.staff.upload_forms.DocumentForm"
WAGTAILIMAGES_EXTENSIONS = ["gif", "heic", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "recalibrate.staff.upload_forms.ImageForm"
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "recalibrate.infra.admin_search", "SEARCH_CONFIG": "english"}
}
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False  # who can do something about it is told, no one else
WAGTAIL_ENABLE_UPDATE_CHECK = False  # no calls home
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_AUTOSAVE_INTERVAL = 3000  # every autosave also indexes
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "blog.publish_approved.publish_approved"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"  # must be one that en-gb forms read back
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # nothing is fetched from, or shown by, third parties
TAG_LIMIT = 12
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = True  # as every slug: a to z, digits, - and _

# Where the clock has a backup made each day (empty: nowhere), and how many are kept: days, weeks, months.
BACKUP_DIR = env.str("RECALIBRATE_BACKUP_DIR", default="")
BACKUP_KEEP: list[int] = env.list("RECALIBRATE_BACKUP_KEEP", cast=int, default=[7, 5, 12])

# Who is mailed when something needs them, besides those with the permission to see how everything is.
OPERATORS: list[str] = env.list("RECALIBRATE_OPERATORS", default=[])

# Checks that /readyz leaves out where there is nothing to check: "worker" where cron does its work.
READINESS_LEAVES_OUT: list[str] = env.list("RECALIBRATE_READINESS_LEAVES_OUT", default=[])

# Proxies of our own in front: which entry of X-Forwarded-For is true. 0: the header is ignored.
PROXY_COUNT = env.int("RECALIBRATE_PROXY_COUNT", default=0)
RATE_LIMITS = env.bool("RECALIBRATE_RATE_LIMITS", default=True)  # False where a proxy limits already
CACHES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "rate_limits": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "rate-limits",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
}

ADMIN_PATH = env.str("RECALIBRATE_ADMIN_PATH", default="admin/").strip("/") + "/"
# Where feeds and documents begin: the page cache and the outermost middleware treat them apart, before any route
# is looked up.
FEEDS_PATH, DOCUMENTS_PATH = "feeds/", "documents/"

# False replaces the service worker in every reader's browser by one that removes itself and its copies.
SERVICE_WORKER = env.bool("RECALIBRATE_SERVICE_WORKER", default=True)

# Hosts the feed fetcher may reach although their addresses are not public: "host:port" pairs, for an
# intranet source. There is no switch that allows private addresses in general.
FEEDS_ALLOWED_ADDRESSES: list[str] = env.list("RECALIBRATE_FEEDS_ALLOWED_ADDRESSES", default=[])

# A WebSub hub that is told of changes, so that subscribers hear at once. Empty: no hub is told.
WEBSUB_HUB = env.str("RECALIBRATE_WEBSUB_HUB", default="")

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "recalibrate.infra.logging.PlainLines",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
        "json": {"()": "recalibrate.infra.logging.JsonLines"},
    },
    "filters": {"database_away": {"()": "recalibrate.infra.database_away_log.DatabaseAwayIsOneLine"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["database_away"],
        }
    },
    "root": {"handlers": ["console"], "level": env.str("RECALIBRATE_LOG_LEVEL", default="INFO")},
    # Every save is three tasks and a log entry that the admin keeps anyway.
    "loggers": {
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},  # a page that is not there is no news
        "recalibrate.requests": {"level": "WARNING"},
        "PIL": {"level": "WARNING"},  # it would log where and when a picture was taken
    },
}
