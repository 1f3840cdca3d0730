"""What the program may not delete by itself is an operator's to decide."""

import pytest
from django.contrib.auth.models import Group

from recalibrate.core.models import User
from recalibrate.digest.models import Subscription

SCREEN = "/admin/refused-subscriptions/"


@pytest.fixture
def refused(home):
    return [
        Subscription.objects.create(email=f"s{n}@gone.example", lists="all", bounces=3, refused_with="5.1.1")
        for n in range(3)
    ]


@pytest.fixture
def operator(client, home):
    user = User.objects.create_user("operator", email="o@a.example", password="x")
    user.groups.add(Group.objects.get(name="Operator"))
    client.force_login(user)
    return client


def test_an_operator_sees_how_many_of_which_domain_and_no_address(operator, refused):
    page = operator.get(SCREEN).content.decode()

    assert "For each of these 3" in page
    assert page.count("gone.example, number") == 3
    assert "s1@gone.example" not in page
    assert "3 subscriptions were refused three times" in operator.get("/admin/").content.decode()


def test_what_is_ticked_is_deleted_or_written_to_again(operator, refused):
    operator.post(SCREEN, {"subscription": [refused[0].pk, "x"], "decision": "delete"})
    operator.post(SCREEN, {"subscription": [refused[1].pk], "decision": "again"})

    left = Subscription.objects.order_by("pk").values_list("pk", "bounces", "refused_with")
    assert list(left) == [(refused[1].pk, 0, ""), (refused[2].pk, 3, "5.1.1")]


def test_nothing_ticked_changes_nothing_and_says_so(operator, refused):
    answer = operator.post(SCREEN, {"decision": "delete"}, follow=True)

    assert "Tick the ones you have decided about." in answer.content.decode()
    assert Subscription.objects.count() == 3


def test_a_subscription_that_is_well_cannot_be_deleted_here(operator, refused):
    well = Subscription.objects.create(email="w@a.example", lists="all")

    operator.post(SCREEN, {"subscription": [well.pk], "decision": "delete"})

    assert Subscription.objects.filter(pk=well.pk).exists()
