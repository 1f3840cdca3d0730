"""Pictures are drawn when a page is published, so that no reader waits for them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from factories import PostPageFactory
from wagtail.images.tests.utils import get_test_image_file

from recalibrate.core.models import SiteImage
from recalibrate.core.models.media import Rendition
from recalibrate.core.tasks import draw_pictures

# Wagtail leaves the original open after drawing from it.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


def post_with_cover(**fields):
    image = SiteImage.objects.create(
        title="Corridor", file=get_test_image_file(size=(1600, 900)), description="A corridor at dawn"
    )
    return PostPageFactory(cover_image=image, **fields)


def test_the_first_reader_finds_every_picture_drawn(client, home):
    post = post_with_cover(slug="rest")

    draw_pictures.call(post.pk)
    drawn = set(Rendition.objects.values_list("filter_spec", flat=True))
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/posts/rest/").status_code == 200

    assert {"format-avif|width-1200", "format-webp|width-400"} <= drawn
    assert not [query for query in captured if query["sql"].startswith("INSERT")]
    assert set(Rendition.objects.values_list("filter_spec", flat=True)) == drawn


def test_publishing_leaves_it_to_the_worker(home, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        post = post_with_cover()

    assert not Rendition.objects.filter(filter_spec__contains="avif").exists()
    tasks = DBTaskResult.objects.filter(task_path=draw_pictures.module_path)
    assert [post.pk] in [task.args_kwargs["args"] for task in tasks]


def test_a_page_that_is_gone_or_withdrawn_draws_nothing(home):
    post = post_with_cover(live=False)

    draw_pictures.call(post.pk)
    draw_pictures.call(post.pk + 1_000)

    assert not Rendition.objects.exists()
