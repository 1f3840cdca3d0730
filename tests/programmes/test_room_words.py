"""Words from a room: quoted only if their writer ticked it, ten answered, and a second person agrees."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from planted_programmes import closed, fill, open_now, session, wave

from recalibrate.core.models import User
from recalibrate.programmes.models import Remark, Wave
from recalibrate.programmes.records.room import QuoteState
from recalibrate.programmes.release import forget

WORDS = "The rota is printed on the back of the old one."


@pytest.fixture
def first(client, home):
    client.force_login(User.objects.create_superuser("first"))
    return client


def room(forms: int = 10, *, ticked: bool = True) -> Wave:
    one = open_now(wave(session(starts_at=timezone.now() - timedelta(days=12))))
    fill(one, forms - 1, useful=4)
    ballot_words = {"say": WORDS}
    fill(one, 1, useful=4, **ballot_words)
    one = closed(one)
    Remark.objects.update(may_quote=ticked)
    return one


def press(client, one: Wave, step: str, **more: str):
    sent = {"remark": str(Remark.objects.get().pk), "step": step} | more
    return client.post(reverse("quote-remark", args=[one.pk]), sent, follow=True)


def second(client):
    client.force_login(User.objects.create_superuser("second"))
    return client


def shown(client, one: Wave) -> str:
    return client.get(one.get_absolute_url()).content.decode()


def test_it_takes_two_people_and_either_takes_it_back(first):
    one = room()
    press(first, one, "ask")
    assert "do not have permission" in press(first, one, "agree").content.decode()
    assert WORDS not in shown(first, one)

    other = second(first)
    assert "needs a second person to agree to quote it" in other.get("/admin/").content.decode()
    press(other, one, "agree")
    assert WORDS in shown(other, one)
    press(other, one, "take-back")
    assert WORDS not in shown(other, one)


@pytest.mark.parametrize(("forms", "ticked"), [(9, True), (10, False)])
def test_nothing_is_quoted_that_was_not_ticked_or_comes_from_too_few(first, forms, ticked):
    one = room(forms, ticked=ticked)
    press(first, one, "ask")
    assert Remark.objects.get().quote_state == ""


def test_neither_what_worries_nor_what_is_gone_nor_what_nobody_asked_for_is_quoted(first):
    one = room()
    assert press(first, one, "agree").status_code == 200
    assert Remark.objects.get().quote_state == ""
    assert "have been deleted" in press(first, one, "ask", remark="no such words").content.decode()
    Remark.objects.update(is_worrying=True)
    press(first, one, "ask")
    assert Remark.objects.get().quote_state == ""


def test_the_table_itself_refuses_one_person_for_both_and_what_was_not_ticked(first):
    room()
    me = User.objects.get(username="first")
    with pytest.raises(IntegrityError), transaction.atomic():
        Remark.objects.update(quote_asked_by=me, quote_agreed_by=me)
    with pytest.raises(IntegrityError), transaction.atomic():
        Remark.objects.update(quote_state=QuoteState.AGREED, may_quote=False)


def test_what_was_public_stays_when_the_words_themselves_are_deleted(first):
    one = room()
    press(first, one, "ask")
    press(second(first), one, "agree")
    for number in range(3):
        Remark.objects.create(wave=one, question="say", text=f"Secret {number}", theme="Cover",
                              forget_on=Remark.objects.earliest("pk").forget_on)  # fmt: skip

    forget(timezone.now() + timedelta(days=120))

    assert not Remark.objects.exists()
    html = shown(first, one)
    assert WORDS in html
    assert "Cover: 3" in html
    assert "Secret" not in f"{html}{Wave.objects.get(pk=one.pk).kept_words}"
