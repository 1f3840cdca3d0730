"""What people are told on a post's way: mails that are true, the comment where one looks, one page to read on."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from factories import PostPageFactory
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from blog.dashboard_items import posts_to_read, second_approvals
from blog.models import PostPage
from blog.models.gate import NeedsTitle
from blog.moments import moment_words
from blog.progress import progress_sentence
from blog.titles import TITLE_TO_COME
from recalibrate.core.models import User

ANSWERS = {"patients": "changed", "unrecognisable": "on", "safe_words": "on", "not_a_case": "on"}
PEOPLE = {"cosmo": "Contributor", "edda": "Editor", "anselm": "Approver", "ada": None}


@pytest.fixture
def people(home):
    users = {
        name: User.objects.create_user(name, f"{name}@a.example", first_name=name.title()) for name in PEOPLE
    }
    for name, role in PEOPLE.items():
        users[name].groups.set(Group.objects.filter(name=role))
    User.objects.filter(username="ada").update(is_superuser=True)
    return users


@pytest.fixture
def post(client, people):
    """A post by a contributor that an editor reads next; `post(3)` needs a second pair of eyes after that."""

    def hand_in(level=0):
        note = "Talks about suicide." if level else ""
        made = PostPageFactory(
            title="Snow",
            live=False,
            second_approver="",
            sensitivity=level,
            content_note=note,
            owner=people["cosmo"],
        )
        made.get_latest_revision().as_object().save_revision(user=people["cosmo"])
        made.get_workflow().start(made, people["cosmo"])
        client.force_login(people["cosmo"])
        client.post(reverse("post-checklist", args=[made.pk]), ANSWERS)
        return made

    return hand_in


def stored(post):
    return PostPage.objects.get(pk=post.pk)


def act(client, user, post, action="approve", **more):
    client.force_login(user)
    state = stored(post).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[post.pk, action, state.pk])
    return client.post(address, {"comment": ""} | more)


def answered(client, user, post, answer, comment=""):
    client.force_login(user)
    address = reverse("post-second-reading", args=[post.pk])
    return client.post(address, {"answer": answer, "comment": comment})


def test_only_who_can_do_something_is_written_to_and_only_what_is_true(client, people, post, mailoutbox):
    made = post()
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["edda@a.example"], "A post to read: “Snow”")
    ]
    assert "Cosmo has handed in “Snow”." in mailoutbox[0].body
    assert f"/admin/pages/{made.pk}/edit/" in mailoutbox[0].body
    mailoutbox.clear()

    act(client, people["edda"], made)

    (mail,) = mailoutbox
    assert mail.to == ["cosmo@a.example"]
    assert "agreed to it. It is public." in mail.body
    assert stored(made).full_url in mail.body
    assert "untick them here:" in mail.body


def test_at_level_3_the_approver_is_written_to_once_it_is_their_turn(client, people, post, mailoutbox):
    made = post(3)
    mailoutbox.clear()

    act(client, people["edda"], made)

    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["anselm@a.example"], "Please read, level 3: “Snow”")
    assert reverse("post-second-reading", args=[made.pk]) in mail.body


def test_what_is_asked_for_stands_in_the_mail_on_the_desk_and_above_the_post(
    client, people, post, mailoutbox
):
    made = post()
    mailoutbox.clear()

    act(client, people["edda"], made, "reject", comment="Say who <b>helped</b>.")

    (mail,) = mailoutbox
    assert mail.subject == "Please make some changes to “Snow”"
    assert "Say who <b>helped</b>." in mail.body
    assert "rejected" not in mail.subject + mail.body
    (task,) = posts_to_read(people["cosmo"])
    assert task.detail == "“Say who <b>helped</b>.” since today"
    client.force_login(people["cosmo"])
    page = client.get(reverse("wagtailadmin_pages:edit", args=[made.pk])).content.decode()
    assert "Edda asked for changes on" in " ".join(page.split())
    assert "Say who &lt;b&gt;helped&lt;/b&gt;." in page


def test_the_second_pair_of_eyes_reads_and_agrees_on_one_page(client, people, post):
    made = post(3)
    act(client, people["edda"], made)
    (task,) = second_approvals(people["anselm"])
    client.force_login(people["anselm"])
    page = client.get(task.url).content.decode()

    for words in (
        "Talks about suicide.",
        "It is not about a death, complaint or investigation",
        "I have read it and agree",
    ):
        assert words in page
    preview = reverse(
        "wagtailadmin_pages:workflow_preview", args=[made.pk, stored(made).current_workflow_task.pk]
    )
    assert preview in page
    assert client.get(preview).status_code == 200
    assert answered(client, people["anselm"], made, "approve").status_code == 302
    assert stored(made).live
    assert stored(made).second_approval.approver == people["anselm"]


def test_the_second_pair_of_eyes_has_no_form_to_change_it_by(client, people, post):
    made = post(3)
    act(client, people["edda"], made)
    client.force_login(people["anselm"])
    edit = reverse("wagtailadmin_pages:edit", args=[made.pk])
    before = stored(made).latest_revision_id

    assert client.get(edit)["Location"] == reverse("post-second-reading", args=[made.pk])
    client.post(edit, {"title": "Changed", "action-save": "1"}, headers={"Accept": "application/json"})

    assert stored(made).latest_revision_id == before
    assert len(list(second_approvals(people["anselm"]))) == 1


def test_asking_for_changes_needs_words(client, people, post):
    made = post(3)
    act(client, people["edda"], made)

    refused = answered(client, people["anselm"], made, "reject")
    assert refused.status_code == 422
    assert "Say what you would change, and where." in refused.content.decode()
    answered(client, people["anselm"], made, "reject", "The second line names a method.")

    assert progress_sentence(stored(made)) == "Its writer has been told what to change."
    (task,) = posts_to_read(people["cosmo"])
    assert "names a method" in task.detail


@pytest.mark.parametrize("name", ["cosmo", "edda"])
def test_nobody_else_has_the_reading_page(client, people, post, name):
    made = post(3)
    act(client, people["edda"], made)

    assert answered(client, people[name], made, "approve").status_code in (302, 403)
    assert not stored(made).live


def test_the_desk_asks_nobody_who_wrote_some_of_it(client, people, post):
    made = post(3)
    changed = stored(made).get_latest_revision_as_object()
    changed.summary = "Better."
    changed.save_revision(user=people["anselm"])
    act(client, people["edda"], made)

    assert not list(second_approvals(people["anselm"]))
    assert answered(client, people["anselm"], made, "approve").status_code in (302, 403)


@pytest.mark.parametrize("title", [TITLE_TO_COME, "A story that arrived on 30 November"])
def test_nothing_is_published_under_a_title_that_is_to_come(home, title):
    made = PostPageFactory(title=title, live=False)

    with pytest.raises(NeedsTitle):
        made.get_latest_revision().publish()
    made.go_live_at = timezone.now() + timedelta(days=9)
    with pytest.raises(NeedsTitle):
        PublishRevisionAction(made.save_revision()).execute(skip_permission_checks=True)

    assert not stored(made).live


def test_a_moment_is_said_as_people_say_it():
    at = datetime(2031, 7, 3, 6, 0, tzinfo=UTC)

    assert moment_words(at) == "Thursday 3 July 2031 at 07:00"


def test_a_draft_with_the_title_of_another_gets_the_next_free_address(client, people, home):
    PostPageFactory(title="Snow", slug="snow")
    PostPageFactory(title="Snow", slug="snow-2", live=False)
    index = PostPage.objects.first().get_parent()
    client.force_login(people["edda"])
    typed = {"title": "Snow", "slug": "snow", "summary": "Snow.", "sensitivity": "0", "minutes": "1"}
    texts = {name: rich_text("") for name in ("short_version", "try_now", "what_should_change")}
    rows = {name: inline_formset([]) for name in ("post_contributors", "related_posts", "comments")}

    client.post(
        reverse("wagtailadmin_pages:add", args=["blog", "postpage", index.pk]),
        nested_form_data(typed | texts | rows | {"body": streamfield([])}),
    )

    assert PostPage.objects.latest("pk").slug == "snow-3"
