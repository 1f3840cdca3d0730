"""One bar for each role in every state of a post: the next step is what one sees, the rest is behind the arrow."""

from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from factories import PostPageFactory
from wagtail.admin.action_menu import PageActionMenu

from blog.models import PostIndexPage, PostPage
from blog.moments import moment_words
from blog.progress import progress_with_link
from blog.second_reading import read_instead_of_editing
from recalibrate.core.models import User
from recalibrate.home.roles import ROLES

CHECKED = {"patients": "none", "promises": ["unrecognisable", "safe_words", "not_a_case"]}
SAVE, HAND_IN, BACK, LATER = "Save as a draft", "Hand in", "Take it back", "Publish later…"
PUBLISH, ASK, WITHDRAW = "Publish", "Ask for changes", "Withdraw"
PASS_ON, AGREE = "Pass it on to a second pair of eyes", "I have read it and agree"
READS = "the reading page"

# What each role sees first, and then what is behind the arrow. Who is not named has no form for the post.
BARS = {
    "new": {
        "Contributor": [HAND_IN, SAVE],
        "Editor": [PUBLISH, HAND_IN, LATER, SAVE],
        "Administrator": [PUBLISH, HAND_IN, LATER, SAVE],
    },
    "draft": {
        "Contributor": [HAND_IN, SAVE],
        "Editor": [PUBLISH, HAND_IN, LATER, SAVE],
        "Administrator": [PUBLISH, HAND_IN, LATER, SAVE],
    },
    "draft at level 3": {
        "Contributor": [HAND_IN, SAVE],
        "Editor": [HAND_IN, SAVE],
        "Administrator": [HAND_IN, SAVE],
    },
    "at the checklist": {
        "Contributor": ["Go through the checklist", SAVE, BACK],
        "Editor": ["Go through the checklist", PUBLISH, LATER, SAVE, BACK],
        "Administrator": ["Go through the checklist", PUBLISH, LATER, SAVE, BACK],
    },
    "handed in": {
        "Contributor": ["An editor reads it next", BACK],
        "Editor": [PUBLISH, ASK, "Publish, with a comment", SAVE, BACK],
        "Administrator": [PUBLISH, ASK, "Publish, with a comment", SAVE, BACK],
    },
    "handed in at level 3": {
        "Contributor": ["An editor reads it next", BACK],
        "Editor": [PASS_ON, ASK, f"{PASS_ON}, with a comment", SAVE, BACK],
        "Administrator": [PASS_ON, ASK, f"{PASS_ON}, with a comment", SAVE, BACK],
    },
    "changes asked": {
        "Contributor": ["Hand in again", SAVE, BACK],
        "Editor": [PUBLISH, "Hand in again", LATER, SAVE],
        "Administrator": [PUBLISH, "Hand in again", LATER, SAVE],
    },
    "with the second pair of eyes": {
        "Contributor": ["A colleague who did not write it reads it next", BACK],
        "Editor": ["A colleague who did not write it reads it next"],
        "Approver": READS,
        "Administrator": READS,
    },
    "approved for later": {
        "Contributor": ["It goes out on {moment}"],
        "Editor": ["It goes out on {moment}", "Do not publish it then"],
        "Administrator": ["It goes out on {moment}", "Do not publish it then"],
    },
    "public": {
        "Contributor": [HAND_IN, SAVE],
        "Editor": [PUBLISH, HAND_IN, LATER, SAVE, WITHDRAW],
        "Administrator": [PUBLISH, HAND_IN, LATER, SAVE, WITHDRAW],
    },
    "public with a draft": {
        "Contributor": [HAND_IN, SAVE],
        "Editor": [PUBLISH, HAND_IN, LATER, SAVE, WITHDRAW],
        "Administrator": [PUBLISH, HAND_IN, LATER, SAVE, WITHDRAW],
    },
    "public with a draft at level 3": {
        "Contributor": [HAND_IN, SAVE],
        "Editor": [HAND_IN, SAVE, WITHDRAW],
        "Administrator": [HAND_IN, SAVE, WITHDRAW],
    },
}
NOW = {
    "draft": "It is a draft. Readers do not see it.",
    "draft at level 3": "It is a draft. Readers do not see it.",
    "at the checklist": "It is waiting for its writer’s checklist.",
    "handed in": "An editor reads it next.",
    "handed in at level 3": "An editor reads it next.",
    "changes asked": "Its writer has been told what to change.",
    "with the second pair of eyes": "A colleague who did not write it reads it next.",
    "approved for later": "It goes out on {moment}.",
    "public": "It is public.",
    "public with a draft": "It is public. Your changes are saved, but readers do not see them yet.",
    "public with a draft at level 3": "It is public. Your changes are saved, but readers do not see them yet.",
}


@pytest.fixture
def people(home):
    found = {"Administrator": User.objects.create_superuser("administrator")}
    for role in ROLES:
        found[role.name] = User.objects.create_user(role.name.lower().replace(" ", "-"))
        found[role.name].groups.set(Group.objects.filter(name=role.name))
    return found


def stored(post):
    return PostPage.objects.get(pk=post.pk)


def answer(post, user, action, **said):
    state = stored(post).current_workflow_task_state
    state.task.specific.on_action(state, user, action, **said)


def post_in(state, people):
    """A contributor's post that has come so far."""
    name, _, level = state.partition(" at level ")
    level, writer = int(level or (3 if "second pair" in name else 0)), people["Contributor"]
    note = {"sensitivity": level, "content_note": "Mentions suicide." if level else ""}
    post = PostPageFactory(owner=writer, live=name.startswith("public"), **note)
    if name == "public":
        return post
    version = stored(post).get_latest_revision_as_object()
    version.summary = "Other words."
    version.go_live_at = timezone.now() + timedelta(days=3) if name == "approved for later" else None
    version.save_revision(user=writer)
    if "draft" in name:
        return stored(post)
    stored(post).get_workflow().start(stored(post), writer)
    if name != "at the checklist":
        answer(post, writer, "approve", **CHECKED)
    if name == "changes asked":
        answer(post, people["Editor"], "reject", comment="Which ward?")
    if name in ("with the second pair of eyes", "approved for later"):
        answer(post, people["Editor"], "approve")
    return stored(post)


class Buttons(HTMLParser):
    """What is written on the buttons and links of a bar; not the arrow, and nothing of a dialog."""

    def __init__(self, html):
        super().__init__()
        self.found, self.is_in, self.is_hidden = [], False, False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.is_hidden |= tag == "template"
        self.is_in = (tag in ("a", "button") and not self.is_hidden) or (
            self.is_in and tag in ("svg", "use", "em")
        )

    def handle_endtag(self, tag):
        self.is_hidden &= tag != "template"
        self.is_in &= tag not in ("a", "button")

    def handle_data(self, data):
        if self.is_in and data.strip():
            self.found.append(" ".join(data.split()))


def bar_of(user, post, rf):
    """As the form has it; READS where a reading page is opened instead, None where there is no form."""
    request = rf.get("/")
    request.user = user
    index = PostIndexPage.objects.get()
    if post is None:
        may_add = index.permissions_for_user(user).can_add_subpage()
        menu = PageActionMenu(request, view="create", parent_page=index)
        return Buttons(menu.render_html()).found if may_add else None
    if read_instead_of_editing(request, post) is not None:
        return READS
    if not post.permissions_for_user(user).can_edit():
        return None
    lock = post.get_lock()
    is_locked = lock is not None and lock.for_user(user)
    menu = PageActionMenu(request, view="edit", page=post, lock=lock, locked_for_user=is_locked)
    return Buttons(menu.render_html()).found


@pytest.mark.parametrize("state", BARS)
def test_the_next_step_of_each_role_is_the_button_one_sees(people, rf, state):
    post = None if state == "new" else post_in(state, people)
    moment = moment_words(post.scheduled_revision.approved_go_live_at) if "later" in state else ""

    seen = {role: bar for role, user in people.items() if (bar := bar_of(user, post, rf)) is not None}

    told = {
        role: bar if bar == READS else [words.format(moment=moment) for words in bar]
        for role, bar in BARS[state].items()
    }
    assert seen == told
    if post is not None:
        request = rf.get("/")
        request.user = people["Editor"]
        sentence, _, link = progress_with_link(post, request).partition(" <a ")
        assert sentence == NOW[state].format(moment=moment)
        edit = reverse("wagtailadmin_pages:edit", args=[post.pk])
        assert f'href="{post.get_url() if post.live else edit}"' in link


def test_an_administrator_writes_in_a_post_that_waits_for_them_only_after_choosing_to(people, rf):
    post = post_in("with the second pair of eyes", people)

    for role, way in (("Administrator", None), ("Approver", 302)):
        request = rf.get("/?change")
        request.user = people[role]
        answer = read_instead_of_editing(request, post)
        assert (answer and answer.status_code) == way


def test_what_waits_for_its_hour_is_taken_back_from_the_bar(client, people):
    post = post_in("approved for later", people)
    client.force_login(people["Editor"])
    edit = reverse("wagtailadmin_pages:edit", args=[post.pk])
    way = reverse("wagtailadmin_pages:revisions_unschedule", args=[post.pk, post.scheduled_revision.pk])

    asked = client.get(f"{way}?next={edit}").content.decode()
    done = client.post(way, {"next": edit})

    assert "It will not go out by itself, and you can change it again." in asked
    assert done["Location"] == edit
    assert stored(post).scheduled_revision is None
