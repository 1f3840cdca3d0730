"""The words of a post: one list, found by walking its fields, for approval and for who wrote some of it."""

import pytest
from django.db import models
from django.urls import reverse
from django.utils import timezone
from factories import PostPageFactory
from publishing_routes import SECRET, form_data, person, readers_see
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from blog.models import PostContributor, PostPage, SecondApproval
from blog.models.approval import WroteSomeOfIt, approve_revision, as_published, authors_of, words_fingerprint
from blog.models.gate import NeedsSecondApproval
from blog.models.words import NOT_WORDS, word_names
from recalibrate.core.models import Contributor, Discipline, SiteImage, StateOfMind, Strategy


def every_name() -> set[str]:
    """Whatever a post has: columns, tags, choices, rows within it."""
    fields = PostPage._meta.get_fields()
    own = {field.name for field in fields if isinstance(field, models.Field) and field.concrete}
    rows = {
        field.get_accessor_name()
        for field in fields
        if field.auto_created and field.one_to_many and type(field.field).__name__ == "ParentalKey"
    }
    return own | rows


def another(field: models.Field, post: PostPage) -> object:
    """A value of the kind that the field has, other than the one it has now."""
    now = getattr(post, field.attname)
    if isinstance(field, models.ForeignKey):
        made = {
            StateOfMind: lambda: StateOfMind.objects.exclude(pk=now).first(),
            Discipline: lambda: Discipline.objects.first(),
            SiteImage: lambda: SiteImage.objects.create(
                title="i", file=get_test_image_file(), description="x"
            ),
        }
        return made[field.related_model]().pk
    if field.choices:
        return next(value for value, _ in field.choices if value != now)
    if isinstance(field, models.BooleanField):
        return not now
    if field.name == "body":
        return [{"type": "text", "value": "<p>Other words.</p>"}]
    return "Other words"


def change(post: PostPage, name: str) -> None:
    if name == "post_contributors":
        post.post_contributors.add(
            PostContributor(contributor=Contributor.objects.create(name="N", slug="n"))
        )
    elif name in ("states_of_mind", "state_of_mind_items"):
        post.states_of_mind.add(StateOfMind.objects.exclude(pk=post.primary_state_id).first())
    elif name == "strategies":
        post.strategies.add(Strategy.objects.first())
    else:
        field = PostPage._meta.get_field(name)
        value = another(field, post)
        setattr(post, field.attname, field.to_python(value) if name == "body" else value)


WORDS = sorted(word_names(PostPage))


def test_every_field_is_one_of_the_words_or_named_with_a_reason():
    assert every_name() - set(WORDS) - NOT_WORDS == set()
    assert NOT_WORDS - every_name() == set()  # no reason is left over
    assert {"seo_title", "search_description", "cover_image", "discipline", "summary"} <= set(WORDS)


@pytest.fixture
def editor(home):
    return person("edda", "Editor")


@pytest.fixture
def approver(home):
    return person("anselm", "Approver", "Editor")


@pytest.fixture
def draft(editor):
    post = PostPageFactory(sensitivity=3, content_note="Note.", live=False, second_approver="", owner=editor)
    post.save_revision(user=editor)
    return PostPage.objects.get(pk=post.pk).get_latest_revision().as_object()


@pytest.mark.parametrize("name", WORDS)
def test_whoever_changes_one_of_the_words_is_not_their_second_approver(draft, approver, name):
    """The walk: a field that is added to posts is tried from that day on."""
    approve_by = draft.save_revision(user=approver)
    assert approver.pk not in authors_of(draft), "saving the same words makes nobody a writer"
    agreed = words_fingerprint(as_published(approve_by))

    change(draft, name)
    revision = draft.save_revision(user=approver, clean=False)

    assert words_fingerprint(as_published(revision)) != agreed
    with pytest.raises(WroteSomeOfIt):
        approve_revision(revision, by=approver)


@pytest.mark.parametrize("field", ["seo_title", "search_description"])
def test_an_approver_who_edits_cannot_approve_what_search_engines_show(client, draft, approver, field):
    client.force_login(approver)
    data = form_data(draft, summary=draft.summary) | {field: "Words that nobody else has read."}
    client.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), data)
    post = PostPage.objects.get(pk=draft.pk)
    assert getattr(post.get_latest_revision().as_object(), field)

    with pytest.raises(WroteSomeOfIt):
        approve_revision(post.get_latest_revision(), by=approver)


def test_what_was_public_at_level_3_is_not_lowered_past_the_second_person(client, editor):
    """Unpublish, lower, publish: as an editor would do it with the buttons."""
    post = PostPageFactory(sensitivity=3, content_note="Note.", owner=editor)
    client.force_login(editor)
    client.post(reverse("wagtailadmin_pages:unpublish", args=[post.pk]))
    edit = reverse("wagtailadmin_pages:edit", args=[post.pk])

    client.post(edit, form_data(post, sensitivity=2, **{"action-publish": "1"}))

    assert not readers_see(post)
    lowered = PostPage.objects.get(pk=post.pk).get_latest_revision()
    assert lowered.as_object().sensitivity == 2
    assert "a colleague who did not write the post must agree first" in client.get(edit).content.decode()
    approve_revision(lowered, by=person("anselm", "Approver"))
    lowered.publish()
    assert readers_see(post)


def test_a_post_that_never_was_public_at_level_3_may_be_lowered(draft):
    draft.sensitivity, draft.summary = 2, SECRET

    draft.save_revision().publish()

    assert readers_see(draft)


def test_an_older_version_does_not_forget_what_was_public(editor):
    post = PostPageFactory(sensitivity=1, second_approver="", owner=editor)
    before = post.get_latest_revision()
    post.sensitivity, post.content_note = 3, "Note."
    raised = post.save_revision()
    approve_revision(raised, by=person("anselm", "Approver"))
    raised.publish()
    PostPage.objects.get(pk=post.pk).unpublish()

    with pytest.raises(NeedsSecondApproval):
        before.publish()

    assert PostPage.objects.get(pk=post.pk).was_public_at_level_3


def test_what_is_never_read_may_change_without_a_writer(draft, approver):
    draft.next_review_on = timezone.localdate()
    draft.save_revision(user=approver)

    assert isinstance(approve_revision(draft.get_latest_revision(), by=approver), SecondApproval)
    assert Page.objects.get(pk=draft.pk).live is False
