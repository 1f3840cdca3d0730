"""Feeds over HTTP, as subscribers' software meets them."""

from xml.etree import ElementTree

import pytest
from django.utils.http import http_date, parse_http_date
from factories import GuardianUpdatePageFactory, PostPageFactory

from recalibrate.core.models import SiteIdentity, StateOfMind

FEEDS = ["/feeds/all.xml", "/feeds/all.atom", "/feeds/states/fatigue.xml", "/feeds/guardian.atom"]
ENTRY = "{http://www.w3.org/2005/Atom}entry"
ID = "{http://www.w3.org/2005/Atom}id"


def ids(client, address="/feeds/all.atom"):
    return [e.findtext(ID) for e in ElementTree.fromstring(client.get(address).content).iter(ENTRY)]


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_answers_304_to_either_condition_alone(client, home, address):
    PostPageFactory()
    first = client.get(address)

    by_etag = client.get(address, headers={"If-None-Match": first["ETag"]})
    by_date = client.get(address, headers={"If-Modified-Since": first["Last-Modified"]})

    assert (first.status_code, by_etag.status_code, by_date.status_code) == (200, 304, 304)
    assert by_etag["ETag"] == first["ETag"]
    assert by_etag["Cache-Control"] == first["Cache-Control"]


def test_compressed_answers_still_lead_to_304(client, home):
    PostPageFactory()
    first = client.get("/feeds/all.xml", headers={"Accept-Encoding": "gzip"})

    again = client.get("/feeds/all.xml", headers={"Accept-Encoding": "gzip", "If-None-Match": first["ETag"]})

    assert first["Content-Encoding"] == "gzip"
    assert again.status_code == 304


def test_a_304_costs_one_query_and_no_rendering(client, home, django_assert_num_queries):
    etag = client.get("/feeds/all.xml")["ETag"]

    with django_assert_num_queries(1):
        assert client.get("/feeds/all.xml", headers={"If-None-Match": etag}).status_code == 304


def test_withdrawing_a_post_changes_the_etag_and_the_date(client, home, time_machine_day):
    post = PostPageFactory()
    first = client.get("/feeds/all.xml")
    time_machine_day(1)

    post.unpublish()

    after = client.get("/feeds/all.xml", headers={"If-Modified-Since": first["Last-Modified"]})
    assert after.status_code == 200
    assert after["ETag"] != first["ETag"]
    assert parse_http_date(after["Last-Modified"]) > parse_http_date(first["Last-Modified"])


def test_an_id_survives_a_rename_a_republish_and_a_change_of_domain(client, home, settings):
    post = PostPageFactory()
    before = ids(client)

    post.title, post.slug = "Another title", "another-slug"
    post.save_revision().publish()
    post.unpublish()
    post.get_latest_revision().publish()
    settings.WAGTAILADMIN_BASE_URL = "https://moved.example"

    assert ids(client) == before
    authority = SiteIdentity.objects.get().syndication_authority
    assert before[0].startswith(f"tag:{authority},2026:post:")


def test_addresses_come_from_the_configured_base_not_from_the_host_header(client, home, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://recalibrate.example"
    PostPageFactory()

    text = client.get("/feeds/all.xml", headers={"Host": "evil.example"}).content.decode()

    assert "https://recalibrate.example/feeds/all.xml" in text
    assert "evil.example" not in text


def test_a_states_feed_holds_its_posts_and_guardian_updates_only(client, home):
    PostPageFactory(title="Tired")
    PostPageFactory(title="Afraid", primary_state=StateOfMind.objects.get(slug="worry"))
    GuardianUpdatePageFactory(title="Rest rooms", states=["fatigue"])

    text = client.get("/feeds/states/fatigue.xml").content.decode()

    assert "Tired" in text
    assert "Rest rooms" in text
    assert "Afraid" not in text


def test_level_2_puts_its_note_first_and_level_3_sends_note_and_link_only(client, home):
    PostPageFactory(title="Two", sensitivity=2, content_note="Mentions a death.")
    PostPageFactory(title="Three", sensitivity=3, content_note="Talks about suicide.")

    root = ElementTree.fromstring(client.get("/feeds/all.xml").content)
    html = {
        item.findtext("title"): item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded")
        for item in root.iter("item")
    }

    assert html["Two"].index("Mentions a death.") < html["Two"].index("The long of it.")
    assert "Talks about suicide." in html["Three"]
    assert "The long of it." not in html["Three"]
    assert "The short of it." not in html["Three"]


def test_a_feed_sets_no_cookie_and_may_be_read_from_anywhere(client, home):
    response = client.get("/feeds/all.atom")

    assert not response.cookies
    assert response["Vary"] == "Accept-Encoding"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Content-Type"] == "application/xml; charset=utf-8"


@pytest.mark.parametrize(
    "address", ["/feeds/nothing.xml", "/feeds/states/none.xml", "/feeds/all.pdf", "/feeds/a/b.xml"]
)
def test_a_feed_that_does_not_exist_is_a_404(client, home, address):
    assert client.get(address).status_code == 404


def test_head_and_post(client, home):
    assert client.head("/feeds/all.xml").status_code == 200
    assert client.post("/feeds/all.xml").status_code == 405


def test_a_date_from_before_the_last_change_gets_the_feed(client, home):
    assert client.get("/feeds/all.xml", headers={"If-Modified-Since": http_date(0)}).status_code == 200
