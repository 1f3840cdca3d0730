"""A colleague may ask what is stored about them, and be forgotten without the site losing a post."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice
from factories import PostPageFactory
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, PageLogEntry

from blog.models import PostPage
from recalibrate.core.models import User
from recalibrate.privacy.forget_user import relations


@pytest.fixture
def user(home) -> User:
    user = User.objects.create_user("edda", "edda@trust.example", "x", first_name="Edda", last_name="Fen")
    TOTPDevice.objects.create(user=user, key="ab" * 20)
    return user


@pytest.fixture
def post(user: User) -> PostPage:
    post = PostPageFactory(slug="rest", owner=user)
    post.save_revision(user=user)
    log(instance=post, action="wagtail.edit", user=user)
    log(instance=user, action="wagtail.create", user=user)
    return post


def test_everything_stored_about_a_log_in_is_told_but_no_secret(user, post):
    said = io.StringIO()
    call_command("forget_user", "edda", "--tell", stdout=said)
    told = json.loads(said.getvalue())

    assert told["core.User"][0]["email"] == "edda@trust.example"
    assert told["wagtailcore.Page (owner)"][0]["slug"] == "rest"
    assert told["wagtailcore.Revision (user)"]
    assert told["wagtailcore.PageLogEntry"]
    assert "ab" * 20 not in said.getvalue()
    assert "password" not in told["core.User"][0]
    assert User.objects.filter(username="edda").exists()


def test_who_is_forgotten_leaves_the_posts_and_no_name(user, post):
    session = Client()
    session.force_login(user)

    call_command("forget_user", "edda", "--yes", stdout=io.StringIO())

    post.refresh_from_db()
    assert post.live
    assert post.owner is None
    assert post.latest_revision.user is None
    assert not User.objects.filter(username="edda").exists()
    assert not ModelLogEntry.objects.filter(label__contains="Edda").exists()
    assert "Edda" not in str([entry.data for entry in PageLogEntry.objects.all()])
    assert session.get("/admin/").status_code == 302


def test_nobody_is_forgotten_by_mistake(user, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda question: "y")

    with pytest.raises(CommandError, match="Nothing was deleted"):
        call_command("forget_user", "edda")
    with pytest.raises(CommandError, match="No one signs in"):
        call_command("forget_user", "nobody", "--yes")


def test_hidden_relations_are_known():
    known = {f"{relation.related_model._meta.label}.{relation.field.name}" for relation in relations()}

    assert {"feeds.Curation.decided_by", "wagtailcore.Page.owner", "otp_totp.TOTPDevice.user"} <= known
