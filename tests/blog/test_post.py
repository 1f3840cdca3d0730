from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from factories import PostPageFactory
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from blog.models import PostPage
from blog.sensitivity import next_review
from recalibrate.core.models import StateOfMind


def test_the_primary_state_is_one_of_the_states_and_comes_first(home):
    post = PostPageFactory(primary_state=StateOfMind.objects.get(slug="worry"))
    others = list(StateOfMind.objects.exclude(slug="worry"))
    for state in reversed(others):
        post.states_of_mind.add(state)
    post.save()

    states = PostPage.objects.get(pk=post.pk).states

    assert list(states) == [StateOfMind.objects.get(slug="worry"), *others]


def test_a_new_primary_state_joins_the_states_when_the_post_is_saved(home):
    post = PostPageFactory()
    post.primary_state = StateOfMind.objects.get(slug="anger")

    post.save()

    assert set(post.states_of_mind.values_list("slug", flat=True)) == {"fatigue", "anger"}


def test_levels_2_and_3_demand_a_content_note(home):
    with pytest.raises(ValidationError, match="need a content note"):
        PostPageFactory(sensitivity=2, content_note="")


@pytest.mark.parametrize(
    ("sensitivity", "reviewed_on", "due"),
    [(0, date(2026, 3, 1), date(2028, 3, 1)), (2, date(2026, 3, 1), date(2027, 3, 1))],
)
def test_a_post_without_a_review_date_is_given_one(home, sensitivity, reviewed_on, due):
    post = PostPageFactory(sensitivity=sensitivity, content_note="Mentions a death.", reviewed_on=reviewed_on)

    assert post.next_review_on == due


def test_a_post_that_was_never_reviewed_is_due_two_years_from_now(home):
    assert PostPageFactory().next_review_on == next_review(0, timezone.localdate())


def test_a_review_date_that_someone_chose_stays(home):
    assert PostPageFactory(next_review_on=date(2027, 1, 4)).next_review_on == date(2027, 1, 4)


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


def test_minutes_are_counted_unless_they_are_set_by_hand(home):
    long = [{"type": "text", "value": "<p>" + "word " * 590 + "</p>"}]

    counted = PostPageFactory(body=long, minutes=9, has_own_minutes=False)
    set_by_hand = PostPageFactory(body=long)
    said = {}
    for minutes in (1, 2, 4, 9):
        set_by_hand.minutes = minutes
        set_by_hand.save()
        said[minutes] = set_by_hand.minutes

    assert counted.minutes == 3
    assert said == {1: 2, 2: 2, 4: 4, 9: 4}, "within a minute of what is counted"


def test_who_approved_a_post_is_never_shown(client, home):
    post = PostPageFactory(
        sensitivity=3, content_note="Talks about suicide.", second_approver="Dr Quillon Vast"
    )

    for address in (post.url, "/posts/", "/feeds/all.xml", "/feeds/all.json"):
        assert "Quillon" not in client.get(address).content.decode()


def test_a_content_note_offers_ways_round_the_text(client, home):
    post = PostPageFactory(sensitivity=2, content_note="Mentions a death.")

    html = client.get(post.url).content.decode()
    note = html[html.index('class="content-note"') : html.index('id="help-top"')]

    for address in ('href="#after"', 'href="/states/fatigue/"', 'href="/help/"'):
        assert address in note
    assert 'id="after"' in html


@pytest.mark.parametrize(("level", "panels"), [(0, []), (1, ["help-end"]), (2, ["help-top", "help-end"])])
def test_help_stands_where_the_level_asks_for_it(client, home, level, panels):
    post = PostPageFactory(sensitivity=level, content_note="Mentions a death." if level > 1 else "")

    html = client.get(post.url).content.decode()

    assert [name for name in ("help-top", "help-end") if f'id="{name}"' in html] == panels


def test_a_post_without_a_picture_has_a_drawing_of_its_own(client, home):
    one, other = PostPageFactory(), PostPageFactory()

    assert one.drawing != other.drawing
    assert one.drawing in client.get(one.url).content.decode()


def test_a_preview_shows_states_and_contributors_that_are_not_saved_yet(home, rf):
    post = PostPageFactory()
    worry = StateOfMind.objects.get(slug="worry")
    post.states_of_mind.add(worry)

    html = post.make_preview_request().render().content.decode()

    assert 'href="/states/worry/"' in html


def test_what_must_be_there_to_publish_may_be_missing_from_a_draft(home, admin_user):
    post = PostPageFactory(live=False)
    data = nested_form_data(
        {
            "title": "A",
            "slug": "a",
            "summary": "About.",
            "sensitivity": "3",
            "content_note": "Talks about suicide.",
            "body": streamfield([]),
            "comments": inline_formset([]),
            "post_contributors": inline_formset([]),
            "related_posts": inline_formset([]),
        }
        | {name: rich_text("") for name in ("short_version", "try_now", "what_should_change")}
    )
    form_class = PostPage.get_edit_handler().get_form_class()

    published = form_class(data, instance=post, for_user=admin_user, parent_page=post.get_parent())
    draft = form_class(data, instance=post, for_user=admin_user, parent_page=post.get_parent())
    draft.defer_required_fields()

    assert {"primary_state", "what_should_change"} <= set(published.errors)
    assert "at least one contributor" in str(published.non_field_errors())
    assert draft.is_valid()  # also so that it can be previewed, with its notes, from the first word on
    assert not {"primary_state", "what_should_change"} & set(draft.errors)
