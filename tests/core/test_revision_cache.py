"""What is remembered, for how long, and for whom."""

import pytest
from django.contrib.auth import get_user_model

from recalibrate.core.models import SiteIdentity
from recalibrate.core.revision_cache import MOST, cache_scope, per_revision


def counted():
    calls = []

    @per_revision
    def read(argument=0):
        calls.append(argument)
        return argument

    return read, calls


def test_the_same_is_read_once_for_each_stamp():
    read, calls = counted()

    for stamp in ("one", "one", "two"):
        with cache_scope(stamp):
            assert read(7) == 7

    assert calls == [7, 7]


def test_nothing_is_remembered_outside():
    read, calls = counted()

    read()
    read()

    assert len(calls) == 2


def test_arguments_from_strangers_do_not_fill_the_memory():
    read, calls = counted()

    with cache_scope("one"):
        for number in range(3 * MOST):
            read(number)
        read(3 * MOST - 1)

    assert len(calls) == 3 * MOST


def test_a_change_in_the_admin_is_seen_by_the_next_reader(client, home):
    assert "Another name" not in client.get("/").content.decode()

    identity = SiteIdentity.objects.get()
    identity.name = "Another name"
    identity.save()

    assert "Another name" in client.get("/").content.decode()


def test_an_editor_is_shown_nothing_remembered(client, home):
    client.get("/")
    SiteIdentity.objects.update(name="Changed without a signal")
    client.force_login(get_user_model().objects.create_superuser("e", "e@x.example", "p"))

    assert "Changed without a signal" in client.get("/").content.decode()


def test_a_page_that_is_withdrawn_is_gone_at_once(client, home):
    assert client.get("/posts/").status_code == 200

    home.get_children().get(slug="posts").specific.unpublish()

    assert client.get("/posts/").status_code in (404, 410)


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_host_that_is_nobodys_gets_the_default_site(client, home, method):
    assert getattr(client, method)("/", headers={"Host": "elsewhere.example"}).status_code == 200
