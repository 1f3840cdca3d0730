"""For an organiser with one evening a month: copied, planned, counted, raised, and the clock does the rest."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from planted_programmes import call, closed, exercise, fill, open_now, programme, released, session, wave

from recalibrate.core.models import User
from recalibrate.events.models import Event
from recalibrate.guardian.models import YouSaid
from recalibrate.home.models import HomePage
from recalibrate.programmes.models import Remark, SessionPage, Wave
from recalibrate.programmes.questionnaires import NotUsable


@pytest.fixture
def root(client: Any, home: HomePage) -> Any:
    client.force_login(User.objects.create_superuser("root"))
    return client


def test_last_programme_copied_has_new_dates_new_codes_and_no_results(root):
    done = released()
    page = done.programme
    first_day = timezone.localdate(done.session.starts_at) + timedelta(weeks=26)
    sent = {"title": "Recalibrate again", "first_day": first_day.strftime("%d/%m/%Y"), "is_published": "on"}

    answer = root.post(reverse("programme-copy", args=[page.pk]), sent)

    assert answer.status_code == 302, answer.context and answer.context["form"].errors
    copy = SessionPage.objects.exclude(pk=done.session_id).get()
    local, before = timezone.localtime(copy.starts_at), timezone.localtime(done.session.starts_at)
    assert (local.date(), local.time()) == (first_day, before.time())
    assert copy.live
    assert copy.event_id != done.session.event_id
    fresh = Wave.objects.exclude(pk=done.pk).get()
    assert fresh.session == copy
    assert (fresh.released_at, fresh.shown, fresh.code == done.code) == (None, None, False)
    assert fresh.closes_at.date() > first_day
    assert root.get(answer["Location"]).status_code == 200


def test_forms_are_planned_for_every_session_at_once_and_refused_with_the_reason(root):
    page = programme(lead_role="", lead_address="")
    for title in ("One", "Two"):
        session(page, title)
    url = reverse("programme-desk", args=[page.pk])
    form = root.get(url).context["form"]
    sheets = {name: field.initial.pk for name, field in form.fields.items()}

    refused = root.post(url, sheets)
    assert "no role is named to read a worrying answer" in refused.content.decode()
    assert not Wave.objects.exists()
    page.lead_role, page.lead_address = "Lead", "lead@trust.example"
    page.save_revision().publish()
    assert root.post(url, sheets).status_code == 302
    assert Wave.objects.count() == 6
    root.post(url, sheets)
    assert Wave.objects.count() == 6


def test_a_session_that_moves_takes_its_forms_and_its_date_along(home):
    one = wave()
    page = one.session
    page.starts_at, page.ends_at = page.starts_at + timedelta(days=7), page.ends_at + timedelta(days=7)
    page.save_revision().publish()
    moved = Wave.objects.get(pk=one.pk)
    assert moved.closes_at - one.closes_at == timedelta(days=7)
    event = Event.objects.get(session_page=page)
    assert event.starts_at == page.starts_at
    assert event.title == "Wednesdays, session 1 of 1"
    page.unpublish()
    assert Event.objects.get(pk=event.pk).is_cancelled


def test_people_are_counted_at_the_door_and_results_say_of_how_many(root):
    done = released()
    url = reverse("door-count", args=[done.session_id])
    wrong = root.post(url, {"whole": "12", "grade": "ST3 9\nST4 9"})
    assert "These add up to 18, but 12 came." in wrong.content.decode()
    assert "does not end in a number" in root.post(url, {"whole": "12", "grade": "ST3"}).content.decode()
    assert root.post(url, {"whole": "15", "grade": "ST3 9\nST4: 4"}).status_code == 302
    html = root.get(done.get_absolute_url()).content.decode()
    assert "12 of the 15 who came answered." in html
    assert "3 of 15 did not answer. Had all of them said no, it would be 80%; all yes, 100%." in html


def test_what_five_say_must_change_becomes_a_concern_in_one_press_and_its_outcome_shows(root):
    done = released()
    page = root.get(reverse("wave-desk", args=[done.pk])).content.decode()
    assert "Raise as a concern" in page

    sent = {"question": "change", "option": "The rota"}
    answer = root.post(reverse("raise-demand", args=[done.pk]), sent)

    concern = YouSaid.objects.latest("pk")
    assert answer["Location"] == reverse("you_said:edit", args=[concern.pk])
    assert concern.you_said == "The rota would have to change, said 12 of 12 after session 1."
    assert concern.owner_role == "Estates"
    root.post(reverse("raise-demand", args=[done.pk]), sent)
    root.post(reverse("raise-demand", args=[done.pk]), {"question": "change", "option": "Training"})
    assert YouSaid.objects.filter(you_said__contains="would have to change").count() == 1
    concern.progress, concern.we_did = "done", "It is."
    concern.save()
    html = root.get(done.programme.get_url()).content.decode()
    assert "1 thing to try, 1 raised, 1 done." in html
    assert concern.you_said in html


def test_a_theme_is_named_from_three_remarks_on_and_worry_comes_first(root):
    one = open_now(wave(session(starts_at=timezone.now() - timedelta(days=12))))
    for number in range(4):
        fill(one, 1, say=f"Words {number}", useful=4)
    one = closed(one)
    url = reverse("remarks", args=[one.pk])
    rows = list(Remark.objects.all())
    root.post(url, {f"theme-{row.pk}": "Cover" for row in rows[:2]})
    assert "Cover" not in root.get(one.get_absolute_url()).content.decode()
    root.post(url, {f"theme-{row.pk}": "Cover" for row in rows[:3]})
    assert "Cover: 3" in root.get(one.get_absolute_url()).content.decode()
    worrying = Remark.objects.create(wave=one, question="say", text="x", is_worrying=True,
                                     forget_on=timezone.localdate())  # fmt: skip
    assert "Read today" in root.get("/admin/").content.decode()
    root.post(url, {f"read-{worrying.pk}": "on"})
    assert "Read today" not in root.get("/admin/").content.decode()


def test_organisers_see_what_readers_will_see_a_week_earlier_and_no_more(root):
    one = open_now(wave())
    fill(one, 4, useful=5, knows=5)
    one = closed(one, days_ago=1)
    html = root.get(reverse("wave-desk", args=[one.pk])).content.decode()
    assert "Fewer than 5 answered, so this is not shown." in html
    assert "Fewer than 10 answered, so this is not shown." in html
    assert root.get(one.get_absolute_url()).status_code == 404


def test_questions_that_were_used_cannot_be_changed_in_the_admin_and_have_a_next_version(root):
    one = wave()
    url = reverse("questionnaires:edit", args=[one.questionnaire_id])
    assert root.get(url).status_code == 200
    answer = root.post(url, {"name": "Another", "moment": "after", "questions-TOTAL_FORMS": "0",
                             "questions-INITIAL_FORMS": "0"})  # fmt: skip
    assert "Make a new version instead" in answer.content.decode()
    root.post(reverse("next-version", args=[one.questionnaire_id]))
    assert one.questionnaire.version == 1
    assert type(one.questionnaire).objects.filter(name=one.questionnaire.name).count() == 2


def test_a_sheet_that_may_not_be_asked_is_refused_at_the_lock(home):
    from recalibrate.programmes.models import Question, Questionnaire
    from recalibrate.programmes.questionnaires import lock_questionnaire

    sheet = Questionnaire.objects.create(name="Mine", moment="after")
    with pytest.raises(NotUsable, match="asks nothing yet"):
        lock_questionnaire(sheet, programme())
    Question.objects.create(questionnaire=sheet, code="g", kind="one", matter="work", text="What is your grade?",
                            options="ST3 +\nST4")  # fmt: skip
    with pytest.raises(NotUsable, match="small room"):
        lock_questionnaire(Questionnaire.objects.get(pk=sheet.pk), programme("Other"))


def test_a_call_ends_by_itself_at_midnight_without_a_save(client, home, monkeypatch):
    one = call(closes_on=timezone.localdate())
    url, now = one.get_absolute_url(), timezone.now()
    assert one.title in client.get("/programmes/calls/").content.decode()
    at = {"now": timezone.localtime(now).replace(hour=23, minute=59, second=50, microsecond=0)}
    monkeypatch.setattr(timezone, "now", lambda: at["now"])
    answer = client.get("/programmes/calls/")
    assert answer["Cache-Control"] == "public, max-age=10, stale-while-revalidate=0"
    tag = client.get("/feeds/programmes.xml")["ETag"]
    at["now"] += timedelta(seconds=11)
    for page in ("/programmes/calls/", "/programmes/", "/states/fatigue/", "/feeds/programmes.xml"):
        assert one.title not in client.get(page).content.decode()
    assert client.get("/feeds/programmes.xml")["ETag"] != tag
    html = client.get(url).content.decode()
    assert "Closed on" in html
    assert "noindex" in html
    assert "study.example" not in html
    at["now"] += timedelta(days=31)
    assert client.get(url).status_code == 410


def test_an_exercise_has_another_way_and_whom_to_talk_to_on_its_page_and_its_card(client, home):
    one = exercise("A window", needs="A window")
    for page in (one.get_absolute_url(), reverse("exercise-card", args=[one.slug])):
        html = client.get(page).content.decode()
        assert "Close your eyes." in html
        assert "Your supervisor." in html
    assert one.name in client.get("/programmes/exercises/?within=5&alone=yes&with=quiet").content.decode()
    assert one.name not in client.get("/programmes/exercises/?with=food").content.decode()
    assert client.get("/programmes/exercises/?with=x&within=y&helps=z&alone=1").status_code == 200


def test_what_stands_in_calendars_tells_colleagues_nothing(client, home):
    page = session(programme(), "Sadness", place="Room 3")
    for url in (f"/programmes/calendar/session-{page.pk}.ics",
                f"/programmes/calendar/programme-{page.programme.pk}.ics", "/feeds/dates.ics"):  # fmt: skip
        text = client.get(url).content.decode()
        assert "SUMMARY:Wednesdays\\, session 1 of 1" in text
        assert "adness" not in text.replace("/sadness", "")
    assert "VALARM" in client.get(f"/programmes/calendar/session-{page.pk}.ics").content.decode()
    assert "<title>Wednesdays, session 1" in client.get(page.get_url()).content.decode()
