"""One row that raises, in every kind that readers see and in every job of the clock: the others come out.

The kinds are those that count as changes readers see (`core.signal_handlers.watched`), and all pages of ours;
the jobs are the scheduler's. A developer who adds one is told here to say what a row of it looks like. A planted row
raises from every method and property that this repository gives it.
"""

import html
import inspect
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pytest
from django.utils import timezone
from django.utils.text import slugify
from every_address import of_readers
from planted_jobs import WITH_ROWS, WITHOUT_ROWS
from planted_rows import NOT_PLANTED, OURS, PLANTED, PLUMBING, Row, page_models

from blog.models import PostPage
from feeds.models import CurationStateOfMind
from recalibrate.core import isolate
from recalibrate.core.models import (
    FailedItem,
    SiteIdentity,
    SiteImage,
    User,
)
from recalibrate.core.signal_handlers import watched
from recalibrate.digest.models import DigestSettings
from recalibrate.guardian.models import (
    ExceptionGuidePage,
)
from recalibrate.operations import scheduler
from recalibrate.syndication.subjects import subjects_by_heading


def test_every_kind_that_readers_see_is_planted_or_named_with_the_reason_why_not():
    kinds = {*watched(), *page_models()}

    unnamed = {model._meta.label for model in kinds - set(PLANTED)} - set(NOT_PLANTED)
    assert not unnamed, f"Say in PLANTED what a row of it looks like: {unnamed}"
    assert {CurationStateOfMind, ExceptionGuidePage, SiteIdentity, SiteImage} <= kinds


def described_by(model: type[Row]) -> Iterator[tuple[str, Any]]:
    """What this repository gives a row, by name: its own class's, and that of what it is made of."""
    seen = set(PLUMBING)
    for owner in model.__mro__:
        for name, value in vars(owner).items():
            is_shown = isinstance(value, property | cached_property) or inspect.isfunction(value)
            is_named = name == "__str__" or not name.startswith("_")
            if owner.__module__.startswith(OURS) and is_shown and is_named and name not in seen:
                yield name, value
            seen.add(name)


def breaks(model: type[Row], pk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in described_by(model):
        monkeypatch.setattr(model, name, broken(value, pk))


def broken(value: Any, pk: Any) -> Any:
    """The same, but that it raises for one row."""
    get = value.fget if isinstance(value, property) else getattr(value, "func", value)

    def raises(self: Row, *args: Any, **kwargs: Any) -> Any:
        if self.pk == pk:
            raise RuntimeError("A row that raises.")
        return get(self, *args, **kwargs)

    return raises if inspect.isfunction(value) else property(raises, setter(value))


def setter(value: Any) -> Any:
    """Some code sets what is worked out by default."""
    if isinstance(value, property):
        return value.fset
    return lambda self, given: self.__dict__.__setitem__(value.attrname, given)


def addresses() -> list[str]:
    found = set(of_readers())
    found |= {f"/feeds/{subject.path}.{form}" for _, subjects in subjects_by_heading() for subject in subjects
              for form in (("xml", "atom", "json") if "/" not in subject.path else ("xml",))}  # fmt: skip
    found |= {"/search/?q=planted", "/search/?q=sound", "/states/fatigue/", "/states/calm/"}
    found |= {page.get_url() for page in PostPage.objects.live()[:2]}
    return sorted(found)


def texts(client: Any, urls: list[str]) -> dict[str, str]:
    """Of those that answer 200."""
    answers = {url: client.get(url) for url in urls}
    return {
        url: html.unescape(b"".join(answer).decode(errors="replace"))
        for url, answer in answers.items()
        if answer.status_code == 200
    }


@pytest.mark.parametrize("model", PLANTED, ids=lambda model: model._meta.label)
def test_a_row_that_raises_takes_no_other_with_it_and_is_named_on_the_desk(client, home, model, monkeypatch):
    DigestSettings.objects.update_or_create(pk=1, defaults={"is_on": True})
    plant = PLANTED[model]
    for other in PLANTED:
        PLANTED[other](f"Everyday {other.__name__}")
    sound = [f"Sound row {number}" for number in ("one", "two")]
    plant(sound[0])
    bad = plant("Planted row")
    plant(sound[1])
    before = texts(client, [url for url in addresses() if "planted-row" not in url])
    urls = list(before)
    isolate.clear_logged_failures()
    FailedItem.objects.all().delete()

    breaks(model, bad.pk, monkeypatch)
    after = texts(client, urls)

    assert after.keys() == before.keys()
    names = [*sound, *map(slugify, sound), *(f"Everyday {other.__name__}" for other in PLANTED)]
    lost = {(url, name) for url in urls for name in names if name in before[url] and name not in after[url]}
    assert lost == set()
    assert any(name in text for text in after.values() for name in names[:4])
    noted = FailedItem.objects.filter(kind=model._meta.label_lower, key=bad.pk)
    if any("Planted row" in before[url] and "Planted row" not in after[url] for url in urls):
        assert noted.exists()
        client.force_login(User.objects.create_superuser("root"))
        assert any(item.name in client.get("/admin/").content.decode() for item in noted)


def test_every_job_of_the_clock_is_planted_or_named_with_the_reason_why_not():
    unnamed = set(scheduler.JOBS) - set(WITH_ROWS) - set(WITHOUT_ROWS)

    assert not unnamed, f"Say in WITH_ROWS what a row of it looks like that raises: {unnamed}"


@pytest.mark.parametrize("job", WITH_ROWS, ids=lambda job: job.__name__)
def test_a_row_that_raises_in_a_job_keeps_no_other_from_being_done_and_is_named(home, job, monkeypatch):
    is_done = WITH_ROWS[job](monkeypatch)
    FailedItem.objects.exclude(place="gone").delete()
    now = timezone.localtime().replace(hour=12) if job is scheduler.remind_keepers else timezone.now()

    job(now)

    assert is_done()
    assert FailedItem.objects.exclude(place="gone").count() == 1
