"""You said, we did: one concern and what became of it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from factories import YouSaidFactory

from recalibrate.core.models import SiteRevision, StateOfMind, User
from recalibrate.guardian.models import Progress, YouSaid

ADDRESS = "/guardian/you-said-we-did/"


def days(number):
    return timezone.localdate() + timedelta(days=number)


@pytest.mark.parametrize("progress", [Progress.DONE, Progress.NOT_POSSIBLE])
def test_an_answer_without_a_reason_is_refused_by_form_and_database(home, progress):
    concern = YouSaidFactory.build(progress=progress, we_did="  ")

    with pytest.raises(ValidationError, match="Say w"):
        concern.full_clean()
    with pytest.raises(IntegrityError):
        YouSaidFactory(progress=progress, we_did="")


def test_the_page_shows_every_concern_with_its_answer_in_the_editors_order(client, home):
    YouSaidFactory(you_said="No parking", progress="not-possible", we_did="The contract says no.", order=1)
    YouSaidFactory(you_said="No hot food", progress="done", we_did="A machine.", order=2)

    html = client.get(ADDRESS).content.decode()

    assert html.index("No parking") < html.index("The contract says no.") < html.index("No hot food")
    assert "Why not" in html
    assert "Not possible" in html


def test_the_list_can_be_narrowed_to_what_is_not_possible(client, home):
    YouSaidFactory(you_said="No parking", progress="not-possible", we_did="The contract says no.")
    YouSaidFactory(you_said="No hot food")

    response = client.get(ADDRESS, {"progress": "not-possible"})

    assert [concern.you_said for concern in response.context["concerns"]] == ["No parking"]
    assert [(c.name, c.count) for c in response.context["choices"]] == [
        ("All", 2),
        ("Heard", 1),
        ("Not possible", 1),
    ]


@pytest.mark.parametrize("value", ["none", "done'--", "\x00", "../"])
def test_an_unknown_progress_is_a_404(client, home, value):
    assert client.get(ADDRESS, {"progress": value}).status_code == 404


def test_an_empty_page_says_how_to_be_heard(client, home):
    assert "There is nothing here yet" in client.get(ADDRESS).content.decode()


def test_only_an_open_concern_past_its_day_is_overdue(home):
    late = YouSaidFactory(due_on=days(-3), progress="doing")
    YouSaidFactory(due_on=days(-3), progress="done", we_did="Done.")
    YouSaidFactory(due_on=days(0), progress="doing")
    YouSaidFactory(due_on=None)

    assert list(YouSaid.objects.overdue(timezone.localdate())) == [late]
    assert late.is_overdue
    assert late.due_in_words == "Overdue by 3 days"


def test_readers_are_told_that_an_answer_is_late(client, home):
    YouSaidFactory(due_on=days(-3), progress="doing")

    assert "late: an update was due by" in client.get(ADDRESS).content.decode()


def test_a_change_reaches_readers_through_the_site_revision(home):
    before = SiteRevision.current().number

    concern = YouSaidFactory()
    created = SiteRevision.current().number
    concern.progress = Progress.LOOKING
    concern.save()

    assert before < created < SiteRevision.current().number


def test_the_page_asks_as_often_with_20_concerns_as_with_2(client, home):
    for _ in range(2):
        YouSaidFactory()
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as few:
        client.get(ADDRESS)
    for _ in range(18):
        YouSaidFactory()
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as many:
        client.get(ADDRESS)

    assert len(many) == len(few) <= 15


@pytest.fixture
def guardian(home, client):
    user = User.objects.create_user("the-guardian")
    user.groups.add(Group.objects.get(name="Guardian"))
    client.force_login(user)
    return user


def form(**changed):
    return {
        "you_said": "The rest room is cold",
        "we_did": "",
        "progress": "heard",
        "owner_role": "Estates",
        "due_on": "",
        "updated_on": "25/11/2026",
        "states_of_mind": [StateOfMind.objects.get(slug="fatigue").pk],
        "order": "1",
        **changed,
    }


def test_the_guardian_adds_a_concern_in_the_admin(client, guardian):
    response = client.post("/admin/you_said/new/", form())

    assert response.status_code == 302
    concern = YouSaid.objects.get()
    assert [state.slug for state in concern.states_of_mind.all()] == ["fatigue"]


def test_the_admin_says_in_words_why_an_answer_is_refused(client, guardian):
    response = client.post("/admin/you_said/new/", form(progress="not-possible"))

    assert "people are owed the reason" in response.content.decode()
    assert not YouSaid.objects.exists()


def test_the_admins_list_flags_and_finds_what_is_overdue(client, guardian):
    YouSaidFactory(you_said="Late one", due_on=days(-10))
    YouSaidFactory(you_said="Early one", due_on=days(10))

    everything = client.get("/admin/you_said/").content.decode()
    late = client.get("/admin/you_said/", {"is_overdue": "true"}).content.decode()

    assert "Overdue by 10 days" in everything
    assert "Late one" in late
    assert "Early one" not in late
