"""The sample posts, Guardian updates and information pages."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone
from wagtail.models import Page, Revision

from blog.models import PostContributor, PostIndexPage, PostPage, RelatedPost, SecondApproval, Series
from blog.models.approval import as_published, words_fingerprint
from recalibrate.core.models import Contributor, Discipline, SiteIdentity, StateOfMind, Strategy
from recalibrate.core.toml_data import read_toml
from recalibrate.digest.models import DigestSettings
from recalibrate.guardian.models import GuardianIndexPage, GuardianUpdatePage
from recalibrate.home.models import HomePage, InformationPage

from .bodies import body, resolve_links

CONTENT = Path(__file__).parent / "content"
SAMPLE_LABEL = "Sample data: not a real trust"


def load_identity(home: HomePage) -> None:
    site = home.get_site()
    identity = SiteIdentity.for_site(site)
    if not identity.sample_label:
        identity.organisation = "Fenwold Hospitals NHS Trust (fictional)"
        identity.sample_label = SAMPLE_LABEL
        identity.save()
        DigestSettings.objects.update_or_create(defaults={"is_on": True})


def load_contributors() -> None:
    for entry in read_toml(CONTENT / "contributors.toml")["contributor"]:
        entry["discipline"] = Discipline.objects.filter(slug=entry.get("discipline") or "").first()
        Contributor.objects.get_or_create(slug=entry.pop("slug"), defaults=entry)


def load_series() -> None:
    for entry in read_toml(CONTENT / "series.toml")["series"]:
        Series.objects.get_or_create(slug=entry.pop("slug"), defaults=entry)


def add_missing(index: Page, model: type[Page], entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add an unpublished page for each entry that has none yet; those entries, to be filled.

    All pages exist before any is filled, since their texts link to each other.
    """
    missing = [entry for entry in entries if not model.objects.filter(slug=entry["slug"]).exists()]
    for entry in missing:
        index.add_child(
            instance=model(title=entry["title"], slug=entry["slug"], summary=entry["summary"], live=False)
        )
    return missing


def load_posts_and_updates() -> None:
    news = read_toml(CONTENT / "guardian.toml")
    corner = GuardianIndexPage.objects.get()
    if not corner.intro:
        corner.intro = news["index"]["intro"].strip()
        corner.save_revision().publish()
    load_series()
    entries = [read_toml(path) for path in sorted((CONTENT / "posts").glob("*.toml"))]
    posts = add_missing(PostIndexPage.objects.get(), PostPage, entries)
    updates = add_missing(corner, GuardianUpdatePage, news["update"])
    for entry in posts:
        fill_post(PostPage.objects.get(slug=entry["slug"]), entry)
    for entry in updates:
        fill_update(GuardianUpdatePage.objects.get(slug=entry["slug"]), entry)


def fill_post(post: PostPage, entry: dict[str, Any]) -> None:
    for name in ("content_note", "sensitivity", "reviewed_on", "next_review_on"):
        setattr(post, name, entry[name])
    post.one_change = entry["one_change"]
    post.series = Series.objects.filter(slug=entry.get("series", "")).first()
    post.series_position = entry.get("series_position")
    for name in ("short_version", "try_now", "what_should_change"):
        setattr(post, name, resolve_links(entry[name]))
    post.body = post.body.stream_block.to_python(body(entry["body"]))
    post.discipline = Discipline.objects.get(slug=entry["discipline"])
    post.primary_state = StateOfMind.objects.get(slug=entry["primary_state"])
    post.states_of_mind.set(StateOfMind.objects.filter(slug__in=[entry["primary_state"], *entry["states"]]))
    post.strategies.set(Strategy.objects.filter(slug__in=entry["strategies"]))
    people = [Contributor.objects.get(slug=slug) for slug in entry["contributors"]]
    post.post_contributors.set(
        [PostContributor(contributor=person, sort_order=order) for order, person in enumerate(people)]
    )
    others = [PostPage.objects.get(slug=slug) for slug in entry["related"]]
    post.related_posts.set(
        [RelatedPost(related=other, sort_order=order) for order, other in enumerate(others)]
    )
    if approver := entry.get("second_approver"):
        agree(post.save_revision(), approver)
    publish_on(post, entry["published_on"])


def agree(revision: Revision, name: str) -> None:
    """The second approval that level 3 needs, by an invented colleague."""
    post = as_published(revision)
    SecondApproval.objects.create(post=post, fingerprint=words_fingerprint(post), approver_name=name)


def fill_update(update: GuardianUpdatePage, entry: dict[str, Any]) -> None:
    for name in ("banner", "minutes", "tcs_version", "reviewed_on", "next_review_on"):
        setattr(update, name, entry[name])
    update.body = update.body.stream_block.to_python(body(entry["body"]))
    update.states_of_mind.set(StateOfMind.objects.filter(slug__in=entry["states"]))
    publish_on(update, entry["published_on"])


def load_information(home: HomePage) -> None:
    for entry in read_toml(CONTENT / "information.toml")["page"]:
        if InformationPage.objects.filter(slug=entry["slug"]).exists():
            continue
        page = InformationPage(
            title=entry["title"], slug=entry["slug"], search_description=entry["description"], live=False
        )
        page.body = page.body.stream_block.to_python(body(entry["body"]))
        home.add_child(instance=page)
        page.save_revision().publish()


def publish_on(page: Page, day: date) -> None:
    """Publish as if on `day`: sample posts have been there for a while."""
    page.save_revision().publish()
    moment = timezone.make_aware(datetime.combine(day, time(7)) + timedelta(minutes=page.pk % 60))
    type(page).objects.filter(pk=page.pk).update(
        first_published_at=moment, last_published_at=moment, latest_revision_created_at=moment
    )
