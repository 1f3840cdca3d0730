from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone
from factories import HelpServiceFactory

from recalibrate.help_services.models import HelpService, Urgency

pytestmark = pytest.mark.django_db


def days_ago(days):
    return timezone.localdate() - timedelta(days=days)


def test_emergency_comes_before_everything_else(client, home):
    HelpService.objects.all().delete()
    for urgency in reversed(Urgency.values):
        HelpServiceFactory(urgency=urgency)

    groups = client.get("/help/").context["groups"]

    assert [group.key for group in groups] == Urgency.values


def test_a_number_more_than_30_days_late_says_that_it_is_being_checked_again():
    assert not HelpServiceFactory(checked_on=days_ago(100)).is_being_rechecked
    assert HelpServiceFactory(checked_on=days_ago(135)).is_being_rechecked


def test_the_numbers_that_are_never_in_doubt_are_never_in_doubt():
    assert not HelpServiceFactory(checked_on=days_ago(900), never_hide=True).is_being_rechecked


def test_a_service_nobody_could_reach_is_refused():
    with pytest.raises(IntegrityError):
        HelpServiceFactory(phone="", text_number="", email="", website="")


def test_a_check_in_the_future_is_refused():
    with pytest.raises(ValidationError, match="This day is in the future"):
        HelpServiceFactory.build(checked_on=days_ago(-1)).full_clean()


@pytest.mark.parametrize(
    ("phone", "link"), [("116 123", "tel:116123"), ("Switchboard, ext. 0000 (sample)", ""), ("", "")]
)
def test_only_a_number_that_can_be_dialled_becomes_a_link(phone, link):
    assert HelpServiceFactory.build(phone=phone).tel_url == link


def test_a_text_message_link_carries_the_keyword():
    assert (
        HelpServiceFactory.build(text_number="85258", text_keyword="SHOUT").sms_url == "sms:85258?&body=SHOUT"
    )


def test_a_new_site_knows_the_national_numbers_and_has_checked_none_of_them(home):
    services = HelpService.objects.all()

    assert services.filter(phone="116 123").exists()
    assert not services.filter(is_sample=True).exists()
    assert services.due_for_check(timezone.localdate()).count() == services.count()
