"""Pasting a link: fetched by the one fetcher from a server on this machine, read in the other process."""

import pytest
from django.contrib.auth.models import Group

from feeds.curating.decide import pass_item
from feeds.curating.paste import PASTED, item_for_link
from feeds.models import Item, Source
from recalibrate.core.models import User
from recalibrate.outbound.errors import RemoteError
from recalibrate.outbound.fetch import fetch

PAGE = """<!doctype html><html lang="en-GB"><head><title>Tab title | A Journal</title>
<meta property="og:title" content="Rest &amp; nights">
<meta name="description" content="What a rest room <b>changed</b>.">
<meta property="og:site_name" content="A Journal">
<meta property="article:published_time" content="2026-11-03T09:00:00Z">
<link rel="canonical" href="/rest"></head><body><p>All the text.</p><script>alert(1)</script></body></html>"""


@pytest.fixture
def get(server):
    return lambda url: fetch(server.request().__class__(url), server.policy())


@pytest.fixture
def page(server, answer):
    server.answers["/rest?utm_source=x"] = answer(PAGE.encode(), Content_Type="text/html; charset=utf-8")
    server.answers["/rest"] = server.answers["/rest?utm_source=x"]
    return f"http://{server.host}/rest?utm_source=x"


@pytest.mark.django_db
def test_a_pasted_link_waits_with_title_description_date_and_whose_it_is(page, get):
    pasted = item_for_link(page, get=get)

    item = pasted.item
    assert pasted.is_new
    assert (item.title, item.text, item.language) == ("Rest & nights", "What a rest room changed.", "en-gb")
    assert item.published_at.isoformat() == "2026-11-03T09:00:00+00:00"
    assert (item.source.slug, item.publisher, item.source.has_excerpts) == (PASTED, "A Journal", False)
    assert list(Item.objects.for_inbox()) == [item]


@pytest.mark.django_db
def test_a_link_of_a_site_that_we_follow_belongs_to_it(page, get, server):
    source = Source.objects.create(name="A journal", slug="a-journal", site_url=f"http://{server.host}/news/")

    item = item_for_link(page, get=get).item

    assert (item.source, item.publisher) == (source, "")


@pytest.mark.django_db
def test_a_known_link_is_recognised_however_it_is_written_and_not_fetched_again(page, get, server):
    first = item_for_link(page, get=get)
    asked = len(server.asked)

    again = item_for_link(page.replace("utm_source=x", "fbclid=1").replace("http:", "https:"), get=get)

    assert (again.item, again.is_new, len(server.asked)) == (first.item, False, asked)


@pytest.mark.django_db
def test_what_had_expired_waits_again_when_it_is_pasted(page, get, now):
    item = item_for_link(page, get=get).item
    Item.objects.filter(pk=item.pk).update(expired_at=now)

    item_for_link(page, get=get)

    assert list(Item.objects.for_inbox()) == [item]


@pytest.mark.django_db
def test_where_a_page_cannot_be_had_its_title_can_be_given(get, server, answer):
    server.answers["/closed"] = answer(b"No.", 403)
    address = f"http://{server.host}/closed"
    with pytest.raises(RemoteError):
        item_for_link(address, get=get)

    item = item_for_link(address, title="What I read there", get=get).item

    assert (item.title, item.url, item.text) == ("What I read there", address, "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["", "javascript:alert(1)", "file:///etc/passwd", "http://", "a b", "http://[::1"]
)
def test_what_is_no_web_address_is_refused_in_words(address):
    with pytest.raises(RemoteError, match="not the address of a web page"):
        item_for_link(address, get=pytest.fail)


@pytest.fixture
def editor(home, client):
    user = User.objects.create_user("an-editor", first_name="Edda", last_name="Moss")
    user.groups.add(Group.objects.get(name="Editor"))
    client.force_login(user)
    return user


def test_the_bookmarklets_address_fills_the_form_in_and_fetches_nothing(client, editor, page, server):
    html = client.get("/admin/inbox/paste/", {"url": page, "title": '"><script>'}).content.decode()

    assert f'value="{page}"' in html
    assert '"><script>' not in html
    assert server.asked == []
    assert not Item.objects.exists()


def test_a_pasted_link_leads_to_its_row_and_a_decided_one_to_the_decision(
    client, editor, page, server, settings
):
    settings.FEEDS_ALLOWED_ADDRESSES = [server.host]

    response = client.post("/admin/inbox/paste/", {"url": page}, follow=True)
    (item,) = response.context["page"]
    assert item.title == "Rest & nights"

    pass_item(item, by=editor)
    again = client.post("/admin/inbox/paste/", {"url": page}, follow=True)
    assert "We have that already. Edda Moss decided on" in again.content.decode()
    assert again.redirect_chain[0][0] == f"/admin/curations/edit/{item.curation.pk}/"


def test_an_address_of_our_own_network_is_refused_in_words(client, editor):
    response = client.post("/admin/inbox/paste/", {"url": "http://169.254.169.254/latest/"})

    assert response.status_code == 422
    assert "never fetched" in response.content.decode()
