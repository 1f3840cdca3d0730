"""The admin's first screen."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from feeds.models import Item, Source
from recalibrate.core.models import User
from recalibrate.desk.wagtail_hooks import beginnings
from recalibrate.help_services.models import HelpService
from recalibrate.staff.dashboard import dashboard_items


def someone(role, **fields):
    user = User.objects.create_user(f"a-{role.lower()}", first_name="Edda", **fields)
    user.groups.add(Group.objects.get(name=role))
    return user


def arrived(count):
    source, _ = Source.objects.get_or_create(name="S", slug="s", site_url="https://a.example/")
    for number in range(Item.objects.count(), count):
        Item.objects.create(
            source=source,
            identity=f"{number}",
            fingerprint="f",
            title=f"Item {number}",
            url=f"https://a.example/{number}",
            first_seen_at=timezone.now() - timedelta(days=number),
        )


def test_what_waits_is_one_list_in_order_and_each_line_leads_to_where_it_is_done(client, home):
    arrived(20)
    HelpService.objects.update(checked_on=timezone.localdate() - timedelta(days=100))
    Source.objects.create(
        name="Broken", slug="b", site_url="https://b.example/", feed_url="https://b.example/f", error_streak=5
    )
    client.force_login(someone("Editor"))

    (panel,) = client.get("/admin/").context["panels"]
    piles = panel.get_context_data({"request": client.get("/admin/").wsgi_request})["piles"]

    slugs = [pile.slug for pile in piles]
    assert slugs == sorted(slugs, key=[duty.slug for duty in dashboard_items()].index)
    assert {"items", "help-numbers", "sources"} <= set(slugs)
    assert piles[0].tasks[0].text == "Decide on 20 items"
    assert piles[0].tasks[0].is_late
    for pile in piles:
        for task in pile.tasks:
            assert client.get(task.url).status_code == 200, task


def test_nobody_is_told_of_what_is_not_theirs_to_do(client, home):
    arrived(3)
    client.force_login(someone("Guardian"))

    html = client.get("/admin/").content.decode()

    assert "Decide on" not in html
    assert "Paste a link" not in html


def test_a_cleared_desk_is_a_reward_and_nothing_of_wagtails_is_on_it(client, home):
    curator = User.objects.create_user("a-curator", first_name="Edda")
    curator.user_permissions.add(
        *Permission.objects.filter(codename__in=["access_admin", "add_curation", "change_source"])
    )
    client.force_login(curator)
    Source.objects.update(is_paused=False)  # a site that follows nothing yet is told what to begin with

    html = client.get("/admin/").content.decode()

    assert "Nothing is waiting for you" in html
    assert "clear-desk" in html
    assert "Edda, this is your desk" in html
    assert "Your most recent edits" not in html
    assert "Search all pages" not in html


@pytest.mark.parametrize("role", ["Editor", "Guardian"])
def test_the_desk_asks_as_often_with_twenty_things_as_with_two_and_each_duty_within_its_bound(
    client, home, role
):
    user = someone(role)
    client.force_login(user)
    counted = []
    for count in (2, 20):
        arrived(count)
        HelpService.objects.filter(
            pk__in=list(HelpService.objects.order_by("pk").values_list("pk", flat=True)[:count])
        ).update(checked_on=timezone.localdate() - timedelta(days=100))
        client.get("/admin/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/admin/")
        counted.append(len(captured))

    assert counted[0] == counted[1]
    fresh = User.objects.get(pk=user.pk)
    mine = [duty for duty in dashboard_items() if duty.is_for(fresh)]
    assert mine
    for duty in mine:
        with CaptureQueriesContext(connection) as captured:
            list(duty.tasks(fresh))
        assert len(captured) <= duty.most_queries, (duty.slug, [query["sql"] for query in captured])


@pytest.mark.parametrize(
    ("role", "begins"),
    [
        ("Contributor", ["Write a post"]),
        ("Editor", ["Inbox", "Paste a link", "Write a post", "Round up the week"]),
        ("Guardian", ["Write an update", "Upload figures"]),
        ("Approver", []),
    ],
)
def test_each_role_begins_its_usual_work_from_the_first_screen(client, home, role, begins):
    user = someone(role)
    client.force_login(user)

    offered = beginnings(user)

    assert [str(words) for _, words, _ in offered] == begins
    assert [client.get(url).status_code for _, _, url in offered] == [200] * len(begins)
