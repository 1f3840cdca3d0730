"""The same code on the services that a larger installation uses: PostgreSQL and Redis."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/9")
# What has SQL of its own, locks, or a part that depends on the database: all else is Django's to keep true.
ON_POSTGRES = [
    "tests/web/test_shared_cache.py",
    "tests/digest/test_opting.py",
    "tests/digest/test_send.py",
    "tests/feeds/test_store.py",
    "tests/feeds/test_claims.py",
    "tests/feeds/test_sort_in.py",
    "tests/feeds/test_decide.py",
    "tests/feeds/test_inbox.py",
    "tests/feeds/test_inbox_queries.py",
    "tests/operations/test_claim.py",
    "tests/search",
    "tests/sample/test_load_sample_content.py",
    "tests/guardian/test_take_back.py",
    "tests/programmes/test_ballot_box.py",
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
