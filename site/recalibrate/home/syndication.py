"""Every list that we publish for feed readers, and what is on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.http import Http404
from django.templatetags.static import static
from wagtail.models import Site

import blog.syndication
import recalibrate.guardian.syndication
from blog.models import PostPage
from recalibrate.core.addresses import absolute
from recalibrate.core.models import SiteIdentity, StateOfMind
from recalibrate.core.models.revision import RevisionStamp
from recalibrate.core.syndication import Entry, Format, Syndication
from recalibrate.guardian.models import GuardianUpdatePage

ENTRIES = 30

Kind = Literal["all", "state", "guardian"]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a list is about, before anything is read for it."""

    kind: Kind
    path: str  # below /feeds/, without the format's ending
    title: str
    description: str
    page_path: str
    state: StateOfMind | None = None


ALL = Subject("all", "all", "All posts", "Every post, for any state of mind.", "/posts/")
GUARDIAN = Subject(
    "guardian",
    "guardian",
    "Guardian of Safe Working Hours",
    "What the Guardian of Safe Working Hours publishes.",
    "/guardian/",
)


def about(state: StateOfMind) -> Subject:
    return Subject(
        "state",
        f"states/{state.slug}",
        state.name,
        f"Posts and Guardian updates for when you feel {state.label}.",
        state.get_absolute_url(),
        state,
    )


def subject_at(path: str) -> Subject:
    """The subject published at `path`; 404 for none."""
    if path in ("all", "guardian"):
        return ALL if path == "all" else GUARDIAN
    state = StateOfMind.objects.filter(slug=path.removeprefix("states/")).first()
    if state is None or not path.startswith("states/"):
        raise Http404("No such feed")
    return about(state)


def entries(subject: Subject) -> list[Entry]:
    """The newest entries, newest first."""
    posts = PostPage.objects.published().newest_first().for_cards()
    updates = GuardianUpdatePage.objects.published().newest_first().for_cards()
    if subject.state:
        posts, updates = posts.about(subject.state), updates.about(subject.state)
    found: Iterable[Entry] = ()
    if subject.kind != "guardian":
        found = map(blog.syndication.entry_for, posts[:ENTRIES])
    if subject.kind != "all":
        found = [*found, *map(recalibrate.guardian.syndication.entry_for, updates[:ENTRIES])]
    return sorted(found, key=lambda entry: entry.published_at, reverse=True)[:ENTRIES]


def syndication(subject: Subject, form: Format, stamp: RevisionStamp) -> Syndication:
    site = Site.objects.get(is_default_site=True)
    identity = SiteIdentity.for_site(site)
    return Syndication(
        key=subject.path.replace("/", ":"),
        title=f"{identity.name}: {subject.title[:1].lower()}{subject.title[1:]}"
        if subject.kind == "all"
        else f"{identity.name}: {subject.title}",
        description=" ".join(filter(None, [subject.description, identity.sample_label])),
        page_url=absolute(subject.page_path),
        self_url=absolute(f"/feeds/{subject.path}.{form}"),
        authority=identity.syndication_authority,
        changed_at=stamp.changed_at,
        stylesheet_url=absolute(static("css/feed.css")),
        help_url=absolute("/feeds/"),
        categories_url=absolute("/states/"),
        entries=entries(subject),
    )
