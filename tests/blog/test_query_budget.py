"""The fullest post and listing ask at most twelve times, never the same twice, however many rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories import HelpServiceFactory, PostPageFactory

from blog.models import Series
from recalibrate.core.models import Strategy

BUDGET = 12


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured]


def add(number, series):
    for place in range(number):
        post = PostPageFactory(series=series if place % 2 else None, series_position=place)
        post.strategies.set(Strategy.objects.all())
        post.save_revision().publish()
        HelpServiceFactory(is_in_panels=True)


@pytest.mark.parametrize(
    "address",
    [
        "/posts/rest/", "/posts/", "/posts/?helps=talking&time=5&state=fatigue",
        "/what-helps/", "/what-helps/talking/", "/series/nights/",
    ],
)  # fmt: skip
def test_a_page_of_posts_keeps_its_budget_from_2_rows_to_20(client, home, address):
    nights = Series.objects.create(name="Nights", slug="nights")
    PostPageFactory(slug="rest", series=nights, sensitivity=2, content_note="Mentions a death.")
    add(3, nights)
    few = queries(client, address)

    add(17, nights)
    many = queries(client, address)

    assert len(many) == len(few), "\n".join(many)
    assert len(many) <= BUDGET, "\n".join(many)
    assert len(set(many)) == len(many), "\n".join(many)
