"""Bringing in posts from the admin: looked through first, then in the background, and taken back whole."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from factories import PostPageFactory
from wagtail.contrib.redirects.models import Redirect

from blog.models import PostPage
from recalibrate.core.models import User
from recalibrate.exchange.models import ImportRun, Origin
from recalibrate.exchange.tasks import bring_in_run, look_through

WXR = b"""<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="https://wordpress.org/export/1.2/">
<channel><wp:wxr_version>1.2</wp:wxr_version><item><title>Tea</title><link>https://old.example/tea/</link>
<wp:post_id>1</wp:post_id><wp:post_type>post</wp:post_type><wp:status>publish</wp:status>
<content:encoded><![CDATA[<p>Five words and a link</p><svg><title>unseen</title></svg>]]></content:encoded>
</item>
<item><title>About</title><wp:post_type>page</wp:post_type></item></channel></rss>"""


@pytest.fixture
def editor(home, client):
    user = User.objects.create_user("edda")
    user.groups.set(Group.objects.filter(name="Editor"))
    client.force_login(user)
    return user


@pytest.fixture
def run(editor, client):
    answer = send(client)
    assert answer.status_code == 302
    return ImportRun.objects.get()


def send(client, kind="wordpress", content=WXR, **more):
    return client.post(
        "/admin/imports/", {"kind": kind, "file": SimpleUploadedFile("old.xml", content), **more}
    )


def shown(client, run):
    return client.get(f"/admin/imports/{run.pk}/").content.decode()


def looked_through(run):
    """As the worker does, whenever it gets to it."""
    look_through.call(run.pk)
    run.refresh_from_db()
    return run


def brought_in(client, run):
    looked_through(run)
    client.post(f"/admin/imports/{run.pk}/", {"step": "bring"})
    bring_in_run.call(run.pk)
    run.refresh_from_db()
    return run


def test_a_file_is_looked_through_before_anything_is_made(client, run):
    looked_through(run)

    page = shown(client, run)
    assert "Bring in 1 post as a draft" in page
    assert "7 → 6, 1 missing" in " ".join(page.split())
    assert "words: “unseen”" in page
    assert "About: It is of the kind “page”." in page
    assert not PostPage.objects.exists()


def test_it_is_brought_in_once_as_drafts_and_the_file_is_forgotten(client, run):
    brought_in(client, run)
    client.post(f"/admin/imports/{run.pk}/", {"step": "bring"})

    post = PostPage.objects.get()
    assert (post.live, post.owner.username) == (False, "edda")
    assert (run.state, run.content, run.done) == ("done", None, 1)
    assert f"/admin/pages/{post.pk}/edit/" in shown(client, run)


def test_the_list_of_posts_shows_only_what_was_imported_when_asked(client, run):
    brought_in(client, run)
    index = PostPage.objects.get().get_parent().pk

    assert "Tea" in client.get(f"/admin/pages/{index}/?imported={run.pk}").content.decode()
    other = client.get(f"/admin/pages/{index}/?imported={run.pk + 1}").content.decode()
    assert "old.example" not in other
    assert ">Tea<" not in other


def test_imported_is_a_filter_of_the_list_of_posts(client, run):
    brought_in(client, run)
    page = client.get(f"/admin/pages/{PostPage.objects.get().get_parent().pk}/").content.decode()

    assert f'name="imported" value="{run.pk}"' in page


@pytest.mark.parametrize("step", ["look", "bring"])
def test_a_run_whose_worker_died_says_so_and_can_be_begun_again(client, run, step):
    if step == "bring":
        looked_through(run)
        client.post(f"/admin/imports/{run.pk}/", {"step": "bring"})
    assert "stopped before it finished" not in shown(client, run)
    DBTaskResult.objects.update(
        status=TaskResultStatus.FAILED
    )  # as the third worker that ends in it leaves it
    assert "stopped before it finished" in shown(client, run)
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY)

    for _ in range(2):
        client.post(f"/admin/imports/{run.pk}/", {"step": "again"})
        assert waiting.count() == 1
    assert "stopped before it finished" not in shown(client, run)


def test_a_run_that_is_begun_again_counts_what_it_had_made(client, run):
    brought_in(client, run)
    ImportRun.objects.update(state="running", content=WXR, report={}, done=0)

    bring_in_run.call(run.pk)

    run.refresh_from_db()
    assert PostPage.objects.count() == 1
    assert (run.done, run.report["known"]) == (1, 0)
    assert run.report["made"][0]["account"]["words"] == [7, 6]


def test_old_addresses_lead_here_for_good_once_a_person_says_so(client, run):
    brought_in(client, run)
    assert "make it permanent" not in shown(client, run)
    Origin.objects.update(old_paths=["/tea/"])
    PostPage.objects.get().get_latest_revision().publish()
    assert "1 old address leads to a published post here" in " ".join(shown(client, run).split())

    client.post(f"/admin/imports/{run.pk}/", {"step": "permanent"})

    assert client.get("/tea/").status_code == 301
    assert "make it permanent" not in shown(client, run)


def test_redirects_of_an_earlier_version_wait_for_their_posts(client, run):
    brought_in(client, run)
    draft = PostPage.objects.get()
    public = PostPageFactory(title="Toast")
    Origin.objects.create(address="toast", page=public)
    for post in (draft, public):
        Redirect.objects.create(old_path=f"/old/{post.slug}", redirect_page=post, is_permanent=True)
    migration = import_module("recalibrate.exchange.migrations.0003_redirects_wait_for_their_posts")

    migration.wait(apps, None)

    assert list(Redirect.objects.values_list("old_path", flat=True)) == ["/old/toast"]
    assert Origin.objects.get(page=draft).old_paths == ["/old/tea"]
    draft.get_latest_revision().publish()
    assert client.get("/old/tea").status_code == 302


def test_all_of_it_can_be_taken_back_and_brought_in_again(client, run):
    brought_in(client, run)

    client.post(f"/admin/imports/{run.pk}/", {"step": "take-back"})

    assert not PostPage.objects.exists()
    assert not Origin.objects.exists()
    assert "taken back" in shown(client, run)
    send(client)
    brought_in(client, ImportRun.objects.first())
    assert PostPage.objects.count() == 1


def test_nothing_is_taken_back_once_something_was_published(client, run):
    brought_in(client, run)
    post = PostPage.objects.get()
    post.get_latest_revision().publish()
    PostPage.objects.get().unpublish()

    answer = client.post(f"/admin/imports/{run.pk}/", {"step": "take-back"}, follow=True)

    assert "Something of it was published" in answer.content.decode()
    assert PostPage.objects.exists()


def test_what_is_no_export_says_so_and_keeps_nothing(client, editor):
    send(client, content=b"no xml")
    run = looked_through(ImportRun.objects.get())

    assert (run.state, run.content) == ("failed", None)
    assert "This is not an export of WordPress" in shown(client, run)


def test_tumblr_wants_the_address_of_the_blog(client, editor):
    assert "Enter the address of the blog" in send(client, "tumblr", b"{}").content.decode()
    assert send(client, "tumblr", b"{}", blog="https://ward.tumblr.com").status_code == 302


def test_whoever_may_not_publish_may_not_import(client, home):
    writer = User.objects.create_user("wendy")
    writer.groups.set(Group.objects.filter(name="Contributor"))
    client.force_login(writer)

    assert client.get("/admin/imports/").status_code in (302, 403)
    assert send(client).status_code in (302, 403)
    assert not ImportRun.objects.exists()
