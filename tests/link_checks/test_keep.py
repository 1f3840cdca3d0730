"""Links as rows: found when a page is published, gone when no reader can reach it any more."""

from datetime import timedelta

import pytest
from django.utils import timezone
from factories import PostPageFactory

from recalibrate.link_checks.keep import AT_ONCE, pages_to_read, read_pages
from recalibrate.link_checks.models import Link


def text(*addresses):
    return "".join(f'<p><a href="{address}">words</a></p>' for address in addresses)


@pytest.fixture
def read(home):
    """Read all that is unread, now or so many days later."""

    def read(days=0):
        while read_pages(timezone.now() + timedelta(days=days)):
            pass
        return set(Link.objects.filter(address__contains=".example").values_list("address", flat=True))

    return read


def test_what_a_page_leads_to_follows_what_is_published(home, read):
    post = PostPageFactory(try_now=text("https://a.example/1", "https://a.example/2"))
    other = PostPageFactory(try_now=text("https://a.example/2"))
    assert read() == {"https://a.example/1", "https://a.example/2"}
    assert set(Link.objects.get(address="https://a.example/2").pages.values_list("pk", flat=True)) == {
        post.pk,
        other.pk,
    }

    post.try_now = text("https://a.example/3")
    post.save_revision()
    assert read() == {"https://a.example/1", "https://a.example/2"}
    post.get_latest_revision().publish()

    assert read() == {"https://a.example/2", "https://a.example/3"}


def test_a_page_that_is_withdrawn_or_deleted_leads_nowhere(read):
    withdrawn = PostPageFactory(try_now=text("https://a.example/1"))
    deleted = PostPageFactory(try_now=text("https://a.example/2"))
    PostPageFactory(try_now=text("https://a.example/3"))
    read()

    withdrawn.unpublish()
    deleted.delete()

    assert read(days=8) == {"https://a.example/3"}


def test_a_draft_leads_nowhere_yet(read):
    PostPageFactory(try_now=text("https://a.example/1"), live=False)

    assert read() == set()


def test_a_page_is_read_once_until_it_is_published_again_or_a_week_is_over(read):
    PostPageFactory()
    read()
    now = timezone.now()

    assert not pages_to_read(now).exists()
    assert pages_to_read(now + timedelta(days=8)).exists()


def test_a_new_link_is_left_alone_for_an_hour(read):
    PostPageFactory(try_now=text("https://a.example/1"))
    read()
    link, now = Link.objects.filter(address="https://a.example/1"), timezone.now()

    assert not link.due(now + timedelta(minutes=50)).exists()
    assert link.due(now + timedelta(minutes=61)).exists()


@pytest.mark.parametrize("count", [2, 20])
def test_reading_pages_costs_a_few_queries_each(read, count, django_assert_max_num_queries):
    read()
    for number in range(count):
        PostPageFactory(try_now=text(f"https://a.example/{number}"))

    with django_assert_max_num_queries(10 + 9 * count):
        assert read_pages(timezone.now()) == count <= AT_ONCE
