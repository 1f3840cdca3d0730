import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from blog.facets import FACETS, Selection, UnknownFacet, selection_from_query

SLUGS = st.from_regex(r"[a-z0-9]{1,12}(-[a-z0-9]{1,12}){0,3}", fullmatch=True)
SELECTIONS = st.builds(
    Selection,
    state=SLUGS | st.just(""),
    helps=SLUGS | st.just(""),
    by=SLUGS | st.just(""),
    series=SLUGS | st.just(""),
    time=st.sampled_from(["", "2", "5", "10"]),
)


@pytest.mark.parametrize(
    ("chosen", "url"),
    [
        ({}, "/posts/"),
        ({"helps": "talking"}, "/what-helps/talking/"),
        ({"by": "porter"}, "/disciplines/porter/"),
        ({"series": "nights"}, "/series/nights/"),
        ({"state": "worry"}, "/posts/?state=worry"),
        ({"time": "5"}, "/posts/?time=5"),
        ({"helps": "talking", "time": "5"}, "/posts/?helps=talking&time=5"),
    ],
)
def test_one_choice_has_a_page_of_its_own_and_several_are_a_query(chosen, url):
    assert Selection(**chosen).url == url


@given(SELECTIONS)
def test_an_address_below_posts_chooses_again_what_it_was_made_from(selection):
    path, _, query = selection.url.partition("?")

    assert path != "/posts/" or selection_from_query(QueryDict(query)) == selection


@given(SELECTIONS, st.sampled_from(FACETS))
def test_taking_back_what_was_chosen_leads_back(selection, facet):
    bare = selection.without(facet)

    assert bare.having(facet, "2" if facet == "time" else "calm").without(facet) == bare


@given(st.dictionaries(st.sampled_from([*FACETS, "page", "utm_source"]), st.text(max_size=120)))
def test_any_query_at_all_is_a_selection_or_unknown(query):
    try:
        selection = selection_from_query(query)
    except UnknownFacet:
        return
    assert set(selection.chosen) <= set(query)
    assert all(value == query[facet] for facet, value in selection.chosen.items())


@pytest.mark.parametrize("value", ["3", "5 ", "٥", "05", "five", "-1", "1e1"])
def test_only_the_three_times_are_times(value):
    with pytest.raises(UnknownFacet):
        selection_from_query({"time": value})


def test_time_is_cumulative_and_the_last_is_open():
    assert Selection(time="2").minutes == (1, 2)
    assert Selection(time="5").minutes == (1, 5)
    assert Selection(time="10").minutes == (6, 0)
    assert Selection().minutes == (1, 0)


def test_pagination_keeps_what_is_chosen():
    assert Selection().query == ""
    assert Selection(helps="talking").query == ""
    assert Selection(helps="talking", time="2").query == "helps=talking&time=2&"
