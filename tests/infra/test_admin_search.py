"""The admin's search of pages costs no more for each page that it finds, nor a publish for each that there is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from factories import PostPageFactory
from wagtail.search.models import IndexEntry

from recalibrate.core.models import User
from recalibrate.infra import sqlite_admin_search

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="elsewhere the index is Wagtail’s")


@pytest.fixture
def asked(client, home):
    client.force_login(User.objects.create_superuser("root", "", None))

    def ask(words: str) -> tuple[str, list[str]]:
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(reverse("wagtailadmin_pages:search_results"), {"q": words})
        return answer.content.decode(), [query["sql"] for query in captured]

    return ask


def test_what_begins_with_two_letters_is_found_newest_first_and_not_weighed_one_by_one(asked):
    PostPageFactory(title="Banter at the desk")
    PostPageFactory(title="Bank holidays")
    PostPageFactory(title="Something else")

    said, statements = asked("ba")

    assert 0 < said.index("Bank holidays") < said.index("Banter at the desk")
    assert "Something else" not in said
    assert not [sql for sql in statements if "bm25" in sql]


def test_a_publish_weighs_its_own_title_and_reads_no_others(home):
    post = PostPageFactory(title="Eight hours of sleep")
    post.save_revision().publish()  # the average is known for an hour

    with CaptureQueriesContext(connection) as captured:
        post.save_revision().publish()

    assert not [one["sql"] for one in captured if "AVG(" in one["sql"]]
    entry = IndexEntry.objects.get(title="Eight hours of sleep")
    assert entry.title_norm == pytest.approx(sqlite_admin_search.Index.average[1] / len(entry.title))
