"""A page's social image: drawn when it is published, gone when the page is."""

import re
from datetime import timedelta
from functools import partial

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from factories import GuardianUpdatePageFactory, PostPageFactory

from blog.models import PostPage
from recalibrate.core import social_images
from recalibrate.core.after_commit import after_commit
from recalibrate.core.models import SiteIdentity, SocialImage, StateOfMind
from recalibrate.core.social_images import redraw


@pytest.fixture
def committing(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def og_image(client, address):
    return re.search(r'property="og:image" content="([^"]+)"', client.get(address).content.decode())[1]


def publish(post):
    post.save_revision().publish()


def test_publishing_draws_the_image_that_previews_are_shown(client, home, committing):
    with committing():
        PostPageFactory(slug="rest")

    image = SocialImage.objects.get()

    assert re.fullmatch(r"social/[0-9a-f]{20}\.png", image.file.name)
    assert default_storage.exists(image.file.name)
    assert og_image(client, "/posts/rest/") == f"http://testserver{image.file.url}"


def test_reading_draws_nothing_and_asks_for_the_image_with_the_page(client, home):
    post = PostPageFactory(slug="rest")
    client.get("/posts/rest/")
    with CaptureQueriesContext(connection) as without:
        assert og_image(client, "/posts/rest/").endswith("img/social.png")
    redraw(post)
    client.get("/posts/rest/")

    with CaptureQueriesContext(connection) as captured:
        assert "/social/" in og_image(client, "/posts/rest/")

    assert len(captured) == len(without)


def test_a_new_title_replaces_the_image_and_its_file(home, committing):
    with committing():
        post = PostPageFactory()
    before = SocialImage.objects.get().file.name
    with committing():
        post.title = "Another"
        publish(post)

    after = SocialImage.objects.get().file.name

    assert after != before
    assert default_storage.exists(after)
    assert not default_storage.exists(before)


def test_publishing_again_what_looks_the_same_draws_nothing(home, committing):
    with committing():
        post = PostPageFactory()
    before = SocialImage.objects.get()
    with committing():
        post.summary = "Other words."
        publish(post)

    assert SocialImage.objects.get() == before


@pytest.mark.parametrize("leave", [PostPage.unpublish, PostPage.delete])
def test_a_post_that_leaves_takes_its_image_along(home, committing, leave):
    with committing():
        post = PostPageFactory()
    name = SocialImage.objects.get().file.name

    with committing():
        leave(post)

    assert not SocialImage.objects.exists()
    assert not default_storage.exists(name)


def test_a_level_3_post_never_has_one(client, home, committing):
    with committing():
        PostPageFactory(slug="ask", sensitivity=3, content_note="Talks about suicide.")

    assert not SocialImage.objects.exists()
    assert og_image(client, "/posts/ask/").endswith("img/social.png")


def test_the_image_of_a_level_2_post_says_nothing_about_it(home):
    hard = PostPageFactory(title="After the bereavement room", sensitivity=2, content_note="A death.")
    other = PostPageFactory(title="The decimal point", sensitivity=2, content_note="An error.")

    assert hard.social_card("Recalibrate") == other.social_card("Recalibrate")
    assert hard.social_card("Recalibrate").title == "Reading for today"


def test_a_post_to_be_published_later_has_none_yet(home, committing):
    with committing():
        post = PostPageFactory(live=False)
        post.go_live_at = timezone.now() + timedelta(days=1)
        post.save_revision().publish()

    assert not SocialImage.objects.exists()


def test_the_command_draws_what_is_missing_once(home, capsys):
    PostPageFactory()
    GuardianUpdatePageFactory()
    PostPageFactory(live=False)

    call_command("make_social_images")
    call_command("make_social_images")

    assert capsys.readouterr().out == "2 social images drawn.\n0 social images drawn.\n"
    assert SocialImage.objects.count() == 2


@pytest.mark.parametrize("model", [SiteIdentity, StateOfMind])
def test_another_name_or_look_has_every_image_looked_at_again(home, committing, model):
    with committing():
        model.objects.first().save()

    assert DBTaskResult.objects.filter(task_path__endswith="redraw_social_images").count() == 1


def test_two_processes_that_draw_at_once_leave_one_image_and_no_fault(home, committing, monkeypatch):
    with committing():
        post = PostPageFactory(slug="rest")
    SocialImage.objects.all().delete()
    drawn = social_images.social_image

    def meanwhile(card):
        png = drawn(card)
        SocialImage.objects.create(page_id=post.pk, digest="theirs", file=ContentFile(png, "theirs.png"))
        return png

    monkeypatch.setattr(
        social_images, "delete_social_image", lambda page: None
    )  # it looked before the other wrote
    monkeypatch.setattr(social_images, "social_image", meanwhile)

    assert redraw(PostPage.objects.get(pk=post.pk)) is False
    assert SocialImage.objects.get().digest == "theirs"


def test_what_fails_after_a_commit_has_a_name_to_be_logged_by(db):
    """Django logs it by `__qualname__`; without one the log line itself failed, and the publishing with it."""
    with transaction.atomic():
        after_commit(partial(int, "no number"))
        [(_, call, is_robust)] = connection.run_on_commit[-1:]

    assert is_robust
    assert call.__qualname__
    with pytest.raises(ValueError, match="no number"):
        call()
