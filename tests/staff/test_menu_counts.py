"""Numbers in the admin's menu."""

import pytest
from django.test import RequestFactory

from recalibrate.core.models import Discipline, SiteRevision, StateOfMind, User
from recalibrate.staff import menu_counts
from recalibrate.staff.dashboard import permitted
from recalibrate.staff.menu_counts import MenuCount, count_rows, menu_count, register

STATES = MenuCount(
    slug="states", is_for=permitted("core.change_stateofmind"), rows=lambda: StateOfMind.objects.order_by()
)
DISCIPLINES = MenuCount(
    slug="disciplines", is_for=permitted("core.change_discipline"), rows=lambda: Discipline.objects.order_by()
)


@pytest.fixture(autouse=True)
def _only_these(monkeypatch):
    monkeypatch.setattr(menu_counts, "_registered", {})
    register(STATES)
    register(DISCIPLINES)


@pytest.fixture
def request_of(home):
    def request_of(user):
        request = RequestFactory().get("/admin/")
        request.user = user
        return request

    return request_of


def test_all_of_them_are_counted_with_one_query_a_request(request_of, django_assert_num_queries):
    request = request_of(User.objects.create_superuser("everyone"))

    with django_assert_num_queries(1):
        found = [menu_count(request, STATES), menu_count(request, DISCIPLINES), menu_count(request, STATES)]

    assert found == [
        StateOfMind.objects.count(),
        Discipline.objects.count(),
        StateOfMind.objects.count(),
    ]


def test_a_view_has_its_own_rows_counted_beside_them(request_of, django_assert_num_queries):
    request = request_of(User.objects.create_superuser("everyone"))

    with django_assert_num_queries(1):
        counted = count_rows(request, nobody=User.objects.none(), two=StateOfMind.objects.order_by()[:2])
        states = menu_count(request, STATES)

    assert (counted.numbers["nobody"], counted.numbers["two"]) == (0, 2)
    assert states == StateOfMind.objects.count()
    assert counted.stamp == SiteRevision.current()


def test_the_next_request_counts_anew(request_of):
    user = User.objects.create_superuser("everyone")
    before = menu_count(request_of(user), STATES)

    StateOfMind.objects.filter(pk=StateOfMind.objects.first().pk).delete()

    assert menu_count(request_of(user), STATES) == before - 1


def test_nothing_is_counted_for_whom_it_is_not_meant(request_of):
    request = request_of(User.objects.create_user("someone"))

    assert menu_count(request, STATES) == 0
    assert count_rows(request).numbers == {}


def test_a_site_without_a_revision_gets_its_first(request_of):
    SiteRevision.objects.all().delete()

    counted = count_rows(request_of(User.objects.create_superuser("everyone")))

    assert counted.stamp.number == 1
    assert counted.numbers["states"] == StateOfMind.objects.count()
