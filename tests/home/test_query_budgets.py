"""No listing costs more queries when there is more on it, and none more than fifteen."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories import GuardianUpdatePageFactory, HelpServiceFactory, PostPageFactory

BUDGET = 15
READERS_FIRST = {"/": 12, "/states/": 12, "/states/fatigue/": 12}


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured]


def add(number):
    for _ in range(number):
        PostPageFactory()
        GuardianUpdatePageFactory()
        HelpServiceFactory(is_in_panels=True)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/states/",
        "/states/fatigue/",
        "/posts/",
        "/posts/rest/",
        "/guardian/",
        "/help/",
        "/picks/",
        "/feeds/",
        "/feeds/all.xml",
    ],
)
def test_a_page_asks_as_often_with_20_rows_as_with_2(client, home, address):
    PostPageFactory(slug="rest")
    add(2)
    few = queries(client, address)

    add(18)
    many = queries(client, address)

    assert len(many) == len(few), "\n".join(many)
    assert len(many) <= READERS_FIRST.get(address, BUDGET), "\n".join(many)
    assert len(set(many)) == len(many), "asked twice"
