"""Editors learn of links that lead nowhere: in the report, on the desk, by mail."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from factories import PostPageFactory

from feeds.models import Source
from recalibrate.core.models import User
from recalibrate.link_checks.dashboard_items import LINKS
from recalibrate.link_checks.models import Link
from recalibrate.link_checks.notify_editors import tell_editors
from recalibrate.operations.scheduler import tick

REPORT = "/admin/reports/links/"


@pytest.fixture
def editor(home):
    user = User.objects.create_user("ed", email="ed@fenwold.example")
    user.groups.add(Group.objects.get(name="Editor"))
    return user


@pytest.fixture
def broken(home):
    """A broken link on a post of its own."""

    def broken(address="https://gone.example/a", verdict="broken", **fields):
        given = {
            "words": "404: there is nothing at this address any more.",
            "since": timezone.now(),
            **fields,
        }
        link = Link.objects.create(address=address, verdict=verdict, next_check_at=timezone.now(), **given)
        link.pages.add(PostPageFactory(title=f"On {address}"))
        return link

    return broken


def test_the_report_says_what_is_wrong_and_where_it_is_mended(editor, broken, client):
    link = broken()
    broken("https://moved.example/", "moved", words="Moved for good to https://new.example/")
    broken("https://fine.example/", "fine")
    client.force_login(editor)

    html = client.get(REPORT).content.decode()

    assert "Broken.</strong> 404: there is nothing at this address any more." in html
    assert reverse("wagtailadmin_pages:edit", args=[link.pages.get().pk]) in html
    assert html.index("gone.example") < html.index("moved.example")
    assert "fine.example" not in html
    assert "3 links on published pages" in html
    only = client.get(REPORT, {"verdict": "moved"}).content.decode()
    assert ("moved.example" in only, "gone.example" in only) == (True, False)
    assert "gone.example" in client.get(REPORT, {"q": "gone.ex"}).content.decode()
    sheet = b"".join(client.get(REPORT, {"export": "csv"}).streaming_content).decode()
    assert "https://gone.example/a,broken,404" in sheet
    for hostile in ({"verdict": "x"}, {"p": "99"}, {"p": "abc"}, {"ordering": "x"}):
        assert client.get(REPORT, hostile).status_code == 200


@pytest.mark.parametrize("count", [2, 20])
def test_the_report_costs_the_same_few_queries(editor, broken, client, count, django_assert_max_num_queries):
    for number in range(count):
        broken(f"https://gone.example/{number}")
    client.force_login(editor)
    client.get(REPORT)

    with django_assert_max_num_queries(17):
        assert client.get(REPORT).status_code == 200


def test_a_link_is_looked_at_again_when_asked(editor, broken, client, server, answer, settings):
    settings.FEEDS_ALLOWED_ADDRESSES = [server.host]
    server.answers["/"] = answer(b"It is back.")
    link = broken(f"http://{server.host}/")
    client.force_login(editor)

    html = client.post(f"{REPORT}{link.pk}/", follow=True).content.decode()

    link.refresh_from_db()
    assert (link.verdict, link.since) == ("fine", None)
    assert "It works." in html
    assert client.get(f"{REPORT}{link.pk}/").status_code == 405


def test_nobody_who_may_not_change_pages_sees_it(home, broken, client):
    link = broken()
    user = User.objects.create_user("nobody")
    user.groups.add(Group.objects.create(name="Looks only"))
    client.force_login(user)

    assert client.get(REPORT).status_code in (302, 403)
    assert client.post(f"{REPORT}{link.pk}/").status_code in (302, 403)


def test_broken_links_are_part_of_the_weekly_mail(
    editor, broken, now, mailoutbox, django_capture_on_commit_callbacks
):
    def tell(moment):
        with django_capture_on_commit_callbacks(execute=True):
            tell_editors(moment)

    link = broken()
    broken("https://unsure.example/", "doubtful")
    for days in (0, 2, 6.9):
        tell(now + timedelta(days=days))
    (mail,) = mailoutbox
    assert mail.subject == "1 broken link needs you"
    assert "https://gone.example/a\n  404: there is nothing" in mail.body
    assert f"/admin/pages/{link.pages.get().pk}/edit/" in mail.body
    assert ("unsure.example" in mail.body, "bring nothing new" in mail.body) == (False, False)

    Source.objects.filter(feed_url="").delete()
    Source.objects.create(
        name="B", slug="b", site_url="https://b.example/", feed_url="https://b.example/f", error_streak=5
    )
    tell(now + timedelta(days=8))
    assert mailoutbox[1].subject == "1 source and 1 broken link need you"


def test_the_desk_says_how_many_lead_nowhere(editor, broken):
    assert list(LINKS.tasks(editor)) == []

    broken()

    (task,) = LINKS.tasks(editor)
    assert (task.text, task.url) == ("1 link leads nowhere", REPORT)
    assert LINKS.is_for(editor)


def test_the_clock_finds_links_and_leaves_one_task_for_those_that_are_due(home):
    PostPageFactory(try_now='<p><a href="https://a.example/">a</a></p>')
    later = timezone.now() + timedelta(hours=2)

    for _ in range(5):
        assert tick() == []
    assert Link.objects.filter(address="https://a.example/").exists()
    assert not DBTaskResult.objects.filter(task_path__endswith="check_due_links").exists()
    tick(later)
    tick(later)

    assert DBTaskResult.objects.filter(task_path__endswith="check_due_links").count() == 1
