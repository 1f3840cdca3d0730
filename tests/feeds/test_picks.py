"""What readers see of other people's sites: the picks, narrowed, and the sources."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from feeds.curating.decide import PickDraft, keep_item, pass_item
from feeds.models import Item, Source
from recalibrate.core.models import StateOfMind, Strategy
from recalibrate.outbound.site_policy import policy

pytestmark = pytest.mark.usefixtures("home")


def arrived(source, number):
    return Item.objects.create(
        source=source,
        identity=f"{number}",
        fingerprint="f",
        title=f"Item {number}",
        url=f"https://a.example/{number}",
    )


def kept(source, number, *states, helps=None):
    return keep_item(
        arrived(source, number),
        PickDraft(
            line=f"Line {number}.",
            states=StateOfMind.objects.filter(slug__in=states),
            strategy=helps and Strategy.objects.get(slug=helps),
        ),
        by=None,
    )


@pytest.fixture
def picks(source):
    kept(source, 1, "calm", "worry", helps="talking")
    kept(source, 2, "calm", helps="time-out")
    kept(source, 3, "worry")
    pass_item(arrived(source, 4), by=None)


def lines(client, query=""):
    return {card.line for card in client.get(f"/picks/{query}").context["cards"]}


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", (1, 2, 3)),
        ("?state=calm", (1, 2)),
        ("?helps=talking", (1,)),
        ("?state=calm&helps=time-out", (2,)),
        ("?state=worry&helps=time-out", ()),
    ],
)
def test_picks_are_narrowed_by_state_and_by_what_helps(client, picks, query, numbers):
    assert lines(client, query) == {f"Line {number}." for number in numbers}


def test_each_choice_says_how_many_there_are_and_keeps_the_other(client, picks):
    context = client.get("/picks/?state=calm").context

    states = {choice.label.slug: choice for choice in context["states"]}
    assert {slug: choice.count for slug, choice in states.items()} == {"calm": 2, "worry": 2}
    assert (states["worry"].address, states["calm"].address) == ("?state=worry", "?")
    talking = next(choice for choice in context["strategies"] if choice.label.slug == "talking")
    assert (talking.count, talking.address) == (1, "?state=calm&helps=talking")


@pytest.mark.parametrize("query", ["?state=none", "?helps=none", "?page=0", "?page=x", "?page=99"])
def test_what_does_not_exist_is_not_found(client, picks, query):
    assert client.get(f"/picks/{query}").status_code == 404


def test_only_the_whole_list_is_for_search_engines(client, picks):
    assert 'content="noindex' not in client.get("/picks/").content.decode()
    narrowed = client.get("/picks/?helps=talking").content.decode()
    assert 'content="noindex, follow"' in narrowed
    assert 'rel="canonical" href="http://testserver/picks/"' in narrowed


def test_the_directory_says_what_each_source_offers_and_how_it_is(client, source, picks):
    now = timezone.now()
    Source.objects.filter(pk=source.pk).update(
        offers="Letters", last_success_at=now, last_new_item_at=now - timedelta(days=400)
    )
    Source.objects.create(name="By hand", slug="by-hand", site_url="https://b.example/")
    Source.objects.create(name="Gone", slug="gone", site_url="https://g.example/", retired_at=now)

    response = client.get("/picks/sources/")

    (followed,) = [one for one in response.context["followed"] if one.source == source]
    assert (followed.picks, followed.state) == (3, "Has been quiet for a while.")
    html = response.content.decode()
    assert "Letters" in html
    assert "3 picks" in html
    assert "By hand" in {one.source.name for one in response.context["others"]}
    assert "Gone" not in html


def test_readers_never_see_our_trouble_with_a_source(client, source):
    was_read = {"last_success_at": timezone.now()}
    Source.objects.filter(pk=source.pk).update(error_streak=4, last_error="403: secret words", **was_read)

    html = client.get("/picks/sources/").content.decode()

    assert "Not responding at the moment." in html
    assert "secret words" not in html


@pytest.mark.parametrize("fields", [{"is_listed": False}, {"error_streak": 1, "last_error": "Nobody there."}])
@pytest.mark.parametrize("address", ["/picks/sources/", "/feeds/sources.opml"])
def test_readers_see_neither_what_is_not_for_them_nor_what_never_could_be_read(
    client, source, home, address, fields
):
    assert source.name in client.get(address).content.decode()

    for name, value in fields.items():
        setattr(source, name, value)
    source.save()

    assert source.name not in client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/picks/", "/picks/?state=calm", "/picks/sources/"])
def test_a_page_asks_as_often_with_20_rows_as_with_2(client, source, address):
    counted = []
    for numbers in (range(2), range(2, 20)):
        for number in numbers:
            kept(source, number, "calm", helps="talking")
            Source.objects.create(name=f"S {number}", slug=f"s-{number}", site_url="https://s.example/")
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counted.append(len(captured))

    assert counted[0] == counted[1] <= 12, [query["sql"][:80] for query in captured]


def test_the_page_that_our_fetcher_names_tells_who_we_are(client, home):
    page = client.get("/about/feeds").content.decode()

    assert policy().user_agent.endswith("/about/feeds)")
    assert "How we fetch feeds" in page
    assert settings.DEFAULT_FROM_EMAIL in page
