"""What a version names counts as used; what has been deleted all the same is a gap, in words."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from factories import ContributorFactory, PostPageFactory
from wagtail.documents import get_document_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Revision

from blog.models import PostContributor, PostPage, Series
from recalibrate.core.models import (
    Discipline,
    FailedItem,
    SiteDocument,
    SiteImage,
    StateOfMind,
    Strategy,
    User,
)
from recalibrate.core.named_in_versions import names_in, pages_naming
from recalibrate.operations.scheduled import publish_due


@pytest.fixture
def root(client):
    user = User.objects.create_superuser("root")
    client.force_login(user)
    return user


def image():
    return SiteImage.objects.create(title="A picture", description="x", file=get_test_image_file())


def document():
    return SiteDocument.objects.create(title="A document", file=get_test_image_file(filename="a.mp3"))


def state():
    return StateOfMind.objects.create(name="Draftness", slug="draftness", label="adraft", intro="x" * 20)


def body(*blocks):
    return PostPage.body.field.to_python([{"type": kind, "value": value} for kind, value in blocks])


def as_contributor(post, row):
    post.post_contributors.add(PostContributor(contributor=row))


def as_state(post, row):
    post.states_of_mind.add(row)


def as_image_block(post, row):
    post.body = body(("image", {"image": {"image": row.pk, "alt_text": "x", "decorative": False}}))


def as_recording(post, row):
    value = {"title": "t", "recording": row.pk, "length": "1", "transcript": "<p>x</p>"}
    post.body = body(("audio", value))


def as_link(post, row):
    post.try_now = f'<p><a linktype="document" id="{row.pk}">x</a></p>'


def as_page_link(post, row):
    post.body = body(("text", f'<p><a linktype="page" id="{row.pk}">x</a></p>'))


# How a version names a row of each kind: in inline rows, tags, relations, blocks, rich text.
NAMES = {
    "contributor": (ContributorFactory, as_contributor),
    "state": (state, as_state),
    "primary state": (state, lambda post, row: setattr(post, "primary_state", row)),
    "strategy": (
        lambda: Strategy.objects.create(name="Knit", slug="knit"),
        lambda post, row: post.strategies.add(row),
    ),
    "discipline": (
        lambda: Discipline.objects.create(name="Porters", slug="porters"),
        lambda post, row: setattr(post, "discipline", row),
    ),
    "series": (
        lambda: Series.objects.create(name="Nights", slug="nights"),
        lambda post, row: setattr(post, "series", row),
    ),
    "cover": (image, lambda post, row: setattr(post, "cover_image", row)),
    "picture in the text": (image, as_image_block),
    "recording": (document, as_recording),
    "linked document": (document, as_link),
    "linked page": (lambda: PostPageFactory(title="Another"), as_page_link),
}


@pytest.fixture(params=NAMES)
def named(request, home):
    """A published post whose draft, and only its draft, names a row; and the row."""
    make, put = NAMES[request.param]
    post = PostPageFactory(title="A post")
    row = make()
    draft = post.get_latest_revision().as_object()
    put(draft, row)
    draft.save_revision()
    return post, row


def test_a_row_that_only_a_version_names_is_found(named):
    post, row = named

    assert str(post.pk) in pages_naming([row])


def test_its_delete_page_says_that_versions_name_it(named, client, root):
    _, row = named
    if isinstance(row, PostPage):
        address = reverse("wagtailadmin_pages:delete", args=[row.pk])
    elif isinstance(row, SiteImage):
        address = reverse("wagtailimages:delete", args=[row.pk])
    elif isinstance(row, get_document_model()):
        address = reverse("wagtaildocs:delete", args=[row.pk])
    else:
        address = reverse(type(row).snippet_viewset.get_url_name("delete"), args=[row.pk])

    assert "Versions of 1 page name it" in client.get(address).content.decode()


def test_deleted_all_the_same_every_screen_of_the_page_opens_and_the_editor_is_told(named, client, root):
    post, row = named
    first, latest = post.revisions.order_by("pk").first(), post.get_latest_revision()
    row.delete()

    edit = client.get(reverse("wagtailadmin_pages:edit", args=[post.pk]))
    assert edit.status_code == 200
    assert "names something that has since been deleted: 1" in edit.content.decode()
    for name, args in (
        ("view_draft", [post.pk]),
        ("revisions_view", [post.pk, latest.pk]),
        ("revisions_view", [post.pk, first.pk]),
        ("revisions_revert", [post.pk, latest.pk]),
        ("revisions_compare", [post.pk, first.pk, latest.pk]),
        ("history", [post.pk]),
        ("delete", [post.pk]),
    ):
        answer = client.get(reverse(f"wagtailadmin_pages:{name}", args=args))
        assert answer.status_code == 200, name
    latest.as_object().save_revision().publish()
    assert client.get(f"/posts/{post.slug}/").status_code == 200


def test_of_pages_that_are_due_one_that_names_what_has_gone_is_published_without_it(named):
    post, row = named
    row.delete()
    due = post.get_latest_revision()
    Revision.objects.filter(pk=due.pk).update(approved_go_live_at=timezone.now() - timedelta(minutes=1))

    publish_due(timezone.now())

    assert PostPage.objects.get(pk=post.pk).live_revision_id == due.pk
    assert not FailedItem.objects.exists()


def test_what_a_version_says_of_itself_and_of_people_is_no_name(home):
    post = PostPageFactory(title="A post", owner=User.objects.create_user("writer"))
    content = post.get_latest_revision().content

    named = {model._meta.label for model, _ in names_in(PostPage, content)}

    assert named == {"core.StateOfMind", "core.Contributor"}
