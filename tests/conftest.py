"""What several levels of tests share: a planted site, and services that CI may not lack."""

import io
import os
import shutil
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from kept_database import migrations_kept
from pytest_django import DjangoDbBlocker
from running_site import CHROMIUM

from recalibrate.core import isolate, revision_cache
from recalibrate.home.models import HomePage

# Machines are noisy: no example fails for being slow.
hypothesis_settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("untimed")

IS_CI = bool(os.environ.get("CI"))
LONG_RUN = 300  # seconds


def answers(url: str) -> bool:
    address = urlsplit(url)
    try:
        with socket.create_connection((address.hostname or "", address.port or 0), timeout=2):
            return True
    except OSError:
        return False


MISSING = {
    "browser": None if CHROMIUM.exists() else f"no browser at {CHROMIUM}",
    "postgres": None
    if answers(os.environ.get("TEST_POSTGRES_URL", "postgres://127.0.0.1:5432/postgres"))
    else "no PostgreSQL on 127.0.0.1:5432 (TEST_POSTGRES_URL)",
    "redis": None
    if answers(os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/9"))
    else "no Redis on 127.0.0.1:6379 (TEST_REDIS_URL)",
    "nginx": None if shutil.which("nginx") else "no nginx (Debian's nginx-light)",
}


FIRST = (
    "tests/test_services.py",
    "tests/test_outages.py",
    "tests/browser/",
    "tests/feeds/test_crashes_and_races.py",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes minutes starts first, beside everything else."""
    items.sort(key=lambda item: [not item.nodeid.startswith(name) for name in FIRST])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """A file's tests share a process; so does whatever drives the browser, with one sample site for all."""
    from xdist.scheduler import LoadFileScheduling

    class BrowserTogether(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return "browser" if nodeid.startswith("tests/browser/") else super()._split_scope(nodeid)

    config.option.loadscopereorder = False
    return BrowserTogether(config, log)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: Any) -> None:
    """The slowest files, and what failed by name alone: the end of a log is what is kept of it."""
    taken: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                taken[report.nodeid.partition("::")[0]] += report.duration
    if sum(taken.values()) > LONG_RUN:
        terminalreporter.section("slowest files")
        for path, seconds in taken.most_common(25):
            terminalreporter.line(f"{seconds:6.0f} s  {path}")
    failed = [
        report.nodeid for kind in ("failed", "error") for report in terminalreporter.stats.get(kind, ())
    ]
    for nodeid in failed:
        terminalreporter.line(f"did not pass: {nodeid}")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test that lacks its service says so in one line; in CI it fails instead."""
    for name, reason in MISSING.items():
        if reason and item.get_closest_marker(name):
            if IS_CI:
                pytest.fail(f"CI must have it: {reason}", pytrace=False)
            pytest.skip(reason)


@pytest.fixture
def queued(settings, db):
    """Mails are rows, as in production; call it with the port of the mail server that workers use."""
    settings.EMAIL_BACKEND = "recalibrate.mail.queue_backend.QueueEmailBackend"
    settings.MAIL_TRANSPORT = "recalibrate.mail.smtp_backend.SmtpEmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 1

    def use(port):
        settings.EMAIL_PORT = port

    return use


@pytest.fixture(scope="session")
def kept_migrations() -> Iterator[None]:
    with migrations_kept():
        yield


@pytest.fixture(scope="session")
def django_db_setup(kept_migrations: None, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Every test starts from a site that has just been set up."""
    with django_db_blocker.unblock():
        call_command("set_up_site", stdout=io.StringIO())
        DBTaskResult.objects.all().delete()  # what publishing its pages left to do


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> None:
    """Tests undo what they write without a new revision, number rows anew, and ask from one address."""
    revision_cache.clear_revision_cache()
    isolate.clear_logged_failures()
    for name in ("default", "rate_limits"):
        caches[name].clear()


@pytest.fixture
def home(db: None) -> HomePage:
    """The pages that every site has, and the words that readers browse by."""
    return HomePage.objects.get()


@pytest.fixture(scope="session")
def chromium_path() -> Iterator[Path]:
    return CHROMIUM


@pytest.fixture
def time_machine_day(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Move the clock that rows are stamped with by so many days."""
    from django.utils import timezone

    now = timezone.now

    def move(days: int) -> None:
        monkeypatch.setattr(timezone, "now", lambda: now() + timedelta(days=days))

    return move
