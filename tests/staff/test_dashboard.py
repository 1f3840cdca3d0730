"""The registry of what may wait for someone."""

import pytest

from recalibrate.core.models import User
from recalibrate.staff import dashboard
from recalibrate.staff.dashboard import DashboardItem, dashboard_items, permitted, register


@pytest.fixture(autouse=True)
def _as_before(monkeypatch):
    monkeypatch.setattr(dashboard, "_duties", {})


def duty(slug, **fields):
    return DashboardItem(
        slug=slug, icon="mail", is_for=permitted("feeds.add_curation"), tasks=lambda user: (), **fields
    )


def test_duties_come_in_their_order_whoever_registered_first():
    for one in (duty("last"), duty("second", order=20), duty("first", order=10)):
        register(one)

    assert [one.slug for one in dashboard_items()] == ["first", "second", "last"]


def test_a_duty_registered_twice_is_there_once():
    register(duty("one"))
    register(duty("one", order=5))

    assert [(one.slug, one.order) for one in dashboard_items()] == [("one", 5)]


def test_a_duty_is_for_whom_it_names(home):
    someone = User.objects.create_user("someone")
    everyone = User.objects.create_superuser("everyone")

    assert not duty("one").is_for(someone)
    assert duty("one").is_for(everyone)
