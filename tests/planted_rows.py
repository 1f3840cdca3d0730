"""What a row looks like of each kind that readers see, and why there is none of the others."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import planted_programmes as programmes
from django.db import models
from django.utils import timezone
from factories import (
    ContributorFactory,
    GuardianReportPageFactory,
    GuardianUpdatePageFactory,
    HelpServiceFactory,
    PostPageFactory,
    YouSaidFactory,
)

from blog.models import PostContributor, PostPage, Series
from feeds.models import Curation, Item, Source
from recalibrate.core.models import (
    BasePage,
    Contributor,
    Discipline,
    StateOfMind,
    Strategy,
)
from recalibrate.events.models import Event
from recalibrate.guardian.models import (
    GuardianReportPage,
    GuardianUpdatePage,
    YouSaid,
)
from recalibrate.help_services.models import HelpService
from recalibrate.home.models import InformationPage
from recalibrate.programmes.models import Exercise, OpenCall, ProgrammePage, SessionPage, Wave

OURS = ("recalibrate.", "blog.", "feeds.")
# What Django, Wagtail and our own writing call on a row, rather than what a reader is shown of it.
PLUMBING = {
    "save", "clean", "full_clean", "delete", "publish", "unpublish", "route", "serve", "get_context", "move",
    "from_serializable_data", "get_view_restrictions", "child_called", "get_rendition", "get_renditions",
    "generate_rendition_file", "get_sitemap_urls",
}  # fmt: skip
ALONE = "there is one of it, or it is the page itself: there are no others to take with it"
NUMBERS = "the Guardian's figures: shown as one table, whose sums need every row"
NOT_PLANTED: dict[str, str] = {
    "core.SiteIdentity": ALONE,
    "core.HardPhrase": "read as words alone",
    "core.Synonym": "read as words alone",
    "core.SiteImage": "tests/core/test_damaged_pictures.py",
    "feeds.CurationStateOfMind": "a tie of two rows that are planted",
    "guardian.YouSaidStateOfMind": "a tie of two rows that are planted",
    "wagtailcore.PageViewRestriction": "shown nowhere",
    "wagtailcore.Site": ALONE,
    **{f"guardian.{name}": NUMBERS for name in ("Measure", "Dimension", "Category", "Breakdown", "Balance")},
    "guardian.DisclosureSettings": ALONE,
    "guardian.SpreadsheetName": "words that an upload is read with, shown in one list",
    "home.HomePage": ALONE,
    "blog.PostIndexPage": ALONE,
    "guardian.GuardianIndexPage": ALONE,
    "guardian.ExceptionGuidePage": ALONE,
    "programmes.ProgrammeIndexPage": ALONE,
    "programmes.DoorCount": "a number within a result that is planted",
}
Row = models.Model


def information(title: str) -> InformationPage:
    from recalibrate.home.models import HomePage

    page = InformationPage(title=title, slug=title.lower().replace(" ", "-"))
    HomePage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    return page


def pick(title: str) -> Curation:
    source, _ = Source.objects.get_or_create(
        name="A source", slug="a-source", defaults={"site_url": "https://a.example/"}
    )
    item = Item.objects.create(
        source=source, identity=title, fingerprint=title, title=title, url=f"https://a.example/{title[-3:]}"
    )
    kept = Curation.objects.create(item=item, decision="keep", line=f"Why {title}")
    kept.states_of_mind.add(StateOfMind.objects.get(slug="fatigue"))
    return kept


def post_with(**fields: Any) -> PostPage:
    return PostPageFactory(title=f"Post with {len(PostPage.objects.all())}", **fields)


def state(title: str) -> StateOfMind:
    row = StateOfMind.objects.create(
        name=title, slug=title.lower().replace(" ", "-"), label=title, intro="x" * 30, is_on_home_page=True
    )
    post = post_with()
    post.states_of_mind.add(row)
    post.save_revision().publish()
    return row


def strategy(title: str) -> Strategy:
    row = Strategy.objects.create(name=title, slug=title.lower().replace(" ", "-"))
    post = post_with()
    post.strategies.add(row)
    post.save_revision().publish()
    return row


def discipline(title: str) -> Discipline:
    row = Discipline.objects.create(name=title, slug=title.lower().replace(" ", "-"))
    post_with(discipline=row)
    return row


def series(title: str) -> Series:
    row = Series.objects.create(name=title, slug=title.lower().replace(" ", "-"))
    post_with(series=row)
    return row


def contributor(title: str) -> Contributor:
    row = ContributorFactory(name=title, slug=title.lower().replace(" ", "-"), has_feed=True)
    post = post_with()
    post.post_contributors.add(PostContributor(contributor=row))
    post.save_revision().publish()
    return row


def report(title: str) -> GuardianReportPage:
    quarter = GuardianReportPage.objects.count() + 1
    return GuardianReportPageFactory(title=title, start_year=2020 + quarter, quarter=1)


def event(title: str) -> Event:
    soon = timezone.now() + timedelta(days=1 + Event.objects.count())
    return Event.objects.create(title=title, starts_at=soon, ends_at=soon + timedelta(hours=1), place="Mess")


def source(title: str) -> Source:
    slug = title.lower().replace(" ", "-")
    return Source.objects.create(
        name=title, slug=slug, site_url=f"https://{slug}.example/", feed_url=f"https://{slug}.example/f"
    )


PLANTED: dict[type[Row], Callable[[str], Any]] = {
    PostPage: lambda title: PostPageFactory(title=title),
    GuardianUpdatePage: lambda title: GuardianUpdatePageFactory(title=title),
    GuardianReportPage: report,
    InformationPage: information,
    YouSaid: lambda title: YouSaidFactory(you_said=title),
    Curation: pick,
    Source: source,
    Event: event,
    HelpService: lambda title: HelpServiceFactory(name=title, is_in_panels=True),
    StateOfMind: state,
    Strategy: strategy,
    Discipline: discipline,
    Series: series,
    Contributor: contributor,
    ProgrammePage: lambda title: programmes.programme(title),
    SessionPage: lambda title: programmes.session(title=title),
    Exercise: lambda title: programmes.exercise(title),
    OpenCall: lambda title: programmes.call(title),
    Wave: lambda title: programmes.released(title),
}


def page_models() -> list[type[Row]]:
    waiting, found = [BasePage], []
    while waiting:
        below = waiting.pop().__subclasses__()
        waiting += below
        found += [model for model in below if not model._meta.abstract]
    return found
