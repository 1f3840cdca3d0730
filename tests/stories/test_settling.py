"""What editors do with what arrived, and what is forgotten when."""

import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from factories import PostPageFactory
from wagtail.log_actions import registry

from blog.models import PostPage
from recalibrate.core.models import SiteImage, User
from recalibrate.staff.dashboard import dashboard_items
from recalibrate.stories.forget import delete_expired, expired_counts
from recalibrate.stories.models import Contact, Contribution, Reply


def person(*roles):
    user = User.objects.create_user("-".join(roles).lower().replace(" ", "-"))
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


@pytest.fixture
def editor(client, home):
    user = person("Editor")
    client.force_login(user)
    return user


def to_do(user):
    return [task for duty in dashboard_items() if duty.is_for(user) for task in duty.tasks(user)]


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def post(home):
    return PostPageFactory(slug="rest")


def test_what_is_held_becomes_a_draft_when_a_person_says_so_and_only_once(client, write, photograph, editor):
    write(website="x", title="Mine", picture=photograph(), picture_says="A corridor", contact="a@b.example")
    held = Contribution.objects.get()

    for _ in range(2):
        client.post(f"/admin/arrived/{held.pk}/release/")

    post = PostPage.objects.get()
    assert (post.title, len(post.body)) == ("Mine", 2)
    assert Contribution.objects.get().contact.address == "a@b.example"


def test_what_is_set_aside_can_be_brought_back_until_its_day(client, write, editor):
    write(website="x")
    one = Contribution.objects.get()

    client.post(f"/admin/arrived/{one.pk}/aside/")
    assert Contribution.objects.get().forget_on == in_days(30)
    assert delete_expired(in_days(29))["stories"] == 0
    client.post(f"/admin/arrived/{one.pk}/release/")

    assert PostPage.objects.count() == 1
    assert delete_expired(in_days(400))["stories"] == 0


def test_a_contact_goes_on_its_day_and_the_story_stays(write):
    write(contact="planted@staff.example")

    assert delete_expired(in_days(89))["contacts"] == 0
    assert delete_expired(in_days(90))["contacts"] == 1
    assert (Contact.objects.count(), Contribution.objects.count(), PostPage.objects.count()) == (0, 1, 1)


def test_a_story_whose_draft_was_deleted_leaves_nothing_behind(write, photograph):
    write(contact="a@b.example", picture=photograph(), picture_says="A corridor")
    PostPage.objects.get().delete()

    delete_expired(in_days(0))

    left = (Contribution.objects.count(), Contact.objects.count(), SiteImage.objects.count())
    assert left == (0, 0, 0)


def test_the_command_proves_that_nothing_is_overdue(write, home):
    write(contact="a@b.example")
    Contact.objects.update(forget_on=in_days(0))

    with pytest.raises(CommandError, match="Overdue: 1 contacts"):
        call_command("forget_contacts", check=True)
    out = io.StringIO()
    call_command("forget_contacts", stdout=out)

    assert "Deleted: 1 contacts" in out.getvalue()
    assert "0 contacts are kept" in out.getvalue()
    assert not any(expired_counts(in_days(0)).values())


def test_a_reply_arrives_with_its_post_and_is_answered(client, write, post, editor):
    response = write("/write/about/rest/", name="A porter", contact="a@b.example")

    assert response.status_code == 302
    reply = Reply.objects.get()
    assert (reply.page, reply.text, reply.name) == (post, "Thank you for this.", "A porter")
    assert "Thank you for this." in client.get("/admin/arrived/replies/").content.decode()
    client.post(f"/admin/arrived/replies/{reply.pk}/answered/")
    assert Contact.objects.get().forget_on == in_days(14)
    assert delete_expired(in_days(90))["replies"] == 1


def test_a_reply_that_is_kept_loses_its_contact_all_the_same(client, write, post, editor):
    write("/write/about/rest/", contact="a@b.example")
    reply = Reply.objects.get()

    client.post(f"/admin/arrived/replies/{reply.pk}/keep/")
    delete_expired(in_days(400))

    assert Reply.objects.get().text == "Thank you for this."
    assert not Contact.objects.exists()


def test_a_reply_is_never_shown_to_readers(client, write, post):
    write("/write/about/rest/", text="Planted words")

    for page in ("/posts/rest/", "/write/about/rest/", "/search/?q=planted", "/feeds/everything.xml"):
        assert "Planted words" not in client.get(page).content.decode()


@pytest.mark.parametrize("level", [0, 3])
def test_the_hardest_posts_show_help_before_the_form(client, home, level):
    PostPageFactory(slug="rest", sensitivity=level, content_note="Hard.")

    html = client.get("/write/about/rest/").content.decode()

    assert (html.index('id="id_text"') > html.index('class="help-panel"')) == (level == 3)


def test_one_can_only_write_about_what_everybody_may_read(client, home):
    PostPageFactory(slug="draft", live=False)

    assert client.get("/write/about/draft/").status_code == 404
    assert client.get("/write/about/nothing/").status_code == 404


def test_the_post_itself_stays_one_that_anybody_may_keep(client, post):
    response = client.get("/posts/rest/")

    assert 'href="/write/about/rest/"' in response.content.decode()
    assert response["Cache-Control"].startswith("public")


def test_editors_are_told_what_arrived_and_nobody_else(write, post):
    write()
    write(website="x")
    write("/write/about/rest/")
    Contribution.objects.update(arrived_on=in_days(-20))

    editor, guardian = person("Editor"), person("Guardian")
    said = {task.text: task for task in to_do(editor)}
    assert said["Read 2 stories that arrived"].is_late
    assert "1 held because they may be spam" in said["Read 2 stories that arrived"].detail
    assert not said["Answer 1 reply to the editor"].is_late
    assert not [task for task in to_do(guardian) if "arrived" in task.url]


@pytest.mark.parametrize("role", ["Contributor", "Approver", "Guardian", "Help-directory keeper", "Operator"])
def test_no_other_role_reads_what_arrived(client, write, post, role):
    write(contact="a@b.example")
    client.force_login(person(role))

    contact = Contact.objects.get()
    for address in ("arrived/", "arrived/replies/", f"arrived/contacts/{contact.pk}/"):
        assert client.get(f"/admin/{address}").status_code in (302, 403)
    for address in ("arrived/1/aside/", "arrived/replies/1/keep/", f"arrived/contacts/{contact.pk}/delete/"):
        assert client.post(f"/admin/{address}").status_code in (302, 403)
    assert Contact.objects.exists()


def test_reading_a_contact_takes_its_own_role_and_is_noted_without_it(client, write, home):
    write(contact="planted@staff.example")
    contact = Contact.objects.get()
    client.force_login(person("Contact keeper"))

    assert "planted@staff.example" in client.get(f"/admin/arrived/contacts/{contact.pk}/").content.decode()
    entry = registry.get_logs_for_instance(Contribution.objects.get()).get()
    assert entry.action == "stories.contact_read"
    assert "planted" not in f"{entry.label} {entry.data}"
    client.post(f"/admin/arrived/contacts/{contact.pk}/delete/")
    assert not Contact.objects.exists()


@pytest.mark.parametrize("page", ["/admin/arrived/", "/admin/arrived/replies/"])
def test_the_lists_cost_the_same_with_two_and_with_twenty(
    client, editor, write, post, page, django_assert_max_num_queries
):
    def add(count):
        for n in range(count):
            write(text=f"Story {n}", contact="a@b.example")
            write("/write/about/rest/", text=f"Reply {n}", contact="a@b.example")

    add(2)
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    budget = len(few)
    add(18)
    with django_assert_max_num_queries(budget):
        client.get(page)
    assert budget <= 16
