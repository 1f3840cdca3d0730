"""The numbers beside each choice are those that the database would count, for whatever is chosen."""

import random
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories import PostPageFactory

from blog.facets import TIMES, Selection
from blog.models import PostPage, PostStateOfMind, Series
from blog.models.facet_counts import facet_index
from recalibrate.core.models import Discipline, StateOfMind, Strategy
from recalibrate.core.revision_cache import cache_scope

STATES, STRATEGIES, DISCIPLINES = (
    ("", "fatigue", "worry"),
    ("", "talking", "time-out"),
    ("", "nurse", "porter"),
)


@pytest.fixture
def mixed(home) -> None:
    """Twenty published posts and a draft, each with some of everything."""
    chance = random.Random(4)
    series = Series.objects.create(name="Nights", slug="nights")
    for number in range(21):
        made = PostPageFactory(
            title=f"Post {number}",
            live=number < 20,
            discipline=Discipline.objects.get(slug=chance.choice(DISCIPLINES[1:])),
            series=chance.choice([None, series]),
        )
        made.strategies.set(
            Strategy.objects.filter(slug__in=chance.sample(STRATEGIES[1:], chance.randint(0, 2)))
        )
        made.save()
        for state in StateOfMind.objects.filter(slug__in=chance.sample(STATES[1:], chance.randint(0, 2))):
            PostStateOfMind.objects.get_or_create(content_object=made, tag=state)
        change = chance.choice(["", "Cover the gap before the night begins."])
        PostPage.objects.filter(pk=made.pk).update(minutes=chance.randint(1, 9), what_should_change=change)


def test_they_are_what_the_database_counts(mixed):
    index = facet_index()
    published = PostPage.objects.published()
    for state, helps, by, series, time in product(
        STATES, STRATEGIES, DISCIPLINES, ("", "nights"), ("", *TIMES)
    ):
        chosen = Selection(state=state, helps=helps, by=by, series=series, time=time)
        assert index.matching(chosen).bit_count() == published.selected(chosen).distinct().count(), chosen
        for value, count in index.counts("helps", chosen).items():
            assert count == published.selected(chosen.having("helps", value.slug)).distinct().count(), chosen
    with_change = published.exclude(what_should_change="").count()
    assert index.with_change.bit_count() == with_change > 0


def test_what_nothing_has_is_not_offered_and_matches_nothing(mixed):
    index = facet_index()

    assert index.matching(Selection(state="never-heard-of")) == 0
    assert {value.slug for value in index.counts("by", Selection())} == {"nurse", "porter"}


def test_a_crawler_that_tries_every_combination_costs_the_database_nothing_more(mixed):
    with cache_scope("one revision"):
        facet_index()
        with CaptureQueriesContext(connection) as asked:
            for state, helps in product(STATES, STRATEGIES):
                facet_index().counts("by", Selection(state=state, helps=helps))

    assert len(asked) == 0
