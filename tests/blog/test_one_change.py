"""One thing that should change: one sentence of an editor's, and a suggestion where there was none."""

import json

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.urls import reverse
from factories import PostPageFactory

from blog.models import PostPage
from blog.one_change import notice, stands_alone
from recalibrate.core.models import User


@pytest.mark.parametrize(
    "sentence",
    ["And keys.", "But not now.", "If they do not exist, say so.", "It goes by favours.", "“This is why."],
)
def test_a_sentence_that_leans_on_another_is_noticed(sentence):
    assert not stands_alone(sentence)
    assert "without the text around it" in notice(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["Beds should be free.", "Items come late.", "Thenar pain is real.", "If a bed is free, use it.", ""],
)
def test_one_that_stands_alone_is_left_alone(sentence):
    assert notice(sentence) == ""


@pytest.fixture
def migrated(home):
    """Posts from before there was the field, put through the migration's own function."""

    def post(words, **more):
        return PostPageFactory(one_change="", what_should_change=words, **more).pk

    posts = {
        "alone": post("<p>Beds should be <b>free</b>. And doors.</p>"),
        "leaning": post("<p>It goes by favours. Ask.</p>"),
        "long": post(f"<p>Beds {'and more ' * 30}.</p>"),
        "level 3": post("<p>Beds should be free.</p>", sensitivity=3, content_note="Talks about suicide."),
    }
    migration = MigrationLoader(connection).get_migration("blog", "0010_one_change")
    migration.operations[-1].code(apps, None)
    return {name: PostPage.objects.get(pk=pk) for name, pk in posts.items()}


def test_only_what_stands_alone_is_suggested_and_no_approval_is_spoilt(migrated):
    assert {name: post.one_change for name, post in migrated.items()} == {
        "alone": "Beds should be free.", "leaning": "", "long": "", "level 3": "",
    }  # fmt: skip
    assert migrated["alone"].one_change_is_suggested


def test_a_suggestion_is_in_the_draft_too_is_said_to_be_one_and_is_none_once_saved(migrated, client):
    post = migrated["alone"]
    assert json.loads(json.dumps(post.latest_revision.content))["one_change"] == "Beds should be free."

    client.force_login(User.objects.create_superuser("root"))
    page = client.get(reverse("wagtailadmin_pages:edit", args=[post.pk])).content.decode()
    assert "A suggestion to check" in page


def test_nothing_is_cut_out_of_prose_for_a_states_page(home, client):
    PostPageFactory(one_change="", what_should_change="<p>Planted advice. And the rest of it.</p>")
    page = client.get("/states/fatigue/").content.decode()
    assert "Planted advice" not in page

    PostPageFactory(one_change="Rest rooms should be open at night.")
    assert "Rest rooms should be open at night." in client.get("/states/fatigue/").content.decode()
