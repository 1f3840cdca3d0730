"""The traps that the sample posts were written to be."""

import io
import re

import pytest
from django.core.management import call_command
from django.db import transaction
from factories import ContributorFactory, PostPageFactory

from blog.models import PostContributor, PostPage
from blog.models.gate import NeedsSecondApproval
from recalibrate.core.models import StateOfMind
from recalibrate.home.models import HomePage
from recalibrate.sample import pages
from recalibrate.sample.pages import SAMPLE_LABEL

LEVEL_3 = "how-to-ask-a-colleague"
ANONYMOUS = ["i-filled-in-the-form", "new-lanyard-nobodys-name"]
FEEDS = ["/feeds/all.xml", "/feeds/all.atom", "/feeds/all.json"]


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The sample's pages, once for all tests here."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("set_up_site", stdout=io.StringIO())
        home = HomePage.objects.get()
        pages.load_identity(home)
        pages.load_contributors()
        pages.load_posts_and_updates()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def sample(loaded, db):
    return {post.slug: post for post in PostPage.objects.all()}


def html_of(client, address):
    return client.get(address).content.decode()


@pytest.mark.parametrize("slug", ANONYMOUS)
def test_an_anonymous_post_leads_to_nobody(sample, client, admin_user, slug):
    post = sample[slug]
    post.owner = admin_user
    post.save()
    post.save_revision(user=admin_user).publish(user=admin_user)

    page = html_of(client, post.url)

    for text in (page, *(html_of(client, feed) for feed in FEEDS), html_of(client, "/sitemap.xml")):
        assert admin_user.username not in text
        assert admin_user.email not in text
    assert "/contributors/" not in page
    authors = re.findall(r'"author":\s*(\[.*?\]|\{.*?\})', page, re.S)
    assert not any("Person" in author for author in authors)
    assert client.get("/contributors/a-resident-doctor/").status_code == 404
    assert client.get("/api/v2/pages/").status_code == 404


@pytest.mark.parametrize("slug", ANONYMOUS)
def test_an_anonymous_byline_tells_no_grade_and_no_department(sample, slug):
    (contributor,) = sample[slug].contributors

    assert contributor.is_anonymous
    assert contributor.byline == "A resident doctor"
    assert not re.search(r"\b(FY\d|F\d|ST\d|CT\d|SHO|registrar)\b", contributor.bio)


def test_level_3_is_met_only_by_whoever_looks_for_it(sample, client):
    post = sample[LEVEL_3]
    HomePage.objects.update(lead_post=post)

    assert post.title not in html_of(client, "/")
    assert post.title not in html_of(client, "/states/")
    four = client.get("/states/worry/").context["four"]
    assert four.one_read.title != post.title
    assert post.try_now not in (four.try_now.html, four.what_should_change.html)
    assert post.title in html_of(client, "/posts/")
    assert post.social_card("Recalibrate") is None
    for other in sample.values():
        assert post not in PostPage.objects.related_to(other)


@pytest.mark.parametrize("feed", FEEDS)
def test_level_3_has_its_note_and_no_text_in_any_feed(sample, client, feed):
    text = html_of(client, feed)

    assert "having thoughts of suicide" in text
    assert "The ceiling stays up" not in text
    assert "Promise to keep it secret" not in text


def test_level_3_waits_for_a_second_approver(sample):
    post = sample[LEVEL_3]
    post.unpublish()
    post.summary = "Other words."

    with pytest.raises(NeedsSecondApproval):
        post.save_revision().publish()

    assert not PostPage.objects.get(pk=post.pk).live


@pytest.mark.parametrize("slug", ["after-the-bereavement-room", "the-decimal-point", LEVEL_3])
def test_the_note_stands_before_everything_that_it_warns_of(sample, client, slug):
    post = sample[slug]
    page = html_of(client, post.url)
    main = page[page.index("<main") :]
    note = main.index(post.content_note)

    for part in ("one-minute", 'class="prose"', 'id="after"', "block-"):
        assert note < main.index(part)


@pytest.mark.parametrize("feed", FEEDS)
@pytest.mark.parametrize("slug", ["after-the-bereavement-room", "the-decimal-point"])
def test_the_note_comes_first_in_feeds_too(sample, client, slug, feed):
    post = sample[slug]
    first_words = re.sub("<[^>]+>", "", post.short_version).split("’")[0][:40]
    text = html_of(client, feed)

    assert text.index(post.content_note) < text.index(first_words)


@pytest.mark.parametrize(("slug", "count"), [("anger", 0), ("numbness", 0), ("calm", 3), ("doubt", 1)])
def test_states_without_posts_or_with_borrowed_ones_hold_up(sample, client, slug, count):
    state = StateOfMind.objects.get(slug=slug)

    response = client.get(state.get_absolute_url())
    offered = {o.slug for group in client.get("/posts/").context["facets"] for o in group.options}

    assert response.status_code == 200
    assert PostPage.objects.published().about(state).count() == count
    assert (slug in offered) == bool(count)


def test_names_with_accents_ligatures_and_apostrophes_survive_everywhere(sample, client):
    name = "Siân Œuvré-O’Brien"
    post = PostPageFactory(title="Fjord, naïve & “quoted”")
    post.post_contributors.set(
        [PostContributor(contributor=ContributorFactory(name=name, slug="sian-oeuvre-obrien"))]
    )
    post.save_revision().publish()

    for address in (post.url, "/posts/", "/contributors/sian-oeuvre-obrien/", *FEEDS[:2]):
        assert name in html_of(client, address)
    assert name in [author["name"] for author in client.get(FEEDS[2]).json()["items"][0]["authors"]]


def test_a_states_page_mixes_posts_and_guardian_news_newest_first(sample, client):
    context = client.get("/states/fatigue/").context

    kinds = {card.kind for half in ("for_you", "for_all") for card in context[half]}
    assert {"post", "guardian"} <= kinds
    for half in ("for_you", "for_all"):
        days = [card.published_on for card in context[half] if card.published_on]
        assert days == sorted(days, reverse=True)


def test_a_post_past_its_review_says_so_before_the_text(sample, client):
    post = sample["toast-at-three"]
    PostPage.objects.filter(pk=post.pk).update(next_review_on="2026-01-01")

    page = html_of(client, post.url)

    assert page.index("being reviewed") < page.index("If you have one minute")


def test_the_parts_of_a_night_lead_from_one_to_the_next(sample, client):
    page = html_of(client, "/posts/toast-at-three/")

    assert re.search(r'href="/posts/worried-on-the-way-in/"[^>]*rel="prev"', page)
    assert re.search(r'href="/posts/ten-minutes-ward-to-car/"[^>]*rel="next"', page)
    assert SAMPLE_LABEL in html_of(client, "/series/a-night-in-three-parts/")
