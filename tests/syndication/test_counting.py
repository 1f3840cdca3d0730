"""Counting subscribers by the word of the services that fetch for them."""

from datetime import date

import pytest
from django.core.cache import cache
from django.utils import timezone

from recalibrate.syndication.counting import declared
from recalibrate.syndication.models import DailySubscribers

FEEDLY = "Feedly/1.0 (+http://www.feedly.com/fetcher.html; {} subscribers; like FeedFetcher-Google)"
INOREADER = "Mozilla/5.0 (compatible; inoreader.com; 7 subscribers)"


@pytest.mark.parametrize(
    ("agent", "told"),
    [
        (FEEDLY.format(16), ("Feedly", 16)),
        ("Feedbin feed-id:1 - 3 subscribers", ("Feedbin", 3)),
        ("NewsBlur Feed Fetcher - 1 subscriber - https://x", ("NewsBlur Feed Fetcher", 1)),
        ("Mozilla/5.0 (X11; Linux x86_64)", None),
        ("99999999 subscribers", None),
        ("", None),
    ],
)
def test_what_a_service_says_of_itself(agent, told):
    found = declared(agent)

    assert found == told


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


def test_a_days_total_is_kept_by_feed_and_service_without_an_address(client, home):
    client.get("/feeds/all.xml", headers={"User-Agent": FEEDLY.format(16)})
    client.get("/feeds/all.xml", headers={"User-Agent": FEEDLY.format(17)})
    client.get("/feeds/all.xml", headers={"User-Agent": "A person’s own reader"})

    row = DailySubscribers.objects.get()
    assert (row.path, row.service, row.subscribers) == ("all", "Feedly", 17)
    assert {field.name for field in DailySubscribers._meta.fields} == {
        "id", "day", "path", "service", "subscribers",
    }  # fmt: skip


def test_a_repeated_poll_that_is_answered_304_costs_one_query(client, home, django_assert_num_queries):
    agent = {"User-Agent": FEEDLY.format(5)}
    etag = client.get("/feeds/all.xml", headers=agent)["ETag"]

    with django_assert_num_queries(1):
        answer = client.get("/feeds/all.xml", headers={**agent, "If-None-Match": etag})

    assert answer.status_code == 304


def test_a_feed_that_does_not_exist_is_not_counted(client, home):
    headers = {"User-Agent": FEEDLY.format(5), "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    client.get("/feeds/states/nothing.xml", headers=headers)

    assert not DailySubscribers.objects.exists()


def test_editors_see_the_sum_of_each_services_highest_number_this_week(home, admin_client):
    today = timezone.localdate()
    for day, path, service, subscribers in [
        (today, "all", "Feedly", 16),
        (today, "all", "Feedbin", 3),
        (date(2020, 1, 1), "all", "Gone", 99),
    ]:
        DailySubscribers.objects.create(day=day, path=path, service=service, subscribers=subscribers)

    assert DailySubscribers.objects.by_path(today) == [("all", 19)]
    assert "<td>19</td>" in admin_client.get("/admin/subscribers/").content.decode()
