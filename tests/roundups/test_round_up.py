"""Kept items, made into a draft post."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.rich_text import RichText

from blog.checklist import PROMISES
from blog.feed_entries import post_entry
from blog.models import PostContributor, PostPage
from feeds.curating.decide import PickDraft, keep_item, undo_decision
from feeds.models import Item, Source, Use
from recalibrate.core.models import Contributor, StateOfMind, User


@pytest.fixture
def editor(home, client):
    user = User.objects.create_user("an-editor", first_name="Edda", last_name="Moss")
    user.groups.add(Group.objects.get(name="Editor"))
    client.force_login(user)
    return user


def kept(number, *, states=("fatigue",), source=None, now=None, **fields):
    source = source or Source.objects.get_or_create(name="S", slug="s", site_url="https://a.example/")[0]
    item = Item.objects.create(
        source=source,
        identity=f"{number}",
        fingerprint="f",
        title=f"Item {number}",
        url=f"https://a.example/{number}",
        canonical_url=f"https://a.example/{number}",
        excerpt=f"Words of {number}.",
    )
    chosen = StateOfMind.objects.filter(slug__in=states)
    return keep_item(item, PickDraft(line=f"Line {number}", states=chosen, **fields), by=None, now=now)


def made(client, picks, **places):
    client.post("/admin/round-up/", {"picks": [pick.pk for pick in picks], **places})
    return PostPage.objects.get(title__startswith="Worth reading")


def test_kept_items_become_a_draft_in_the_order_that_the_editor_gives(client, editor):
    picks = [kept(1), kept(2, states=("fatigue", "worry")), kept(3)]
    places = {f"place-{picks[0].pk}": 3, f"place-{picks[1].pk}": 1, f"place-{picks[2].pk}": 2}

    response = client.post("/admin/round-up/", {"picks": [pick.pk for pick in picks[:2]], **places})

    post = PostPage.objects.get(title__startswith="Worth reading")
    assert response.url == f"/admin/pages/{post.pk}/edit/"
    assert [part.value["line"] for part in post.body] == ["Line 2", "Line 1"]
    assert (post.live, post.owner, post.latest_revision.user) == (False, editor, editor)
    assert post.primary_state.slug == "fatigue"
    assert {state.slug for state in post.states_of_mind.all()} == {"fatigue", "worry"}
    draft = post.get_latest_revision_as_object()
    assert {state.slug for state in draft.states_of_mind.all()} == {"fatigue", "worry"}
    assert client.get(response.url).status_code == 200


def test_an_excerpt_is_copied_only_where_the_source_allows_it_and_its_terms_are_kept(client, editor):
    strict = Source.objects.create(
        name="Strict",
        slug="x",
        site_url="https://x.example/",
        has_excerpts=False,
        licence_note="Open licence.",
    )

    post = made(client, [kept(1), kept(2, source=strict)])

    said = {part.value["source"]: (part.value["excerpt"], part.value["credit"]) for part in post.body}
    assert said == {"S": ("Words of 1.", ""), "Strict": ("", "Open licence.")}


def test_a_published_round_up_keeps_its_words_when_a_decision_is_taken_back(client, editor):
    pick = kept(1)
    post = made(client, [pick])
    post.save_revision().publish()
    undo_decision(pick, by=editor)
    client.logout()

    html = client.get(PostPage.objects.get(pk=post.pk).url).content.decode()
    entry = post_entry(PostPage.objects.get(pk=post.pk))

    for text in (html, entry.html):
        assert "Line 1" in text
        assert 'href="https://a.example/1"' in text
        assert "From S" in text


def test_an_item_knows_where_it_is_used_and_the_decided_list_says_so(client, editor):
    pick = kept(1)
    post = made(client, [pick])

    assert [use.page_id for use in Use.objects.filter(item=pick.item)] == [post.pk]
    assert post.title in client.get("/admin/curations/").content.decode()
    assert "used in" in client.get("/admin/round-up/").content.decode()
    post.body = []
    post.save()
    assert not Use.objects.exists()


@pytest.mark.parametrize(("note", "level"), [("Mentions addiction.", 2), ("Mentions suicide.", 3)])
def test_hard_topics_give_the_post_its_level_and_note(client, editor, note, level):
    post = made(client, [kept(1), kept(2, is_sensitive=True, content_note=note)])

    assert (post.sensitivity, post.content_note) == (level, note)


def test_two_of_a_day_have_two_addresses(client, editor):
    pick = kept(1)

    for _ in range(2):
        client.post("/admin/round-up/", {"picks": [pick.pk]})

    slugs = PostPage.objects.filter(title__startswith="Worth reading").values_list("slug", flat=True)
    assert len(set(slugs)) == 2


def test_a_round_up_is_ready_to_publish_as_the_last_one_was(client, editor):
    first = made(client, [kept(1)])
    assert not first.post_contributors.exists()
    ward = Contributor.objects.create(name="The ward", slug="the-ward")
    first.post_contributors.add(PostContributor(contributor=ward))
    first.owner = None
    first.save_revision().publish()
    PostPage.objects.filter(pk=first.pk).update(title="Last week")

    answer = client.post("/admin/round-up/", {"picks": [kept(2).pk]}, follow=True)

    second = PostPage.objects.get(title__startswith="Worth reading")
    assert second.slug == f"{first.slug}-2"
    assert [row.contributor for row in second.post_contributors.all()] == [ward]
    assert "Here is your draft, with its writer filled in." in answer.content.decode()
    assert (second.is_just_a_story, second.primary_state.slug) == (True, "fatigue")


def test_the_checklist_of_a_round_up_is_filled_in_and_still_confirmed_by_hand(client, editor):
    post = made(client, [kept(1, is_sensitive=True, content_note="Mentions suicide.")])
    post.get_workflow().start(post, editor)
    way = reverse("post-checklist", args=[post.pk])

    page = client.get(way)
    assert page.content.decode().count(" checked") == 1 + len(PROMISES)
    assert client.post(way, {"patients": ""}).status_code == 422

    post.body.append(("text", RichText("<p>A patient of mine.</p>")))
    post.save_revision()
    assert " checked" not in client.get(way).content.decode()


def test_the_week_is_offered_first_and_more_on_request(client, editor):
    kept(1)
    kept(2, now=timezone.now() - timedelta(days=20))

    week, month = client.get("/admin/round-up/"), client.get("/admin/round-up/?days=31")

    assert [pick.line for pick in week.context["picks"]] == ["Line 1"]
    assert [pick.line for pick in month.context["picks"]] == ["Line 1", "Line 2"]
    assert client.get("/admin/round-up/?days=x'").status_code == 200


@pytest.mark.parametrize("fields", [{}, {"picks": ["x"]}, {"picks": ["999"]}])
def test_without_anything_ticked_nothing_is_made(client, editor, fields):
    kept(1)

    assert "Tick at least one item." in client.post("/admin/round-up/", fields).content.decode()
    assert not PostPage.objects.filter(title__startswith="Worth reading").exists()


def test_only_who_may_write_a_post_may_round_up(client, home):
    guardian = User.objects.create_user("a-guardian")
    guardian.groups.add(Group.objects.get(name="Guardian"))
    client.force_login(guardian)

    response = client.get("/admin/round-up/")

    assert response.status_code in (302, 403)
    assert "round-up" not in response.headers.get("Location", "")


@pytest.mark.parametrize("address", ["/admin/round-up/", "/admin/curations/"])
def test_lists_ask_as_often_with_twenty_rows_as_with_two(client, editor, address):
    post, counted = made(client, [kept(99)]), []
    for numbers in (range(2), range(2, 20)):
        for number in numbers:
            Use.objects.create(item=kept(number).item, page=post)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counted.append(len(captured))

    assert counted[0] == counted[1]
