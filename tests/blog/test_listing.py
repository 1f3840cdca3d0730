import re

import pytest
from factories import ContributorFactory, PostPageFactory

from blog.models import PostContributor, PostPage, Series
from recalibrate.core.models import Discipline, StateOfMind, Strategy


def strategy(slug):
    return Strategy.objects.get(slug=slug)


def post(helps=(), discipline=None, **kwargs):
    made = PostPageFactory(discipline=discipline and Discipline.objects.get(slug=discipline), **kwargs)
    made.strategies.set([strategy(slug) for slug in helps])
    made.save_revision().publish()
    if "minutes" in kwargs:  # whatever its few words would take
        PostPage.objects.filter(pk=made.pk).update(minutes=kwargs["minutes"])
    return PostPage.objects.get(pk=made.pk)


def titles(response):
    return [card.title for card in response.context["cards"]]


def options(response, facet):
    groups = {group.facet: group.options for group in response.context["facets"]}
    return {option.slug: option.count for option in groups.get(facet, ())}


def meta_robots(response):
    return re.search(r'name="robots" content="([^"]*)"', response.content.decode())[1]


def canonical(response):
    return re.search(r'rel="canonical" href="https?://[^/]+([^"]*)"', response.content.decode())[1]


@pytest.fixture
def three(home):
    post(helps=["talking"], discipline="porter", title="Short", minutes=2)
    post(helps=["talking", "time-out"], discipline="nurse", title="Middling", minutes=5)
    post(helps=["reflecting"], title="Long", minutes=9, primary_state=StateOfMind.objects.get(slug="worry"))


def test_facets_offer_only_what_leads_somewhere_and_say_how_much(client, three):
    response = client.get("/posts/")

    assert options(response, "state") == {"fatigue": 2, "worry": 1}
    assert options(response, "helps") == {"reflecting": 1, "time-out": 1, "talking": 2}
    assert options(response, "by") == {"nurse": 1, "porter": 1}
    assert options(response, "time") == {"2": 1, "5": 2, "10": 1}
    assert options(response, "series") == {}


def test_choices_combine_and_leave_their_own_facet_open(client, three):
    response = client.get("/posts/?helps=talking&time=2")

    assert titles(response) == ["Short"]
    assert options(response, "time") == {"2": 1, "5": 2}
    assert options(response, "helps") == {"talking": 1}
    assert "1 post" in response.content.decode()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/what-helps/talking/", {"Short", "Middling"}),
        ("/disciplines/porter/", {"Short"}),
        ("/posts/?time=10", {"Long"}),
        ("/posts/?state=worry", {"Long"}),
    ],
)
def test_each_choice_alone_has_a_page(client, three, address, expected):
    assert set(titles(client.get(address))) == expected


def test_every_link_of_a_facet_leads_to_as_many_posts_as_it_says(client, three):
    for group in client.get("/posts/").context["facets"]:
        for option in group.options:
            assert len(titles(client.get(option.url))) == option.count, option


def test_a_query_that_has_a_page_of_its_own_leads_there(client, three):
    response = client.get("/posts/?helps=talking&utm_source=mail")

    assert response.status_code == 301
    assert response["Location"] == "/what-helps/talking/"


def test_single_choices_may_be_listed_by_search_engines_and_combinations_not(client, three):
    for address in ("/posts/", "/what-helps/talking/", "/disciplines/porter/"):
        response = client.get(address)
        assert "noindex" not in meta_robots(response)
        assert canonical(response) == address
    for address in ("/posts/?time=5", "/posts/?state=worry", "/posts/?helps=talking&time=5"):
        assert meta_robots(client.get(address)) == "noindex, follow"


def test_a_second_page_is_its_own_canonical_address(client, home):
    for _ in range(13):
        post(helps=["talking"])

    assert canonical(client.get("/posts/?page=2")) == "/posts/?page=2"
    assert canonical(client.get("/what-helps/talking/?page=2")) == "/what-helps/talking/?page=2"
    assert canonical(client.get("/posts/?utm_source=mail")) == "/posts/"


@pytest.mark.parametrize(
    "address",
    [
        "/posts/?time=3", "/posts/?time=%00", "/posts/?state=no-such-state", "/posts/?state=%27%20OR%201=1",
        "/posts/?by=../../etc", "/posts/?helps=" + "a" * 5000, "/posts/?helps=talking&by=%F0%9F%98%80",
        "/posts/?series=none&time=2", "/what-helps/none/", "/what-helps/moving-and-making/",
        "/disciplines/chaplain/", "/series/none/", "/contributors/none/", "/what-helps/talking/?page=2",
        "/what-helps/talking/?page=abc", "/posts/?time=5&page=0",
    ],
)  # fmt: skip
def test_what_cannot_be_chosen_is_a_404(client, three, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/posts/?time=", "/posts/?state=&time=&page=1", "/posts/?nonsense=[]"])
def test_empty_and_unknown_parameters_choose_nothing(client, three, address):
    assert len(titles(client.get(address))) == 3


def test_a_combination_that_is_empty_says_so_and_leads_on(client, three):
    response = client.get("/posts/?helps=reflecting&time=2")

    assert response.status_code == 200
    assert "No posts match all of these" in response.content.decode()
    assert 'href="/posts/"' in response.content.decode()


def test_posts_behind_a_restriction_count_nowhere(client, three):
    PostPage.objects.get(title="Long").view_restrictions.create(restriction_type="login")

    response = client.get("/posts/")

    assert titles(response) == ["Middling", "Short"]
    assert options(response, "state") == {"fatigue": 2}


def test_what_helps_lists_the_ways_that_have_posts(client, three):
    html = client.get("/what-helps/").content.decode()

    assert 'href="/what-helps/talking/"' in html
    assert "moving-and-making" not in html


def test_a_series_is_listed_in_its_order(client, home):
    nights = Series.objects.create(name="Nights", slug="nights", intro="Three for the small hours.")
    for title, place in (("Second", 2), ("First", 1), ("Some time", None)):
        post(title=title, series=nights, series_position=place)

    response = client.get("/series/nights/")

    assert titles(response) == ["First", "Second", "Some time"]
    assert "Three for the small hours." in response.content.decode()


def test_a_contributor_with_a_name_has_a_page_and_one_without_has_none(client, home):
    named = PostPageFactory(title="Signed").contributors[0]
    hidden = ContributorFactory(name="A resident doctor", role="", is_anonymous=True)
    unsigned = PostPageFactory(title="Unsigned")
    unsigned.post_contributors.set([PostContributor(contributor=hidden)])
    unsigned.save_revision().publish()

    assert titles(client.get(named.get_absolute_url())) == ["Signed"]
    assert client.get(f"/contributors/{hidden.slug}/").status_code == 404
    assert "/contributors/" not in client.get(unsigned.url).content.decode()


def test_the_sitemap_lists_every_choice_that_has_a_page_and_no_other(client, three):
    listed = set(re.findall(r"<loc>https?://[^/]+([^<]*)</loc>", client.get("/sitemap.xml").content.decode()))

    assert {"/what-helps/", "/what-helps/talking/", "/disciplines/porter/"} <= listed
    assert not {"/what-helps/moving-and-making/", "/disciplines/chaplain/"} & listed
    assert not any("?" in address for address in listed)
    for address in listed:
        assert client.get(address).status_code == 200, address
