"""The notes where editors meet them: in the preview, in the checks panel, in a report; and the balance."""

import csv
import io

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from factories import PostPageFactory
from wagtail.admin.userbar import ContentCheckerItem

from blog.balance import content_balance
from blog.care_of import draft_of
from blog.content_checks import check_with_care
from blog.models import PostPage
from recalibrate.core.models import Discipline, StateOfMind, User

UNWISE = [{"type": "text", "value": "<p>Be more resilient. <a href='/x/'>Click here</a>.</p>"}]


@pytest.fixture
def editor(client, home):
    user = User.objects.create_user("edda")
    user.groups.add(Group.objects.get(name="Editor"))
    client.force_login(user)
    return user


def test_every_part_of_a_post_is_read(home):
    post = PostPageFactory(
        body=[
            {"type": "text", "value": "<p>One.</p><ul><li>Two</li></ul><p><a href='/help/'>Help</a></p>"},
            {"type": "image", "value": {"image": {"image": None, "decorative": False, "alt_text": ""}}},
            {"type": "steps", "value": {"heading": "How", "items": ["Three"]}},
        ],
        live=False,
    )

    draft = draft_of(post.get_latest_revision().as_object())

    assert {"One.", "Two", "Three", "How", post.title, "Stand up.", "Book the rest room."} <= set(
        draft.paragraphs
    )
    assert [link.text for link in draft.links] == ["Help"]
    assert len(draft.pictures) == 1


def test_a_preview_of_what_is_not_saved_lists_the_notes(client, editor):
    post = PostPageFactory(live=False).get_latest_revision().as_object()
    post.try_now = "<p>Just breathe.</p>"

    html = post.make_preview_request().render().content.decode()

    assert 'data-care="care-blame"' in html
    assert "leave “just” out" in html


def test_readers_see_no_notes(client, home):
    post = PostPageFactory(body=UNWISE)

    assert "care-notes" not in client.get(post.url).content.decode()


def test_wagtails_checks_panel_knows_our_notes(client, editor, rf):
    items = [ContentCheckerItem(in_editor=True)]
    check_with_care(rf.get("/"), items, PostPageFactory())
    configuration = items[0].get_axe_configuration(rf.get("/"))

    assert "care-given-away" in configuration["options"]["runOnly"]
    assert configuration["messages"]["care-safety"]["error_name"] == "Safe messaging"
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[PostPage.objects.get().pk])).content.decode()
    assert "care-given-away" in edit


def test_the_report_says_what_the_notes_say_and_can_be_narrowed(client, editor):
    PostPageFactory(title="Unwise", body=UNWISE)
    PostPageFactory(title="Wise", short_version="")

    everything = client.get("/admin/reports/care/").content.decode()
    blaming = client.get("/admin/reports/care/?about=blame").content.decode()

    assert "It asks the person to bear what the place could change." in everything
    assert "nothing to remark on" in everything
    assert "Unwise" in blaming
    assert ">Wise<" not in blaming


def test_the_report_can_be_taken_away(client, editor):
    PostPageFactory(title="Unwise", body=UNWISE)

    response = client.get("/admin/reports/care/?export=csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))

    assert rows[0]["Post"] == "Unwise"
    assert "It blames the person: Be more resilient" in rows[0]["Notes"]


def test_a_contributor_sees_the_notes_on_own_posts_only(client, home):
    writer = User.objects.create_user("cosmo")
    writer.groups.add(Group.objects.get(name="Contributor"))
    client.force_login(writer)
    PostPageFactory(title="By somebody else", live=False)
    PostPageFactory(title="By myself", live=False, owner=writer)

    html = client.get("/admin/reports/care/").content.decode()

    assert "By myself" in html
    assert "By somebody else" not in html


@pytest.mark.parametrize("address", ["/admin/reports/care/", "/admin/reports/balance/"])
def test_both_take_as_many_queries_for_2_posts_as_for_20(
    client, editor, address, django_assert_max_num_queries, django_assert_num_queries
):
    PostPageFactory.create_batch(2, body=UNWISE)
    client.get(address)
    with django_assert_max_num_queries(22) as first:
        client.get(address)

    PostPageFactory.create_batch(18, body=UNWISE)
    with django_assert_num_queries(len(first)):
        client.get(address)


def test_the_balance_says_in_words_what_is_thin(home):
    worry = StateOfMind.objects.get(slug="worry")
    PostPageFactory.create_batch(2, what_should_change="", is_just_a_story=True)
    PostPageFactory(primary_state=worry, discipline=Discipline.objects.first())
    PostPageFactory(live=False)

    found = content_balance()
    said = " ".join(found.findings)

    assert (found.total.posts, found.total.with_change, found.total.percent) == (3, 1, 33)
    assert "Only 1 of 3 posts say what should change." in said
    assert f"Only one post: {worry.name} (state of mind)." in said
    assert "More than half do not say what should change: Fatigue (state of mind)." in said
    assert "No posts yet:" in said


def test_the_balance_of_nothing_and_what_it_looks_like(client, editor):
    assert content_balance().findings == ("Nothing is published yet.",)
    PostPageFactory()

    html = client.get("/admin/reports/balance/").content.decode()

    assert "1 published post. 1 (100%) says what should change." in html
    assert "By what helps" in html
