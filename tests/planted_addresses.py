"""One record of every kind that has a slug in a public address, and every address that names one of them."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.test import Client
from factories import (
    ContributorFactory,
    GuardianReportPageFactory,
    GuardianUpdatePageFactory,
    PostPageFactory,
)
from planted_programmes import call, exercise, programme, session
from wagtail.models import Page

from blog.models import PostContributor, PostPage, Series
from feeds.models import Curation, Item, Source
from recalibrate.core.models import Contributor, Discipline, StateOfMind, Strategy
from recalibrate.guardian.models import GuardianReportPage, GuardianUpdatePage
from recalibrate.home.models import HomePage, InformationPage
from recalibrate.programmes.models import Exercise, OpenCall, ProgrammePage, SessionPage

POSTS = 16  # so many that a feed about them has an archive
FORMS = ("xml", "atom", "json")
START = ("/", "/posts/", "/picks/", "/feeds/", "/feeds/recalibrate.opml", "/sitemap.xml", "/search/?q=rest")
LINK = re.compile(r"""(?:http://testserver|(?:href|src|action)=")(/[^"'<>\s\\]*)""")


def called(name: str) -> dict[str, str]:
    return {"name": f"Planted {name}", "slug": f"planted-{name}"}


WORDS = {
    StateOfMind: "state",
    Strategy: "strategy",
    Discipline: "discipline",
    Series: "series",
    Contributor: "contributor",
    PostPage: "post",
    GuardianUpdatePage: "update",
    GuardianReportPage: "report",
    InformationPage: "information",
    ProgrammePage: "programme",
    SessionPage: "session",
    Exercise: "exercise",
    OpenCall: "call",
}

# How one of each kind is made. A kind that is not here fails the test that asks for every kind.
RECORDS: dict[type[Model], Callable[[], Model]] = {
    StateOfMind: lambda: StateOfMind.objects.create(**called("state"), label="planted", intro="x" * 30),
    Strategy: lambda: Strategy.objects.create(**called("strategy")),
    Discipline: lambda: Discipline.objects.create(**called("discipline")),
    Series: lambda: Series.objects.create(**called("series")),
    Contributor: lambda: ContributorFactory(**called("contributor"), has_feed=True),
    PostPage: lambda: PostPageFactory(title="Rest", slug="planted-post"),
    GuardianUpdatePage: lambda: GuardianUpdatePageFactory(slug="planted-update"),
    GuardianReportPage: lambda: GuardianReportPageFactory(slug="planted-report"),
    InformationPage: lambda: HomePage.objects.get().add_child(
        instance=InformationPage(title="Planted", slug="planted-information")
    ),
    ProgrammePage: lambda: programme(slug="planted-programme"),
    SessionPage: lambda: session(title="Rest", slug="planted-session"),
    Exercise: lambda: exercise(slug="planted-exercise"),
    OpenCall: lambda: call(slug="planted-call"),
}


def have_a_public_slug() -> set[type[Model]]:
    """Every model of ours with a slug and an address of its own; pages of which there is only one aside."""
    ours = [m for m in apps.get_models() if m.__module__.startswith(("recalibrate.", "blog.", "feeds."))]
    has_slug = [m for m in ours if any(field.name == "slug" for field in m._meta.get_fields())]
    pages = {m for m in has_slug if issubclass(m, Page) and m.max_count != 1}
    return pages | {m for m in has_slug if not issubclass(m, Page) and hasattr(m, "get_absolute_url")}


def plant() -> dict[type[Model], Any]:
    """One of each, on posts enough that every list and archive of theirs has something on it."""
    made = {model: make() for model, make in RECORDS.items()}
    for number in range(POSTS - 1):
        label(PostPageFactory(title=f"Rest {number}", live=False), made)
    label(made[PostPage], made)
    source = Source.objects.create(name="Source", slug="source", site_url="https://a.example/")
    item = Item.objects.create(source=source, identity="0" * 64, title="Rest", url="https://a.example/1")
    pick = Curation.objects.create(item=item, decision="keep", line="Rest.", strategy=made[Strategy])
    pick.states_of_mind.add(made[StateOfMind])
    return made


def label(post: PostPage, made: dict[type[Model], Any]) -> None:
    post.states_of_mind.add(made[StateOfMind])
    post.strategies.add(made[Strategy])
    post.discipline, post.series = made[Discipline], made[Series]
    post.post_contributors.set([PostContributor(contributor=made[Contributor])])
    post.save_revision().publish()


def crawl(client: Client) -> set[str]:
    """Every address that the site shows anybody, found by following it; queries are noted, not followed."""
    seen: set[str] = set()
    ahead = list(START)
    while ahead:
        address = ahead.pop()
        if address in seen:
            continue
        seen.add(address)
        if ("?" in address and address not in START) or address.startswith(("/static/", "/media/")):
            continue
        answer = client.get(address)
        if answer.status_code == 200 and not answer.streaming:
            found = LINK.findall(answer.content.decode(errors="replace"))
            ahead += {unescape(link).partition("#")[0] for link in found} - seen
    return seen
