"""The same code on the services that a larger installation uses: PostgreSQL and Redis."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/9")
ON_POSTGRES = [
    "tests/web/test_shared_cache.py",
    "tests/digest/test_opting.py",
    "tests/digest/test_send.py",
    "tests/feeds/test_store.py",
    "tests/feeds/test_models.py",
    "tests/feeds/test_sort_in.py",
    "tests/link_checks",
    "tests/feeds/test_refresh.py",
    "tests/feeds/test_decide.py",
    "tests/feeds/test_inbox.py",
    "tests/feeds/test_inbox_decisions.py",
    "tests/feeds/test_inbox_queries.py",
    "tests/staff/test_menu_counts.py",
    "tests/staff/test_permissions.py",
    "tests/home/test_pages.py",
    "tests/syndication",
    "tests/operations",
    "tests/sample",
    "tests/search",
    "tests/help_services",
    "tests/guardian/test_embargo.py",
    "tests/guardian/test_entry_screens.py",
    "tests/guardian/test_take_back.py",
]


@pytest.mark.postgres
def test_what_meets_the_database_works_on_postgresql():
    environment = {**os.environ, "DATABASE_URL": POSTGRES}
    for name in ("PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT", "PYTEST_ADDOPTS", "PYTEST_CURRENT_TEST"):
        environment.pop(name, None)

    result = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:xdist",
            "-o",
            "addopts=--import-mode=importlib",
            *ON_POSTGRES,
        ],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stdout[-4000:]
    assert " passed" in result.stdout


@pytest.mark.redis
def test_production_keeps_its_cache_in_redis():
    code = (
        "import django; django.setup()\n"
        "from django.conf import settings\n"
        "from django.core.cache import cache\n"
        "cache.set('recalibrate-test', 'kept', 10)\n"
        "print(settings.CACHES['default']['BACKEND'], cache.get('recalibrate-test'))\n"
    )
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
        "DJANGO_SETTINGS_MODULE": "recalibrate.settings.production",
        "RECALIBRATE_SECRET_KEY": "x" * 60,
        "RECALIBRATE_ALLOWED_HOSTS": "recalibrate.example",
        "RECALIBRATE_BASE_URL": "https://recalibrate.example",
        "DATABASE_URL": "sqlite:////tmp/recalibrate-never-made.sqlite3",
        "REDIS_URL": REDIS,
    }

    result = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )

    assert "kept" in result.stdout, result.stderr
    assert "SharedCache" in result.stdout
