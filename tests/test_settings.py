"""Production says what it lacks, and sample log-ins do not work there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.core import signing

from recalibrate.core.models import User

ROOT = Path(__file__).parents[1]
COMPLETE = {
    "RECALIBRATE_SECRET_KEY": "x" * 60,
    "RECALIBRATE_ALLOWED_HOSTS": "recalibrate.example",
    "RECALIBRATE_BASE_URL": "https://recalibrate.example",
    "DATABASE_URL": "sqlite:////tmp/recalibrate-never-made.sqlite3",
}


STARTED = "import django; django.setup(); print('started')"
HAS_TOOLBAR = "from django.conf import settings; print('debug_toolbar' in settings.INSTALLED_APPS)"


def start(environment: dict[str, str], code: str = STARTED) -> subprocess.CompletedProcess[str]:
    base = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", code],
        env={
            **base,
            "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
            "DJANGO_SETTINGS_MODULE": "recalibrate.settings.production",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_production_starts_with_what_it_needs():
    result = start(COMPLETE)

    assert result.stdout.strip() == "started", result.stderr


@pytest.mark.parametrize("name", COMPLETE)
def test_production_refuses_to_start_and_says_what_to_set(name):
    result = start({key: value for key, value in COMPLETE.items() if key != name})

    assert result.returncode != 0
    assert f"{name}: " in result.stderr


@pytest.mark.parametrize(
    ("name", "debug"), [("production", "1"), ("production", "0"), ("dev", "0"), ("test", "1")]
)
def test_the_debug_toolbar_is_nowhere_but_in_development_with_debug(name, debug):
    given = {"DJANGO_SETTINGS_MODULE": f"recalibrate.settings.{name}", "RECALIBRATE_DEBUG": debug}

    assert start({**COMPLETE, **given}, HAS_TOOLBAR).stdout.strip() == "False"


def test_what_runs_in_production_does_not_even_install_the_debug_toolbar():
    assert "debug-toolbar" not in (ROOT / "requirements.txt").read_text()
    assert "debug-toolbar" in (ROOT / "requirements-dev.txt").read_text()
    assert "requirements-dev" not in (ROOT / "Dockerfile").read_text()


def test_production_refuses_a_short_secret():
    result = start({**COMPLETE, "RECALIBRATE_SECRET_KEY": "short"})

    assert "at least 50 characters" in result.stderr


@pytest.mark.django_db
def test_a_sample_log_in_works_in_the_sample_set_up_and_nowhere_else(settings):
    User.objects.create_user("editor", password="a-sample-password", is_sample=True)

    assert authenticate(username="editor", password="a-sample-password")
    settings.SAMPLE_SETUP = False
    assert authenticate(username="editor", password="a-sample-password") is None


def test_media_go_to_a_bucket_and_errors_to_a_receiver_where_the_operator_says_so():
    result = start(
        {
            **COMPLETE,
            "RECALIBRATE_MEDIA_BUCKET": "ours",
            "RECALIBRATE_MEDIA_REGION": "eu-west-2",
            "SENTRY_DSN": "https://key@sentry.example/1",
        }
    )

    assert result.stdout.strip() == "started", result.stderr


def test_secrets_may_stand_in_files(tmp_path):
    names = ("RECALIBRATE_SECRET_KEY", "DATABASE_URL")
    for name in names:
        (tmp_path / name).write_text(COMPLETE[name] + "\n")
    files = {f"{name}_FILE": str(tmp_path / name) for name in names}
    others = {name: value for name, value in COMPLETE.items() if name not in names}

    assert start({**others, **files}).stdout.strip() == "started"
    assert "which one is it?" in start({**COMPLETE, **files}).stderr
    assert "cannot be read" in start({**others, "DATABASE_URL_FILE": str(tmp_path / "none")}).stderr


def test_what_the_last_key_signed_is_good_while_it_is_a_fallback(settings):
    settings.SECRET_KEY = "the last one"
    signed = signing.dumps("link")

    settings.SECRET_KEY = "the new one"
    with pytest.raises(signing.BadSignature):
        signing.loads(signed)

    settings.SECRET_KEY_FALLBACKS = ["the last one"]
    assert signing.loads(signed) == "link"
