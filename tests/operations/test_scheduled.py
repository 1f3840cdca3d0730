"""Publishing and withdrawing at the hour: each page by itself."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from factories import PostPageFactory
from wagtail.models import Revision

from blog.models import PostPage
from recalibrate.core.models import FailedItem, User
from recalibrate.operations.scheduler import publish_scheduled

PAST = timedelta(minutes=5)


def due(title):
    post = PostPageFactory(title=title, live=False)
    Revision.objects.filter(pk=post.latest_revision_id).update(approved_go_live_at=timezone.now() - PAST)
    return post


def fail_for(monkeypatch, name, post):
    as_before = getattr(PostPage, name)

    def method(self, *args, **kwargs):
        if self.pk == post.pk:
            PostPage.objects.filter(pk=post.pk).update(summary="half done")
            raise ValueError("It cannot.")
        return as_before(self, *args, **kwargs)

    monkeypatch.setattr(PostPage, name, method)


@pytest.mark.parametrize(
    "publish", [lambda: publish_scheduled(timezone.now()), lambda: call_command("publish_scheduled")]
)
def test_one_page_that_cannot_be_published_holds_up_no_other_and_stands_on_the_desk(
    home, client, monkeypatch, publish
):
    bad, good = due("A bad one"), due("A good one")
    fail_for(monkeypatch, "publish", bad)

    publish()

    assert PostPage.objects.get(pk=good.pk).live
    assert not PostPage.objects.get(pk=bad.pk).live
    assert PostPage.objects.get(pk=bad.pk).summary != "half done"
    assert [item.kind for item in FailedItem.objects.all()] == ["blog.postpage"]
    client.force_login(User.objects.create_superuser("root"))
    assert "“A bad one” could not be published at its hour" in client.get("/admin/").content.decode()


def test_one_page_that_cannot_be_withdrawn_holds_up_no_other(home, monkeypatch):
    bad, good = PostPageFactory(title="A bad one"), PostPageFactory(title="A good one")
    PostPage.objects.update(expire_at=timezone.now() - PAST)
    monkeypatch.setattr("wagtail.models.Page.unpublish", _unless(bad.pk))

    publish_scheduled(timezone.now())

    assert not PostPage.objects.get(pk=good.pk).live
    assert PostPage.objects.get(pk=bad.pk).live
    assert [item.name for item in FailedItem.objects.all()] == ["A bad one"]


def _unless(pk):
    from wagtail.models import Page

    as_before = Page.unpublish

    def unpublish(self, *args, **kwargs):
        if self.pk == pk:
            raise ValueError("It cannot.")
        return as_before(self, *args, **kwargs)

    return unpublish
