"""Looking at links: a real server on this machine, real rows, a clock that is an argument."""

from datetime import timedelta

import pytest
from factories import PostPageFactory
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from feeds.models import HostHold
from recalibrate.link_checks import check as checking
from recalibrate.link_checks.check import check_links, check_links_that_are_due, claim_link
from recalibrate.link_checks.models import Link
from recalibrate.link_checks.tasks import check_due_links

WEEK, HOUR = timedelta(days=7), timedelta(hours=1)


@pytest.fixture
def link(home, server, settings, now):
    """A link to a path of the server, or to an address, that is due."""
    settings.FEEDS_ALLOWED_ADDRESSES = [server.host]

    def link(address, **fields):
        whole = f"http://{server.host}{address}" if address.startswith("/") else address
        return Link.objects.create(address=fields.pop("ours", whole), next_check_at=now, **fields)

    return link


def look(link, at):
    Link.objects.filter(pk=link.pk).update(next_check_at=at)
    link.refresh_from_db()
    check_links([link], now=at, pause=0)
    link.refresh_from_db()
    return link.verdict, link.words


def test_a_link_that_answers_is_fine_and_looked_at_again_in_a_week(link, server, answer, now):
    server.answers["/"] = answer(b"<html>")
    there = link("/")

    assert check_links_that_are_due(now) == 1

    there.refresh_from_db()
    assert (there.verdict, there.since, there.checked_at) == ("fine", None, now)
    assert there.next_check_at == now + WEEK
    assert check_links_that_are_due(now + WEEK - HOUR) == 0
    assert server.asked[0].headers["user-agent"].startswith("Recalibrate/")


def test_a_large_document_is_fine_and_not_read(link, server, now):
    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        while not server.is_over.is_set():
            handler.wfile.write(b"x" * 65_536)

    server.answers["/paper.pdf"] = endless

    assert look(link("/paper.pdf"), now) == ("fine", "It works.")


def test_two_failures_a_week_apart_are_broken_and_one_is_not(link, server, answer, now):
    server.answers["/"] = answer(status=404)
    there = link("/")

    assert look(there, now)[0] == "doubtful"
    assert look(there, now + timedelta(days=6))[0] == "doubtful"
    assert look(there, now + WEEK) == ("broken", "404: there is nothing at this address any more.")
    assert there.since == now

    server.answers["/"] = answer(b"It is back.")
    assert look(there, now + 2 * WEEK)[0] == "fine"
    server.answers["/"] = answer(status=500)
    assert look(there, now + 3 * WEEK) == ("doubtful", "500: the site has a problem.")
    assert there.since == now + 3 * WEEK


@pytest.mark.parametrize(
    ("status", "headers", "verdict", "words"),
    [
        (410, {}, "doubtful", "410: the site says it is gone for good."),
        (403, {}, "unclear", "403: the site does not answer programs. Open it to see."),
        (503, {"cf_mitigated": "challenge"}, "unclear", "503: the site asks for a browser check."),
        (405, {}, "unclear", "405: the site does not answer programs."),
        (204, {}, "fine", "It works."),
    ],
)
def test_what_is_said_to_programs_only_is_never_called_broken(
    link, server, answer, now, status, headers, verdict, words
):
    server.answers["/"] = answer(status=status, **headers)

    found, said = look(link("/"), now)

    assert found == verdict
    assert said.startswith(words)


@pytest.mark.parametrize(
    ("status", "target", "verdict"),
    [
        (301, "/new", "moved"),
        (308, "/", "moved"),
        (302, "/new", "fine"),
        (301, "/old/", "fine"),
    ],
)
def test_a_page_that_moved_for_good_says_where_to(link, server, answer, now, status, target, verdict):
    server.answers["/old"] = answer(status=status, Location=target)
    server.answers.update({path: answer(b"x") for path in ("/new", "/", "/old/")})
    there = link("/old")

    found, words = look(there, now)

    assert found == verdict
    assert ("front page" in words) == (target == "/")
    assert (target != "/new" or verdict == "fine") or f"{server.host}/new" in there.moved_to


@pytest.mark.parametrize(
    ("address", "verdict"),
    [
        ("http://10.0.0.1/", "unclear"),
        ("http://a.example:22/", "unclear"),
        ("http://nobody.invalid/", "doubtful"),
    ],
)
def test_our_own_network_is_never_asked_and_a_name_without_a_host_fails(link, now, address, verdict):
    found, words = look(link(address), now)

    assert (found, "Error" in words) == (verdict, False)


def test_a_host_that_asks_for_time_gets_it_for_all_its_links(link, server, answer, now):
    server.answers["/1"] = answer(status=429, Retry_After="7200")
    first, second = link("/1"), link("/2")

    assert look(first, now)[0] == "unclear"
    assert claim_link(second, now) is None

    hold = HostHold.objects.get()
    second.refresh_from_db()
    assert (hold.held_until, second.next_check_at) == (now + 2 * HOUR, now + 2 * HOUR)


def test_a_link_is_looked_at_by_one_worker_only(link, now):
    there = link("/")

    assert claim_link(Link.objects.get(pk=there.pk), now)
    assert claim_link(Link.objects.get(pk=there.pk), now) is None
    assert claim_link(there, now + checking.LEASE + HOUR)


def test_a_host_is_asked_for_one_thing_at_a_time(link, server, answer, now):
    under_way, most = [], []

    def slow(handler):
        under_way.append(1)
        most.append(len(under_way))
        server.is_over.wait(0.1)
        under_way.pop()
        answer(b"x")(handler)

    for number in range(4):
        server.answers[f"/{number}"] = slow
        link(f"/{number}")

    assert check_links_that_are_due(now, pause=0) == 4
    assert max(most) == 1


def test_what_is_ours_is_looked_up_and_never_fetched(link, server, now):
    post, gone = PostPageFactory(), PostPageFactory()
    Redirect.add_redirect("/old", redirect_to="/help/", site=Site.objects.get())
    gone.unpublish()
    url = post.relative_url(Site.objects.get())
    expected = {
        f"page:{post.pk}": "fine", f"page:{gone.pk}": "broken", "page:0": "broken", "page:x": "broken",
        "document:99": "broken", url: "fine", url.rstrip("/"): "fine", "/old": "fine", "/picks/": "fine",
        "/media/a.pdf": "fine", gone.relative_url(Site.objects.get()): "broken", "/a/b/c.html": "broken",
    }  # fmt: skip
    links = [link("", ours=address) for address in expected]

    assert check_links(links, now=now) == len(links)

    assert dict(Link.objects.values_list("address", "verdict")) == expected
    assert Link.objects.get(address=f"page:{gone.pk}").words == f"“{gone.title}” is no longer published."
    assert server.asked == []


def test_the_task_says_how_many_it_looked_at(link, server, answer, now):
    server.answers["/"] = answer(b"x")
    link("/").pages.add(PostPageFactory())

    assert check_due_links.func() == "1 links checked"
