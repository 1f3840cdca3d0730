"""What is stored of a form: a sealed sum, and that a copy of it was counted. An attacker reads all tables."""

import re
from base64 import urlsafe_b64decode
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from planted_programmes import closed, fill, open_now, released, session, wave

from recalibrate.core.models import User
from recalibrate.home.models import HomePage
from recalibrate.programmes.answers.ballots import Ballot, FreeText
from recalibrate.programmes.ballot_box import CannotOpen, count_ballot, tallies_of
from recalibrate.programmes.models import (
    BallotBox,
    PooledResult,
    Questionnaire,
    Remark,
    SpentNonce,
    Wave,
)
from recalibrate.programmes.questionnaires import new_version, newest_questionnaire
from recalibrate.programmes.release import forget, open_and_release

TODAY = date(2026, 11, 30)
WORDS = "The planted words of one person"
SECRETS = re.compile(r"[A-Za-z0-9]{64}|<lastBuildDate>[^<]*")


@pytest.fixture
def one(home: HomePage) -> Wave:
    return open_now(wave())


def every_table() -> dict[str, list[tuple[Any, ...]]]:
    """All that an operator with the database, or a thief with a copy of it, can read."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found[table] = sorted(cursor.fetchall(), key=repr)
    return found


def send(client: Any, one: Wave, **given: Any) -> Any:
    page = client.get(f"/a/{one.code}").content.decode()
    token = page.split('name="token" value="')[1].split('"')[0]
    sent = {"token": token, **{f"q-{code}": value for code, value in given.items()}}
    return client.post(f"/a/{one.code}", sent)


def test_a_form_changes_one_sealed_sum_and_leaves_one_spent_nonce_and_nothing_else(client, one):
    fill(one, 3, useful=4)
    before = every_table()

    answer = send(client, one, useful="5", knows="3", knew="1", change=["1", "2"], say=WORDS)

    after = every_table()
    assert (answer.status_code, answer["Location"]) == (303, f"/a/{one.code}/sent")
    changed = {table for table in after if before[table] != after[table]}
    assert changed == {"programmes_ballotbox", "programmes_spentnonce"}
    assert WORDS not in repr(after)
    (nonce,) = set(after["programmes_spentnonce"]) - set(before["programmes_spentnonce"])
    assert len(nonce) == 2
    assert nonce[1] in (
        TODAY,
        timezone.localdate() + timedelta(days=2),
        str(timezone.localdate() + timedelta(2)),
    )
    assert tallies_of(one).forms == 4
    assert tallies_of(one).counted(one.sheet[0]).ticks == {1: 0, 2: 0, 3: 0, 4: 3, 5: 1}


def test_two_copies_of_the_database_tell_neither_what_came_between_nor_when(one):
    fill(one, 1, useful=4)
    first = bytes(BallotBox.objects.get().content)
    fill(one, 1, useful=4)
    second = bytes(BallotBox.objects.get().content)

    assert len(first) == len(second)
    assert first != second
    assert [urlsafe_b64decode(seal)[1:9] for seal in (first, second)] == [bytes(8)] * 2  # no hour of sealing
    assert b"useful" not in first + second


def test_without_the_site_s_secret_a_box_is_noise_and_an_old_secret_still_opens_it(one, settings):
    fill(one, 2, useful=4)
    old = settings.SECRET_KEY
    settings.SECRET_KEY = "another secret, as in somebody else's copy of the database"
    with pytest.raises(CannotOpen):
        tallies_of(one)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert tallies_of(one).forms == 2
    fill(one, 1, useful=4)
    settings.SECRET_KEY_FALLBACKS = []
    assert tallies_of(one).forms == 3


def test_a_copy_of_a_form_is_counted_once(one):
    ballot = Ballot((("useful", 4),))
    assert count_ballot(one, ballot, "n", TODAY)
    assert not count_ballot(one, ballot, "n", TODAY)
    assert tallies_of(one).forms == 1


def test_words_come_out_at_closing_in_no_order_of_theirs(one):
    sent = [f"Remark {number:02}" for number in range(14)]
    for number, text in enumerate(sent):
        count_ballot(one, Ballot(texts=(FreeText("say", text),)), str(number), TODAY)
    assert not Remark.objects.exists()

    one = closed(one, days_ago=1)

    with connection.cursor() as cursor:
        place = "rowid" if connection.vendor == "sqlite" else "ctid"
        cursor.execute(f"SELECT text FROM programmes_remark ORDER BY {place}")  # noqa: S608
        stored = [row[0] for row in cursor.fetchall()]
    assert sorted(stored) == sent
    assert stored not in (sent, sent[::-1])
    assert list(Remark.objects.values_list("text", flat=True)) not in (sent, sent[::-1])
    assert tallies_of(one).texts == []
    assert one.released_at is None


def test_words_that_worry_wait_for_the_programme_lead_the_same_day_and_no_mail_repeats_them(client, one):
    answer = send(client, one, useful="1", say="I want to die and nobody at work knows.")

    assert answer.status_code == 303
    remark = Remark.objects.worrying().get()
    assert remark.text.startswith("I want to die")
    (told,) = mail.outbox
    assert "want to die" not in f"{told.subject} {told.body}"
    shown = client.get(answer["Location"]).content.decode()
    assert shown == client.get(f"/a/{one.code}/sent").content.decode()


def test_results_appear_by_the_clock_and_are_never_worked_out_again(one):
    fill(one, 12, useful=4)
    one = closed(one, days_ago=6)
    assert (one.state_at(timezone.now()), one.shown) == ("closed", None)

    one = closed(one, days_ago=8)

    assert one.state_at(timezone.now()) == "released"
    shown = one.shown
    assert shown["forms"] == 12
    count_ballot(one, Ballot((("useful", 1),)), "late", TODAY)
    open_and_release(timezone.now() + timedelta(days=1))
    assert Wave.objects.get(pk=one.pk).shown == shown


def test_results_may_wait_with_a_reason_and_not_for_ever(one):
    one.held_until = timezone.localdate() + timedelta(days=20)
    with pytest.raises(ValidationError, match="owed the reason"):
        one.clean()
    one.held_because = "A member of the room died."
    one.clean()
    assert closed(one, days_ago=8).released_at is None
    open_and_release(timezone.now() + timedelta(days=21))
    assert Wave.objects.get(pk=one.pk).released_at is not None
    one.held_until = timezone.localdate() + timedelta(days=200)
    with pytest.raises(ValidationError, match="is the latest"):
        one.clean()


def test_the_pool_comes_once_with_the_last_session_and_boxes_and_words_go_in_their_time(home):
    first = released("One")
    second = open_now(wave(session(first.programme, "Two", starts_at=timezone.now() - timedelta(days=12))))
    fill(second, 4, useful=4, knows=4, say="Words")
    assert not PooledResult.objects.exists()

    closed(second)

    pool = PooledResult.objects.get()
    assert pool.shown["forms"] == 16
    useful = next(q for q in pool.shown["questions"] if q["asked"]["code"] == "useful")
    assert (useful["answered"], pool.shown["left_out"]["useful"]) == (12, 1)  # four alone join no one
    forget(timezone.now() + timedelta(days=60))
    assert (BallotBox.objects.count(), Remark.objects.count()) == (2, 4)
    forget(timezone.now() + timedelta(days=120))
    assert (BallotBox.objects.count(), Remark.objects.count(), SpentNonce.objects.count()) == (0, 0, 0)


def test_questions_that_were_used_stay_as_they_were_asked_by_whatever_way(one):
    sheet = one.questionnaire
    question = sheet.questions.first()
    question.text = "Something else?"
    for change in (question.save, sheet.save):
        with pytest.raises(ValidationError, match="new version"):
            change()
    of_the_sheet = (Questionnaire.objects.filter(pk=sheet.pk), "name"), (sheet.questions.all(), "text")
    for rows, field in of_the_sheet:
        with pytest.raises(DatabaseError, match="have been used"), transaction.atomic():
            rows.update(**{field: "x"})
    again = new_version(sheet)
    assert (again.version, again.locked_on, len(again.sheet)) == (2, None, len(sheet.sheet))
    again.questions.first().save()
    assert newest_questionnaire(sheet.moment) == again


def test_nothing_that_anybody_sees_of_an_open_wave_holds_a_count_or_a_word(client, one, caplog):
    """Every page that might, before and after one more form: they are the same."""
    root = User.objects.create_superuser("root")
    pages = [f"/admin/programmes/{one.programme_id}/", f"/admin/programmes/wave/{one.pk}/",
             f"/admin/programmes/wave/{one.pk}/remarks/", "/admin/", "/programmes/results/",
             "/search/?q=planted", one.session.get_url(), one.programme.get_url(), "/feeds/programmes.xml",
             f"/a/{one.code}/slide", f"/a/{one.code}/sent"]  # fmt: skip

    def seen() -> dict[str, str]:
        client.force_login(root)
        found = {page: SECRETS.sub("", client.get(page).content.decode()) for page in pages}
        client.logout()
        return found

    for number in range(12):
        send(client, one, useful="4", say=f"{WORDS} {number}")
    before = seen()
    send(client, one, useful="1", knows="5", say=WORDS)

    after = seen()
    assert [page for page in pages if after[page] != before[page]] == []
    assert "10 or more" in before[pages[1]].lower()
    assert not [page for page in pages if WORDS in before[page]]
    assert client.get(f"/programmes/results/{one.pk}/").status_code == 404
    assert WORDS not in caplog.text
    assert one.code not in caplog.text
