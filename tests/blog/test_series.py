import pytest
from factories import PostPageFactory

from blog.models import PostPage, Series
from blog.series import place_in_series


@pytest.fixture
def nights(home):
    return Series.objects.create(name="Nights", slug="nights")


def titled(part):
    return part and part.title


def test_a_part_knows_the_ones_before_and_after_it(nights):
    one, two, three = (
        PostPageFactory(title=title, series=nights, series_position=place)
        for place, title in enumerate(["One", "Two", "Three"], start=1)
    )

    places = [place_in_series(post, nights) for post in (one, two, three)]

    assert [titled(place.previous) for place in places] == [None, "One", "Two"]
    assert [titled(place.next) for place in places] == ["Two", "Three", None]
    assert [place.current.number for place in places] == [1, 2, 3]


def test_drafts_are_not_counted_and_a_series_of_one_is_none(nights):
    alone = PostPageFactory(series=nights, series_position=1)
    draft = PostPageFactory(series=nights, series_position=2, live=False)

    assert place_in_series(alone, nights) is None
    assert place_in_series(draft, nights) is None


def test_a_post_shows_its_series_with_the_notes_of_the_other_parts(client, nights):
    first = PostPageFactory(title="First", series=nights, series_position=1)
    PostPageFactory(
        title="Second", series=nights, series_position=2, sensitivity=2, content_note="Mentions a death."
    )

    html = client.get(first.url).content.decode()

    assert 'rel="next"' in html
    assert 'href="/series/nights/"' in html
    assert html.index("Second</a>") < html.index("Mentions a death.")


def test_a_series_that_is_deleted_leaves_its_posts(nights):
    post = PostPageFactory(series=nights, series_position=1)

    nights.delete()

    assert PostPage.objects.get(pk=post.pk).series is None
