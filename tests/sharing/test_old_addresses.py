"""An address that was once printed, linked or subscribed to goes on leading to what it was the address of."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone
from every_address import walk
from factories import ContributorFactory, GuardianReportPageFactory, PostPageFactory
from planted_addresses import FORMS, RECORDS, WORDS, crawl, have_a_public_slug, plant
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from blog.models import PostPage
from feeds.models import Curation
from recalibrate.core.models import StateOfMind, Strategy
from recalibrate.core.past_slugs import models_with_past_slugs
from recalibrate.syndication.subjects import FAMILIES

# What looks like a slug in a reader's address and is none: it names no record of ours that could be renamed.
NO_SLUGS = {
    "pk": "a number",
    "code": "six characters that are given once",
    "section": "a part of the sitemap",
    "token": "a secret",
    "key": "a quarter or a year",
    "path": "a file",
    "file_hash": "a file",
    "filename": "a file",
    "archive": "a number",
    "form": "a format",
    "document_id": "a number",
    "document_filename": "a file",
    "restriction_id": "a number",
    "page_view_restriction_id": "a number",
    "page_id": "a number",
}
FORMAT = re.compile(r"(?:/archive/\d+)?\.(?:xml|atom|json)$|size=a5")
CHART = "guardian/figures/"  # its slugs are written in the code


def rename(record, slug: str) -> None:
    record.refresh_from_db()
    record.slug = slug
    if isinstance(record, Page):
        record.save_revision().publish()
    else:
        record.full_clean()
        record.save()


def faults(client: Client, addresses, *, to: str) -> list[str]:
    """What does not lead in one step, in the same format, to an address of today that is there."""
    found = []
    for address in sorted(addresses):
        first = client.get(address)
        led_to = first.get("Location", "")
        last = client.get(led_to) if led_to else first
        if (first.status_code, last.status_code) != (301, 200) or to not in led_to:
            found.append(f"{address}: {first.status_code} {led_to} {last.status_code}")
        elif FORMAT.findall(address) != FORMAT.findall(led_to):
            found.append(f"{address}: another format, {led_to}")
        elif "max-age=60" not in first["Cache-Control"] and "q=" not in address:
            found.append(f"{address}: {first['Cache-Control']}")
    return found


def test_every_kind_with_a_slug_in_its_address_is_tried_here_and_keeps_its_past_slugs():
    assert have_a_public_slug() == set(RECORDS), "Say in planted_addresses.py how one is made."
    records = {model for model in RECORDS if not issubclass(model, Page)}
    assert records == set(models_with_past_slugs()), (
        "Call past_slugs.keep_past_slugs() for it in its app's ready()."
    )


def test_every_view_with_a_slug_in_its_address_knows_what_was_called_so():
    silent = []

    def visit(resolver, before=""):
        for entry in resolver.url_patterns:
            here = before + str(entry.pattern)
            if hasattr(entry, "url_patterns"):
                if not here.startswith("admin/"):
                    visit(entry, here)
                continue
            names = set(entry.pattern.regex.groupindex) - set(NO_SLUGS)
            if names and not here.startswith(CHART) and not hasattr(entry.callback, "renamed"):
                silent.append(f"{here} ({', '.join(sorted(names))})")

    visit(get_resolver())
    assert silent == [], "Mark the view with takes_slug_of(…)."
    assert any("slug" in regex for regex, _ in walk(get_resolver()))


def every_address(client) -> set[str]:
    """What the site shows anybody, and what it shows only to who has more of it than is planted."""
    named = {address for address in crawl(client) if "planted-" in address}
    assert [word for word in WORDS.values() if not any(f"planted-{word}" in a for a in named)] == []
    lists = {address.rpartition(".")[0] for address in named if address.startswith("/feeds/")}
    assert {path.split("/")[2] for path in lists} == {family.prefix for family in FAMILIES}
    assert named >= {f"{path}.{form}" for path in lists for form in FORMS}
    named |= {f"{path}/archive/1.{form}" for path in lists for form in FORMS}
    named |= {"/posts/?helps=planted-strategy&by=planted-discipline", "/posts/?helps=planted-strategy"}
    named |= {"/picks/?state=planted-state", "/search/?q=rest&state=planted-state"}
    named |= {"/states/planted-state", "/posters/posts/planted-post/?size=a5"}
    return {address for address in named if not address.startswith("/write/?")}  # chooses, or chooses nothing


def test_every_address_follows_what_it_names_through_two_new_slugs_and_back_until_it_is_deleted(
    client, home, django_capture_on_commit_callbacks
):
    made = plant()
    named = every_address(client)

    def rename_all(before: str) -> set[str]:
        for model, record in made.items():
            with django_capture_on_commit_callbacks(execute=True):
                rename(record, f"{before}-{WORDS[model]}")
        return {address.replace("planted-", f"{before}-") for address in named}

    between, today = rename_all("between"), rename_all("today")
    assert faults(client, named, to="today-") == []

    rename_all("planted")
    assert [a for a in named if not is_there(client, a)] == []
    assert faults(client, between | today, to="planted-") == []

    delete_all(made)
    answers = {address: client.get(address).status_code for address in named | between | today}
    assert {a: status for a, status in answers.items() if status not in (404, 410)} == {}


def is_there(client, address: str) -> bool:
    """200; a choice that has a page of its own, or lacks its last slash, one step away."""
    answer = client.get(address)
    return answer.status_code == 200 or client.get(answer.get("Location", "/nothing/")).status_code == 200


def delete_all(made) -> None:
    pages = [made[model] for model in made if issubclass(model, Page)]
    for page in pages:
        page.refresh_from_db()
        page.unpublish()
    Curation.objects.all().delete()
    PostPage.objects.exclude(pk__in=pages).delete()
    for post in PostPage.objects.all():
        post.state_of_mind_items.all().delete()
        post.post_contributors.all().delete()
    for record in made.values():
        if not isinstance(record, Page):
            record.delete()


def test_a_page_that_is_given_its_first_slug_back_and_withdrawn_is_gone_and_leads_nowhere(
    client, home, django_capture_on_commit_callbacks
):
    post = PostPageFactory(slug="a")
    for slug in ("b", "a"):
        with django_capture_on_commit_callbacks(execute=True):
            rename(post, slug)
    assert client.get("/posts/b/")["Location"] == "/posts/a/"

    post.refresh_from_db()
    post.unpublish()

    assert [client.get(f"/posts/{slug}/").status_code for slug in "ab"] == [410, 410]


def test_a_redirect_to_a_draft_says_nothing_until_the_draft_is_published(client, home):
    draft = PostPageFactory(slug="secret-title", live=False)
    old = timezone.now() - timedelta(days=900)
    PostPage.objects.update(first_published_at=old, last_published_at=old)  # as it comes from elsewhere
    Redirect.objects.create(old_path="/2019/03/title", redirect_page=draft)

    before = client.get("/2019/03/title")
    draft.refresh_from_db()
    draft.save_revision().publish()
    after = client.get("/2019/03/title/?from=print")

    assert (before.status_code, before.has_header("Location")) == (404, False)
    assert client.get("/posts/secret-title/").status_code == 200
    assert (after.status_code, after["Location"]) == (301, "/posts/secret-title/?from=print")


def restricted(page: Page, kind: str) -> None:
    page.view_restrictions.create(restriction_type=kind, password="x")


@pytest.mark.parametrize("kind", ["login", "password"])
def test_a_redirect_to_what_only_some_may_see_does_not_say_what_it_is_called(client, home, kind):
    post = PostPageFactory(slug="secret-title")
    Redirect.objects.create(old_path="/old", redirect_page=post)
    restricted(post, kind)

    answer = client.get("/old/")

    assert (answer.status_code, answer.has_header("Location")) == (404, False)


def test_a_redirect_to_a_report_waits_for_its_day(client, home):
    report = GuardianReportPageFactory(board_on=timezone.localdate() + timedelta(days=1))
    Redirect.objects.create(old_path="/old", redirect_page=report)

    assert client.get("/old/").status_code == 404


def test_a_redirect_to_what_will_expire_is_temporary(client, home):
    post = PostPageFactory(expire_at=timezone.now() + timedelta(days=1))
    Redirect.objects.create(old_path="/old", redirect_page=post)

    assert client.get("/old/").status_code == 302


@pytest.mark.parametrize(
    "rows",
    [
        {"/old": "/old/"},
        {"/old": "/older/", "/older": "/old/"},
        {"/old": "/nowhere/"},
        {"/old": "/admin/"},
        {f"/old{n or ''}": f"/old{n + 1}/" for n in range(9)},
    ],
    ids=["itself", "a circle", "nothing", "the log-in", "too many steps"],
)
def test_a_redirect_that_leads_nowhere_is_not_given(client, home, rows):
    for old, link in rows.items():
        Redirect.objects.create(old_path=old, redirect_link=link)

    assert client.get("/old/").status_code == 404


def test_redirects_one_after_another_are_one_step_and_permanent_only_if_all_of_them_are(client, home):
    Redirect.objects.create(old_path="/one", redirect_link="/two/")
    Redirect.objects.create(old_path="/two", redirect_link="http://testserver/posts", is_permanent=False)
    Redirect.objects.create(old_path="/away", redirect_link="https://elsewhere.example/x")

    one, away = client.get("/one/"), client.get("/away/")

    assert (one.status_code, one["Location"]) == (302, "http://testserver/posts")
    assert (away.status_code, away["Location"]) == (301, "https://elsewhere.example/x")


def test_the_way_to_a_renamed_state_that_an_editors_redirect_names_is_one_step(client, home):
    Redirect.objects.create(old_path="/tired", redirect_link="/states/fatigue/")
    rename(StateOfMind.objects.get(slug="fatigue"), "worn-out")

    assert client.get("/tired/")["Location"] == "/states/worn-out/"


def test_a_feed_at_its_new_address_is_answered_304_again_and_keeps_its_id(client, home):
    PostPageFactory()
    before = client.get("/feeds/states/fatigue.atom")
    rename(StateOfMind.objects.get(slug="fatigue"), "worn-out")
    sent = {"If-None-Match": before["ETag"], "If-Modified-Since": before["Last-Modified"]}

    by_date = {"If-Modified-Since": client.get("/feeds/all.atom")["Last-Modified"]}
    led = [client.get("/feeds/states/fatigue.atom", headers=told) for told in (sent, by_date)]
    after = client.get(led[0]["Location"])
    again = client.get(led[0]["Location"], headers={"If-None-Match": after["ETag"]})

    assert [answer.status_code for answer in led] == [301, 301]
    assert led[0]["Access-Control-Allow-Origin"] == "*"
    assert (after.status_code, again.status_code) == (200, 304)
    assert first_id(after) == first_id(before)


def first_id(feed) -> str:
    return re.search("<id>(.*?)</id>", feed.content.decode())[1]


def test_what_is_sent_in_a_form_arrives_although_the_post_was_renamed_meanwhile(
    client, home, django_capture_on_commit_callbacks
):
    post = PostPageFactory(slug="rest")
    with django_capture_on_commit_callbacks(execute=True):
        rename(post, "rest-well")

    answer = client.post("/write/about/rest/", {"words": "Thank you."})

    assert (answer.status_code, answer["Location"]) == (308, "/write/about/rest-well/")


def test_the_story_form_begins_with_the_state_that_an_old_link_names(client, home):
    rename(StateOfMind.objects.get(slug="fatigue"), "worn-out")

    assert re.search(r'value="worn-out"[^>]*checked', client.get("/write/?state=fatigue").content.decode())


def test_an_old_slug_is_refused_to_another_in_a_form_and_says_who_had_it(home):
    state = StateOfMind.objects.get(slug="fatigue")
    rename(state, "worn-out")
    other = StateOfMind(name="Tired", slug="fatigue", label="tired", intro="x" * 30)

    with pytest.raises(ValidationError, match="was once the address of “Fatigue”"):
        other.full_clean()


def test_what_is_given_an_old_slug_without_a_form_has_the_address_and_the_log_says_so(client, home, caplog):
    strategy = Strategy.objects.first()
    PostPageFactory().strategies.through.objects.create(postpage=PostPage.objects.get(), strategy=strategy)
    before = strategy.slug
    rename(strategy, "another")

    Strategy.objects.create(name="Newer", slug=before)

    assert client.get(f"/what-helps/{before}/").status_code == 404
    assert "is a new address now" in caplog.text


def test_a_contributor_who_became_anonymous_is_not_found_by_a_name_they_once_had(client, home):
    writer = ContributorFactory(slug="jane-doe", role="")
    rename(writer, "jane")
    writer.is_anonymous, writer.slug = True, "a-nurse"
    writer.save()

    answers = [client.get(f"/contributors/{slug}/") for slug in ("jane-doe", "jane", "a-nurse")]
    assert [(answer.status_code, answer.has_header("Location")) for answer in answers] == [(404, False)] * 3


def test_a_search_that_is_led_on_stays_in_no_shared_cache(client, home):
    rename(StateOfMind.objects.get(slug="fatigue"), "worn-out")

    assert client.get("/search/?q=rest&state=fatigue")["Cache-Control"] == "private, no-store"


def test_a_choice_that_nothing_is_known_of_is_not_found_at_once(client, home):
    assert client.get("/posts/?helps=nothing").status_code == 404
