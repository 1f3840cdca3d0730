"""From handing in to readers: the checklist, an editor, and at level 3 a second pair of eyes."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from factories import PostPageFactory
from wagtail.models import Workflow, WorkflowState

from blog.dashboard_items import posts_to_read, second_approvals
from blog.models import ChecklistState, PostPage
from recalibrate.core.models import User
from recalibrate.home.make_roles import make_roles

ANSWERS = {"patients": "changed", "unrecognisable": "on", "safe_words": "on", "not_a_case": "on"}


def person(name, role):
    user = User.objects.create_user(name, first_name=name.title())
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def people(home):
    roles = {"cosmo": "Contributor", "edda": "Editor", "anselm": "Approver"}
    return {name: person(name, role) for name, role in roles.items()}


@pytest.fixture
def handed_in(people):
    """A post by a contributor, at the level given, that waits for the checklist."""

    def hand_in(level):
        writer = people["cosmo"]
        note = "Talks about suicide." if level else ""
        post = PostPageFactory(
            live=False, second_approver="", sensitivity=level, content_note=note, owner=writer
        )
        post.get_latest_revision().as_object().save_revision(user=writer)
        post.get_workflow().start(post, writer)
        return post

    return hand_in


def now(post):
    return PostPage.objects.get(pk=post.pk)


def step(post):
    task = now(post).current_workflow_task
    return task and task.name


def confirm(client, post, **answers):
    return client.post(reverse("post-checklist", args=[post.pk]), ANSWERS | answers)


def act(client, post, action="approve", **more):
    state = now(post).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[post.pk, action, state.pk])
    return client.post(address, {"comment": ""} | more)


def test_a_contributors_post_reaches_readers_by_way_of_an_editor(client, people, handed_in):
    post = handed_in(0)
    client.force_login(people["cosmo"])
    confirm(client, post)
    assert step(post) == "An editor reads it"

    client.force_login(people["edda"])
    act(client, post)

    assert now(post).live


def test_level_3_goes_on_to_someone_who_wrote_none_of_it(client, people, handed_in):
    post = handed_in(3)
    client.force_login(people["cosmo"])
    confirm(client, post)
    client.force_login(people["edda"])
    act(client, post)
    assert not now(post).live
    assert step(post) == "A second pair of eyes, at level 3"
    act(client, post)  # the editor is no approver
    assert not now(post).live

    client.force_login(people["anselm"])
    assert client.get(reverse("wagtailadmin_pages:edit", args=[post.pk])).status_code == 302
    act(client, post)

    assert now(post).live
    assert now(post).second_approval.approver == people["anselm"]


def test_the_address_of_an_own_post_acts_on_no_other(client, people, handed_in):
    """What a writer may do to one post is no leave to do it to the task of another."""
    own, other = handed_in(0), handed_in(0)
    writer = person("another", "Contributor")
    WorkflowState.objects.filter(object_id=other.pk).update(requested_by=writer)
    PostPage.objects.filter(pk=other.pk).update(owner=writer)
    state = now(other).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[own.pk, "approve", state.pk])
    client.force_login(people["cosmo"])

    client.post(address, ANSWERS)

    assert step(own) == step(other) == state.task.name


def test_the_approver_reads_what_the_writer_confirmed(client, people, handed_in):
    post = handed_in(3)
    client.force_login(people["cosmo"])
    confirm(client, post)
    client.force_login(people["edda"])
    act(client, post)

    client.force_login(people["anselm"])
    state = now(post).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[post.pk, "approve", state.pk])
    html = client.get(address, headers={"X-Requested-With": "XMLHttpRequest"}).json()["html"]

    assert "Nobody real: changed, or several people made into one" in html
    assert "It is not about a death, complaint or investigation that is still open." in html


def test_an_approver_who_wrote_it_has_no_button_and_no_way_in(client, people, handed_in):
    people["cosmo"].groups.add(*Group.objects.filter(name__in=["Approver", "Editor"]))
    post = handed_in(3)
    client.force_login(people["cosmo"])
    confirm(client, post)
    act(client, post)
    assert step(post) == "A second pair of eyes, at level 3"

    act(client, post)
    task, state = now(post).current_workflow_task, now(post).current_workflow_task_state
    with pytest.raises(PermissionDenied):
        task.on_action(state, people["cosmo"], "approve")

    assert not now(post).live


@pytest.mark.parametrize("missing", ["patients", "unrecognisable", "safe_words", "not_a_case"])
def test_every_promise_is_made_before_an_editor_sees_it(client, people, handed_in, missing):
    post = handed_in(0)
    client.force_login(people["cosmo"])

    response = confirm(client, post, **{missing: ""})

    assert response.status_code == 422
    assert step(post) == "Confidentiality and safe messaging"


def test_what_was_confirmed_is_kept_with_the_submission(client, people, handed_in):
    post = handed_in(0)
    client.force_login(people["cosmo"])

    confirm(client, post)

    state = ChecklistState.objects.get(workflow_state=now(post).current_workflow_state)
    assert (state.patients, state.finished_by) == ("changed", people["cosmo"])
    assert state.revision == now(post).get_latest_revision()
    assert "No patient, relative or colleague can be recognised." in state.get_comment()


def test_someone_else_cannot_confirm_for_the_writer(client, people, handed_in):
    post = handed_in(0)
    client.force_login(people["anselm"])

    assert confirm(client, post).status_code == 302
    assert step(post) == "Confidentiality and safe messaging"


def test_an_editor_who_changes_a_word_needs_no_second_checklist(client, people, handed_in):
    post = handed_in(0)
    client.force_login(people["cosmo"])
    confirm(client, post)
    edited = now(post).get_latest_revision_as_object()
    edited.summary = "Better."
    edited.save_revision(user=people["edda"])

    client.force_login(people["edda"])
    act(client, post)

    assert now(post).live
    assert now(post).summary == "Better."


def test_submitting_leads_straight_to_the_checklist(client, people, handed_in, rf):
    from blog.submission import go_to_checklist

    post = handed_in(0)
    request = rf.post("/", {"action-submit": "1"})

    assert go_to_checklist(request, post)["Location"] == reverse("post-checklist", args=[post.pk])
    assert go_to_checklist(rf.post("/", {}), post) is None


def test_the_desk_says_whose_turn_it_is(client, people, handed_in, django_assert_max_num_queries):
    post = handed_in(3)
    titles = [f"Finish handing in “{post.title}”", f"Read and decide on “{post.title}”"]
    assert [task.text for task in posts_to_read(people["cosmo"])] == titles[:1]
    assert not list(posts_to_read(people["edda"]))

    client.force_login(people["cosmo"])
    confirm(client, post)
    assert [task.text for task in posts_to_read(people["edda"])] == titles[1:]

    client.force_login(people["edda"])
    act(client, post)
    assert not list(posts_to_read(people["edda"]))
    with django_assert_max_num_queries(3):
        assert len(list(second_approvals(people["anselm"]))) == 1
    assert not list(second_approvals(people["cosmo"]))

    client.force_login(people["anselm"])
    act(client, post, "reject", comment="The second paragraph names a method.")
    with django_assert_max_num_queries(2):
        sent_back = [task.text for task in posts_to_read(people["cosmo"])]
    assert sent_back == [f"Make the changes asked for in “{post.title}”"]
    assert now(post).current_workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES


def test_a_second_set_up_leaves_the_workflow_as_a_trust_changed_it(home):
    workflow = Workflow.objects.get(name="Posts")
    workflow.workflow_tasks.last().delete()

    make_roles()

    assert workflow.workflow_tasks.count() == 2
    assert Workflow.objects.filter(name="Posts").count() == 1
