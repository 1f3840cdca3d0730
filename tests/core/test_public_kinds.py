"""Whatever is registered as a public kind is everywhere it belongs: each is asked for at each consumer."""

import ast
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from factories import (
    GuardianReportPageFactory,
    GuardianUpdatePageFactory,
    HelpServiceFactory,
    PostPageFactory,
    YouSaidFactory,
)
from planted_programmes import call, exercise, programme, released
from planted_programmes import session as programme_session
from wagtail.models import Page

from feeds.models import Curation, Item, Source
from recalibrate.core.addresses import absolute
from recalibrate.core.models import StateOfMind
from recalibrate.core.public_kinds import PublicKind, parameters, public_kinds, syndicated_kinds
from recalibrate.digest.issue import compose_for
from recalibrate.events.models import Event
from recalibrate.exchange.exported_models import exported
from recalibrate.guardian.models import ExceptionGuidePage, GuardianIndexPage
from recalibrate.home.models import HomePage, InformationPage
from recalibrate.privacy.data_map import IMPERSONAL, ROWS
from recalibrate.search.models import SearchEntry
from recalibrate.syndication import websub
from recalibrate.syndication.documents import feed_url
from recalibrate.syndication.subjects import EVERYTHING, FAMILIES, fixed, subjects_with

ROOT = Path(__file__).parents[2]
NAME = "Planted words"


def pick() -> Curation:
    source = Source.objects.create(name="A source", site_url="https://source.example/")
    item = Item.objects.create(
        source=source, identity="0" * 64, title=NAME, url="https://source.example/planted"
    )
    return Curation.objects.create(item=item, decision="keep", line="Why it matters here.")


def guide() -> ExceptionGuidePage:
    page = ExceptionGuidePage.objects.get()
    page.title = NAME
    page.save_revision().publish()
    return page


def information() -> InformationPage:
    page = HomePage.objects.get().add_child(instance=InformationPage(title=NAME, slug="planted"))
    page.save_revision().publish()
    return page


def corner() -> GuardianIndexPage:
    page = GuardianIndexPage.objects.get()
    page.save_revision().publish()
    return page


def tomorrow() -> Event:
    begins = timezone.now() + timedelta(days=1)
    return Event.objects.create(title=NAME, starts_at=begins, ends_at=begins + timedelta(hours=1))


# How one of each kind is made. A kind that is not here fails every test that asks for it.
EXAMPLES: dict[str, Callable[[], Model]] = {
    "post": lambda: PostPageFactory(title=NAME),
    "guardian": lambda: GuardianUpdatePageFactory(title=NAME),
    "report": lambda: GuardianReportPageFactory(title=NAME),
    "guide": guide,
    "you-said": lambda: YouSaidFactory(you_said=NAME),
    "help": lambda: HelpServiceFactory(name=NAME),
    "pick": pick,
    "about": information,
    "programme": lambda: programme(NAME),
    "session": lambda: programme_session(title=NAME),
    "exercise": lambda: exercise(NAME),
    "results": lambda: released(NAME),
    "open-call": lambda: call(NAME),
    "date": tomorrow,
    "source": lambda: Source.objects.create(name=NAME, site_url="https://source.example/"),
    "figures": corner,
}
KINDS = pytest.mark.parametrize("kind", public_kinds(), ids=lambda kind: kind.slug)
SYNDICATED = pytest.mark.parametrize(
    "kind", [kind for kind, _feed in syndicated_kinds()], ids=lambda kind: kind.slug
)


@pytest.fixture
def thing(home: HomePage, kind: PublicKind, db: None) -> Model:
    thing = EXAMPLES[kind.slug]()
    assert kind.public().filter(pk=thing.pk).exists(), "the example is public"
    return thing


@pytest.fixture
def state(kind: PublicKind, thing: Model) -> StateOfMind:
    """A state of mind that the thing is about."""
    assert kind.feed is not None
    state = StateOfMind.objects.create(name="Planted", slug="planted", label="planted", intro="x" * 30)
    thing.state_of_mind_items.model.objects.create(tag=state, content_object=thing)  # type: ignore[attr-defined]
    return state


@KINDS
def test_it_is_found_by_its_words(client: Any, kind: PublicKind, thing: Model) -> None:
    with transaction.atomic():
        thing.save()
    found = SearchEntry.objects.get(kind=kind.slug, key=str(thing.pk))

    assert found.title
    assert str(kind.label) in client.get("/search/", {"q": found.title}).content.decode()


@KINDS
def test_search_engines_are_told_of_it_or_of_the_page_that_lists_it(
    client: Any, kind: PublicKind, thing: Model
) -> None:
    listed = client.get("/sitemap.xml").content.decode()

    own = [kind.document(thing).url] if isinstance(thing, Page) else []
    assert own or kind.pages
    for path in [*own, *map(reverse, kind.pages)]:
        assert f"<loc>{absolute(path)}</loc>" in listed


@KINDS
def test_the_data_map_names_it_and_an_export_holds_it(kind: PublicKind) -> None:
    assert kind.model._meta.label in {*IMPERSONAL, *(model for row in ROWS for model in row.models)}
    assert kind.model in exported()


@KINDS
def test_every_page_that_lists_it_answers_and_its_parameters_are_known_to_the_page_cache(
    client: Any, kind: PublicKind, thing: Model
) -> None:
    for name in kind.pages:
        assert client.get(reverse(name)).status_code == 200
    assert kind.parameters <= parameters()


@SYNDICATED
def test_it_is_on_its_main_list_and_on_everything_in_each_format(
    client: Any, kind: PublicKind, thing: Model
) -> None:
    assert kind.feed is not None
    entry = kind.feed.entry(thing)

    assert entry.kind == kind.feed.entry_kind
    for path in (kind.feed.main_list.path, EVERYTHING.path):
        for form in ("xml", "atom", "json"):
            assert str(entry.uuid) in client.get(f"/feeds/{path}.{form}").content.decode()


@SYNDICATED
def test_the_weekly_mail_has_it_under_its_heading(kind: PublicKind, thing: Model) -> None:
    assert kind.feed is not None
    letter = compose_for(EVERYTHING.path, timezone.now() + timedelta(hours=1))

    assert letter is not None
    section = next(section for section in letter.sections if section.heading == kind.feed.heading)
    assert kind.feed.entry(thing).title in [line.title for line in section.lines]


@SYNDICATED
def test_the_hub_hears_of_every_list_that_it_is_on(
    kind: PublicKind, thing: Model, settings: Any, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    told: list[str] = []
    settings.WEBSUB_HUB = "https://hub.example/"
    monkeypatch.setattr(websub, "notify_hub", SimpleNamespace(enqueue=told.extend))

    with django_capture_on_commit_callbacks(execute=True):
        if isinstance(thing, Page):
            thing.specific.save_revision().publish()
        else:
            thing.save()

    on = [subject for subject in every_subject() if is_on(subject, thing)]
    assert len(on) >= 2
    assert set(told) == {feed_url(subject, form) for subject in on for form in ("xml", "atom", "json")}


@pytest.mark.parametrize(
    "kind",
    [kind for kind, feed in syndicated_kinds() if StateOfMind in feed.narrowed_by or kind.about_state],
    ids=lambda kind: kind.slug,
)
def test_what_is_about_a_state_is_on_its_page_and_on_its_feed_where_it_says_so(
    client: Any, kind: PublicKind, thing: Model, state: StateOfMind
) -> None:
    assert kind.feed is not None
    if StateOfMind in kind.feed.narrowed_by:
        assert f"states/{state.slug}" in [subject.path for subject in subjects_with(thing)]
        assert (
            str(kind.feed.entry(thing).uuid) in client.get(f"/feeds/states/{state.slug}.xml").content.decode()
        )
    assert kind.document(thing).title in client.get(f"/states/{state.slug}/").content.decode()


@SYNDICATED
def test_what_expires_by_date_makes_its_lists_new_each_day(
    client: Any, kind: PublicKind, thing: Model
) -> None:
    assert kind.feed is not None
    day = f"{timezone.localdate():%Y%m%d}"

    tag = client.get(f"/feeds/{kind.feed.main_list.path}.xml")["ETag"]

    lists_with_it = [feed for _kind, feed in syndicated_kinds() if feed.main_list == kind.feed.main_list]
    assert (day in tag) == any(feed.expires_by_date for feed in lists_with_it)


def every_subject() -> list[Any]:
    return [*fixed(), *(family.subject_of(one) for family in FAMILIES for one in family.records())]


def is_on(subject: Any, thing: Model) -> bool:
    return any(
        stream.things.model is type(thing) and stream.things.filter(pk=thing.pk).exists()
        for stream in subject.streams()
    )


READ = {"get", "getlist"}


def parameters_read(path: Path) -> set[str]:
    """The names of GET parameters that a module reads by name."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        value = None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READ:
            value, owner = next(iter(node.args), None), node.func.value
        elif isinstance(node, ast.Subscript):
            value, owner = node.slice, node.value
        if isinstance(value, ast.Constant) and isinstance(owner, ast.Attribute) and owner.attr == "GET":
            found.add(str(value.value))
    return found


# Read by public pages, and never a key: what a reader looked for, worked on, typed or began a story with.
NEVER_KEPT = {"q", "kind", "worked_on", "code"}


def test_a_parameter_that_a_public_page_reads_is_registered_or_named_as_never_kept() -> None:
    public = [
        path
        for folder in ("blog", "feeds", "site/recalibrate")
        for path in (ROOT / folder).rglob("*.py")
        if not {"sign_in", "roundups", "desk", "tests"} & set(path.parts)
        and not any(word in path.read_text() for word in ("wagtail.admin", "permission_required", "has_perm"))
    ]
    read = set().union(*map(parameters_read, public))

    assert {"state", "progress", "nation", "size", "page", "q"} <= read
    assert read - NEVER_KEPT <= parameters()
    assert not NEVER_KEPT & parameters()


def test_a_kind_is_registered_by_the_app_that_owns_its_model() -> None:
    for kind in public_kinds():
        owner = apps.get_app_config(kind.model._meta.app_label).name
        assert kind.document.__module__ == f"{owner}.public_kinds"
