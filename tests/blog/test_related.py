from datetime import UTC, datetime, timedelta

from factories import PostPageFactory

from blog.models import PostPage, RelatedPost, Series
from blog.related import Candidate, chosen_beside, related_reason
from recalibrate.core.models import Discipline, StateOfMind, Strategy


def test_the_editors_choice_comes_first_and_the_page_says_why_each_is_there(client, home):
    chosen = PostPageFactory(title="Chosen", primary_state=StateOfMind.objects.get(slug="calm"))
    nurse, porter = (Discipline.objects.get(slug=slug) for slug in ("nurse", "porter"))
    same = PostPageFactory(title="Same job", discipline=nurse)
    other = PostPageFactory(title="Another job", discipline=porter)
    post = PostPageFactory(discipline=nurse)
    post.related_posts.add(RelatedPost(related=chosen))
    post.save_revision().publish()

    found = list(PostPage.objects.related_to(post))

    assert found == [chosen, other, same]
    assert [related_reason(post, related) for related in found] == [
        "The editors’ choice",
        "Also about fatigue, from another job",
        "Also about fatigue",
    ]
    assert "Also about fatigue, from another job" in client.get(post.url).content.decode()


def test_the_same_primary_state_comes_before_a_shared_second_one(home):
    post = PostPageFactory()
    second = PostPageFactory(primary_state=StateOfMind.objects.get(slug="calm"))
    second.states_of_mind.add(StateOfMind.objects.get(slug="fatigue"))
    second.save()
    PostPageFactory(primary_state=StateOfMind.objects.get(slug="worry"))
    first = PostPageFactory()

    assert list(PostPage.objects.related_to(post)) == [first, second]


def test_where_the_same_thing_helped_comes_last_and_once(home):
    post = PostPageFactory()
    worry = StateOfMind.objects.get(slug="worry")
    elsewhere, same_state = PostPageFactory(primary_state=worry), PostPageFactory()
    PostPageFactory(primary_state=worry)
    for other in (post, elsewhere, same_state):
        other.strategies.set(Strategy.objects.filter(slug__in=["talking", "reflecting"]))
        other.save()

    found = list(PostPage.objects.related_to(post))

    assert found == [same_state, elsewhere]
    assert related_reason(post, found[1]) == "The same thing helped"


def test_the_rest_of_its_series_is_not_listed_twice(home):
    nights = Series.objects.create(name="Nights", slug="nights")
    post = PostPageFactory(series=nights)
    PostPageFactory(series=nights)
    apart = PostPageFactory()

    assert list(PostPage.objects.related_to(post)) == [apart]


def test_level_3_is_not_shown_beside_a_post_even_if_an_editor_chose_it(home):
    post = PostPageFactory()
    careful = PostPageFactory(sensitivity=3, content_note="Talks about suicide.")
    post.related_posts.add(RelatedPost(related=careful))
    post.save()

    assert not PostPage.objects.related_to(post).exists()


def test_beside_a_post_stand_the_newest_and_its_neighbours_in_time_and_the_editors_choice_first():
    start = datetime(2026, 1, 1, tzinfo=UTC)
    newest_first = [
        Candidate(pk, False, True, start + timedelta(days=pk)) for pk in range(9, 0, -1) if pk != 4
    ]

    assert chosen_beside(newest_first, start + timedelta(days=4)) == [9, 5, 3]
    assert chosen_beside(newest_first, start + timedelta(days=10)) == [9, 8, 7]
    assert chosen_beside([*newest_first[:-1], Candidate(1, True, False, start)], start)[0] == 1


def test_no_post_is_forgotten_among_many():
    start = datetime(2026, 1, 1, tzinfo=UTC)
    every = [Candidate(pk, False, pk % 2 == 0, start + timedelta(days=pk)) for pk in range(60, 0, -1)]

    beside = {
        other for one in every
        for other in chosen_beside(
            [Candidate(c.pk, False, c.pk % 2 == one.pk % 2, c.published_at) for c in every if c != one],
            one.published_at,
        )
    }  # fmt: skip

    assert beside == {one.pk for one in every}
