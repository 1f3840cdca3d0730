import pytest
from django.core.exceptions import ValidationError
from factories import PostPageFactory

from blog.models import PostPage
from recalibrate.core.models import StateOfMind


def test_the_primary_state_is_one_of_the_states_and_comes_first(home):
    post = PostPageFactory(primary_state=StateOfMind.objects.get(slug="worry"))
    post.states_of_mind.add(StateOfMind.objects.get(slug="calm"))
    post.save()

    states = PostPage.objects.get(pk=post.pk).states

    assert [state.slug for state in states] == ["worry", "calm"]


def test_a_new_primary_state_joins_the_states_when_the_post_is_saved(home):
    post = PostPageFactory()
    post.primary_state = StateOfMind.objects.get(slug="anger")

    post.save()

    assert set(post.states_of_mind.values_list("slug", flat=True)) == {"fatigue", "anger"}


def test_levels_2_and_3_demand_a_content_note(home):
    with pytest.raises(ValidationError, match="need a content note"):
        PostPageFactory(sensitivity=2, content_note="")


def test_published_leaves_out_drafts_and_posts_behind_a_restriction(home):
    shown = PostPageFactory()
    PostPageFactory(live=False)
    PostPageFactory().view_restrictions.create(restriction_type="login")

    assert list(PostPage.objects.published()) == [shown]


def test_about_finds_a_post_once_by_primary_or_secondary_state(home):
    calm = StateOfMind.objects.get(slug="calm")
    post = PostPageFactory(primary_state=calm)
    other = PostPageFactory()
    other.states_of_mind.add(calm)
    other.save()
    PostPageFactory()

    assert set(PostPage.objects.about(calm)) == {post, other}
    assert PostPage.objects.about(calm).count() == 2


def test_related_posts_share_a_state_and_are_never_level_3(home):
    post = PostPageFactory()
    same = PostPageFactory()
    PostPageFactory(primary_state=StateOfMind.objects.get(slug="worry"))
    PostPageFactory(sensitivity=3, content_note="Talks about suicide.")

    assert list(PostPage.objects.related_to(post)) == [same]


def test_a_post_page_shows_its_parts_and_its_contributors(client, home):
    post = PostPageFactory(title="Rest & be thankful", sensitivity=2, content_note="Mentions a death.")

    html = client.get(post.url).content.decode()

    assert "Rest &amp; be thankful" in html
    for text in ("The short of it.", "The long of it.", "Stand up.", "Book the rest room."):
        assert text in html
    assert post.contributors[0].name in html
    assert html.index("Mentions a death.") < html.index("The short of it.")


def test_a_post_past_its_review_date_says_that_it_is_being_reviewed(client, home):
    post = PostPageFactory(next_review_on="2020-01-01")

    assert "being reviewed" in client.get(post.url).content.decode()
