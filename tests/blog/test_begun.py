"""A new post begins where its writer begins: a text is open, and the contributor is whom they write as."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from factories import PostPageFactory

from blog.models import PostContributor, PostIndexPage, PostPage
from recalibrate.core.forms import is_empty_text, without_empty_texts
from recalibrate.core.models import Contributor, User


@pytest.fixture
def writer(home: Any) -> User:
    user = User.objects.create_user("nell", password="its own words", first_name="Nell", last_name="Moss")
    user.groups.set(Group.objects.filter(name="Contributor"))
    return user


def contributor(name: str, **more: Any) -> Contributor:
    return Contributor.objects.create(name=name, slug=name.lower().replace(" ", "-"), **more)


def written_by(writer: User, *people: Contributor, **more: Any) -> PostPage:
    post = PostPageFactory(owner=writer, **more)
    post.post_contributors.all().delete()
    for person in people:
        PostContributor.objects.create(post=post, contributor=person)
    return post


def begun_as(writer: User) -> list[str]:
    post = PostPage()
    post.begin_for(writer)
    return [row.contributor.name for row in post.post_contributors.all()]


def test_who_has_written_writes_as_they_did_last(writer):
    anonymous, named = contributor("A ward nurse", is_anonymous=True), contributor("Nell Moss")
    written_by(writer, named, last_published_at="2026-10-01T10:00Z")
    written_by(writer, anonymous, last_published_at="2026-11-01T10:00Z")

    assert begun_as(writer) == ["A ward nurse"]


def test_who_has_not_yet_is_the_contributor_with_their_name(writer):
    contributor("Somebody Else")
    assert begun_as(writer) == []
    contributor("nell moss")
    assert begun_as(writer) == ["nell moss"]
    Contributor.objects.update(is_anonymous=True)
    assert begun_as(writer) == []


def test_drafts_and_others_posts_say_nothing_of_whom_somebody_writes_as(writer):
    written_by(writer, contributor("Secret Name"), live=False)
    written_by(User.objects.create_user("other"), contributor("Other Name"))

    assert begun_as(writer) == []


def test_the_form_of_a_new_post_has_a_text_that_is_open_and_the_writer_filled_in(client, writer):
    contributor("Nell Moss")
    index = PostIndexPage.objects.get()
    client.force_login(writer)

    page = client.get(reverse("wagtailadmin_pages:add", args=["blog", "postpage", index.pk]))

    form = page.context["form"]
    assert [block.block_type for block in form.instance.body] == ["text"]
    assert len(form.formsets["post_contributors"].forms) == 1
    assert "(needed to publish)" in page.content.decode()


WORDS = json.dumps({"blocks": [{"text": "A chair.", "entityRanges": []}], "entityMap": {}})
NONE = json.dumps({"blocks": [{"text": " ", "entityRanges": []}], "entityMap": {}})


@pytest.mark.parametrize(
    ("value", "is_empty"), [("null", True), ("", True), (NONE, True), (WORDS, False), ("{", False)]
)
def test_a_text_is_empty_only_without_words(value, is_empty):
    assert is_empty_text(value) is is_empty


def test_a_text_that_was_never_written_in_is_left_out_and_nothing_else(rf):
    sent = {"body-count": "3"}
    for number, (kind, value) in enumerate([("text", "null"), ("text", WORDS), ("quotation", "null")]):
        sent |= {f"body-{number}-type": kind, f"body-{number}-value": value, f"body-{number}-deleted": ""}

    data = without_empty_texts(rf.post("/", sent).POST)

    assert [data[f"body-{number}-deleted"] for number in range(3)] == ["1", "", ""]
