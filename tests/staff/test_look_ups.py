"""What no list shows, no look-up by number names either: colleagues’ drafts, pictures of unread stories.

tests/test_canary_crawl.py asks every address; these are the ones that told, and the ways that must stay open.
"""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.urls import reverse
from factories import PostPageFactory
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from blog.models import PostIndexPage
from recalibrate.core.models import ReservedCollection, SiteDocument, SiteImage, User
from recalibrate.home.make_roles import make_roles
from recalibrate.staff.unread_pictures import move_to_library, unread_pictures
from recalibrate.stories.keep import keep_story

pytestmark = pytest.mark.filterwarnings(  # Wagtail leaves files to the garbage collector
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


@pytest.fixture
def sign_in(client, home):
    def sign_in(role=None):
        user = User.objects.create_user(f"a {role}")
        if role:
            user.groups.add(Group.objects.get(name=role))
        else:
            user.user_permissions.add(Permission.objects.get(codename="access_admin"))
        client.force_login(user)
        return user

    return sign_in


@pytest.fixture
def draft(home):
    return PostPageFactory(live=False, owner=User.objects.create_user("a colleague"), title="Not out yet")


@pytest.fixture
def story(home):
    """That arrived with a picture, and became a draft no editor has read."""
    answers = {
        "title": "A night", "text": "Words.", "byline": "A porter", "who_is_in_it": "nobody", "state": None,
        "picture": (get_test_image_file().file.getvalue(), "png"), "picture_says": "An empty ward",
        "contact": "",
    }  # fmt: skip
    arrived = keep_story(answers, "")
    arrived.refresh_from_db()
    return arrived


LOOK_UPS = (
    "/admin/choose-page/{0}/",
    "/admin/choose-page/chosen-multiple/?id={0}",
    "/admin/bulk/wagtailcore/page/delete/?id={0}",
    "/admin/bulk/wagtailcore/page/move/?id=all&childOf={1}",
    "/admin/reports/page_types_usage/",
    "/admin/reports/page-types-usage/",
    "/admin/reports/page-types-usage/results/",
    "/admin/pages/workflow/confirm_cancellation/{0}/",
    "/admin/pages/{0}/history/",
    "/admin/pages/{1}/move/{0}/confirm/",
)


@pytest.mark.parametrize("role", [None, "Contributor", "Approver", "Guardian", "Operator"])
def test_no_look_up_names_a_colleagues_draft(client, sign_in, draft, role):
    sign_in(role)

    for address in LOOK_UPS:
        answer = client.get(address.format(draft.pk, PostIndexPage.objects.get().pk))
        assert b"Not out yet" not in answer.content, address
        assert answer.status_code < 500, address


def test_who_may_edit_it_finds_it_by_each_of_them(client, sign_in, draft):
    sign_in("Editor")

    for address in LOOK_UPS[:4]:
        answer = client.get(address.format(draft.pk, PostIndexPage.objects.get().pk))
        assert b"Not out yet" in answer.content, address
    assert b"Not out yet" in client.get("/admin/reports/page-types-usage/").content


def test_a_number_that_no_page_can_have_is_answered(client, sign_in, home):
    sign_in("Editor")

    assert client.get(f"/admin/choose-page/{'9' * 30}/").status_code == 404
    assert client.get(f"/admin/choose-page/chosen-multiple/?id={'9' * 30}").status_code == 404


def test_the_next_title_of_a_published_page_is_for_those_who_edit_it(client, sign_in, home):
    post = PostPageFactory(title="As it is")
    post.title = "As it will be"
    post.save_revision()
    lists = f"/admin/pages/{post.get_parent().pk}/"

    sign_in("Contributor")
    assert b"As it will be" not in client.get(lists).content
    assert b"As it is" in client.get(lists).content
    sign_in("Editor")
    assert b"As it will be" in client.get(f"/admin/pages/{post.pk}/edit/").content


def whatever_names(picture):
    return (
        "/admin/images/", "/admin/images/chooser/", "/admin/api/main/images/",
        f"/admin/api/main/images/{picture.pk}/", reverse("wagtailimages_chooser:chosen", args=[picture.pk]),
        f"/admin/images/chooser/{picture.pk}/select_format/",
        f"/admin/images/chooser/chosen-multiple/?id={picture.pk}", f"/admin/images/{picture.pk}/",
        f"/admin/images/usage/{picture.pk}/", f"/admin/images/{picture.pk}/preview/max-165x165/",
        f"/admin/images/{picture.pk}/delete/", f"/admin/bulk/core/siteimage/delete/?id={picture.pk}",
    )  # fmt: skip


@pytest.mark.parametrize("role", [None, "Contributor", "Guardian", "Operator", "Contact keeper"])
def test_a_picture_of_an_unread_story_is_in_no_shared_library(client, sign_in, story, role):
    sign_in(role)
    size = story.picture.get_rendition("max-165x165").url

    for address in whatever_names(story.picture):
        answer = client.get(address)
        said = answer.getvalue() + str(answer.headers).encode()
        assert b"An empty ward" not in said, address
        assert story.picture.filename.removesuffix(".png").encode() not in said, address
    assert client.get(size).status_code == 404


def test_those_who_read_stories_see_it(client, sign_in, story):
    sign_in("Editor")
    answer = client.get(story.picture.get_rendition("max-165x165").url)

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    answer.close()
    for address in whatever_names(story.picture)[3:9]:
        assert client.get(address).status_code == 200, address


def test_with_its_story_it_is_published(client, sign_in, story):
    story.page.go_live_at = None
    story.page.save_revision().publish()
    picture = SiteImage.objects.get(pk=story.picture_id)

    answer = client.get(picture.get_rendition("max-165x165").url)
    assert answer.status_code == 200
    assert "private" not in answer["Cache-Control"]
    answer.close()
    sign_in("Contributor")
    assert b"An empty ward" in client.get(f"/admin/images/chooser/{picture.pk}/select_format/").content


def test_nothing_may_be_done_with_it_by_what_is_permitted_in_the_whole_library(story, sign_in):
    policy = policy_registry.get_by_type(SiteImage)
    guardian, editor = sign_in("Guardian"), sign_in("Editor")

    assert story.picture.collection == unread_pictures()
    for action in ("change", "delete", "choose"):
        assert not policy.user_has_permission_for_instance(guardian, action, story.picture)
        assert policy.user_has_permission_for_instance(editor, action, story.picture)
    assert unread_pictures() not in policy.collections_user_has_permission_for(guardian, "add")


def test_a_collection_of_another_name_is_still_the_one_for_unread_stories(story, sign_in):
    policy = policy_registry.get_by_type(SiteImage)
    collection = story.picture.collection
    collection.name = "Not read yet"
    collection.save()
    make_roles()
    guardian, editor = sign_in("Guardian"), sign_in("Editor")

    assert unread_pictures() == collection
    assert Collection.objects.count() == 3  # the root and those of contributors and stories: no second one
    assert not policy.user_has_permission_for_instance(guardian, "choose", story.picture)
    assert collection not in policy.collections_user_has_permission_for(guardian, "choose")
    assert policy.user_has_permission_for_instance(editor, "choose", story.picture)
    assert collection in policy.collections_user_has_permission_for(editor, "choose")
    move_to_library(story.picture)
    assert policy.user_has_permission_for_instance(guardian, "choose", story.picture)


def test_the_upgrade_finds_the_collections_by_the_names_they_had(home):
    ReservedCollection.objects.all().delete()
    migration = import_module("recalibrate.core.migrations.0015_reserved_collections")

    migration.reserve(apps, None)

    kept = dict(ReservedCollection.objects.values_list("key", "collection__name"))
    assert kept == migration.NAMES


@pytest.mark.parametrize("role", [None, "Approver", "Operator", "Help-directory keeper"])
def test_names_of_documents_are_for_those_who_choose_them(client, sign_in, home, role):
    document = SiteDocument.objects.create(title="Rota of names", file=ContentFile(b"x", "rota.txt"))

    sign_in(role)
    for address in ("/admin/api/main/documents/", f"/admin/api/main/documents/{document.pk}/",
                    f"/admin/bulk/core/sitedocument/delete/?id={document.pk}"):  # fmt: skip
        assert b"Rota of names" not in client.get(address).content, address
    sign_in("Contributor")
    assert b"Rota of names" in client.get("/admin/api/main/documents/").content


@pytest.mark.parametrize("listed", ["help_services", "you_said", "snippets/core/contributor"])
def test_lists_that_search_named_fields_answer(client, sign_in, home, listed):
    sign_in("Editor")

    assert client.get(f"/admin/{listed}/?q=porter").status_code == 200
    assert client.get(f"/admin/{listed}/results/?q=porter").status_code == 200
