"""The writer of a post is told which states of mind its words speak of, and why."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from factories import PostPageFactory

from recalibrate.core.models import StateOfMind, User


@pytest.fixture
def post(home):
    return PostPageFactory(title="Exhausted after nights", summary="So tired that I could not sleep.")


def signed_in(client, role, **more):
    user = User.objects.create_user(role.lower(), password="its own words", **more)
    user.groups.set(Group.objects.filter(name=role))
    client.force_login(user)
    return user


def test_each_suggestion_has_its_reason(client, post):
    signed_in(client, "Editor")
    StateOfMind.objects.filter(slug="fatigue").update(search_words="tired, exhausted, nights")

    found = client.get(reverse("suggested-states", args=[post.pk])).json()["suggestions"]

    fatigue = StateOfMind.objects.get(slug="fatigue")
    assert (found[0]["pk"], found[0]["name"]) == (str(fatigue.pk), fatigue.name)
    assert "says" in found[0]["why"]
    assert "tired" in found[0]["why"] or "exhausted" in found[0]["why"]


def test_it_reads_what_was_saved_last_and_not_what_readers_see(client, post):
    signed_in(client, "Editor")
    StateOfMind.objects.filter(slug="fatigue").update(search_words="tired, exhausted, nights")
    post.title, post.summary, post.one_change = "A pond", "It is green.", ""
    post.save_revision()

    found = client.get(reverse("suggested-states", args=[post.pk])).json()["suggestions"]

    assert "fatigue" not in {one["name"].lower() for one in found}


def test_nobody_reads_by_it_what_they_may_not_edit(client, post):
    signed_in(client, "Contributor")

    assert client.get(reverse("suggested-states", args=[post.pk])).status_code == 302
