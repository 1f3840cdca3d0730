"""How often the inbox asks the database, as an editor meets it after a morning's work."""

import pytest
from arrivals import arrived, keep_fields
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_otp.plugins.otp_totp.models import TOTPDevice
from signing_in import PASSWORD, Phone, sign_in
from wagtail.users.models import UserProfile

from feeds.curating.decide import hold_item
from feeds.curating.suggestions import advise
from feeds.models import Source
from recalibrate.core.models import StateOfMind, Strategy, User
from recalibrate.core.models.revision import SiteRevision

BAR = 12
INBOX = "/admin/inbox/"


@pytest.fixture
def phone(editor) -> Phone:
    return Phone(TOTPDevice.objects.create(user=editor, name="phone").key)


@pytest.fixture
def inbox(home, editor) -> list[Source]:
    """More than a page of stories, each told twice, with suggestions; some held, one hidden."""
    UserProfile.objects.create(user=editor)
    states = list(StateOfMind.objects.all()[:3])
    sources = [
        Source.objects.create(
            name=f"Source {number}",
            slug=f"source-{number}",
            site_url="https://a.example/",
            feed_url=f"https://a.example/feed/{number}",
            default_strategy=Strategy.objects.first(),
            error_streak=10 * number,
        )
        for number in range(4)
    ]
    for source in sources:
        source.default_states.set(states)
    for number in range(26):
        source, other = sources[number % 4], sources[(number + 1) % 4]
        story = arrived(source, number, title=f"Exhausted after nights {number}", language="en-gb")
        arrived(other, 1000 + number, story=story, same_by="words")
    hold_item(arrived(sources[0], 100), by=editor, note="Later.")
    arrived(sources[0], 101, hidden_by="says “webinar”")
    return sources


def sign_in_as(client, editor: User, phone: Phone | None) -> None:
    editor.set_password(PASSWORD)
    editor.save()
    sign_in(client, editor.username)
    if phone:
        client.post("/admin/second-step/", {"code": phone.code})


def decide_on_two(client) -> None:
    page = client.get(INBOX).context["page"]
    client.post(f"{INBOX}{page[0].pk}/", {"decision": "pass"})
    client.post(f"{INBOX}{page[1].pk}/", keep_fields())


def asked(client, address: str = INBOX):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return response, [query["sql"] for query in captured]


@pytest.mark.parametrize("second_step", [False, True])
def test_a_filled_inbox_asks_at_most_twelve_times(client, editor, inbox, second_step, request):
    sign_in_as(client, editor, request.getfixturevalue("phone") if second_step else None)
    decide_on_two(client)
    client.get(INBOX)

    response, first = asked(client)
    _, second = asked(client)

    html = response.content.decode()
    assert len(response.context["rows"]) == 20
    shown = (
        "Ticked for you",
        "These sources have the same story",
        "Held (1)",
        "Hidden by word filters (1)",
        "Kept “",
        "Sources (3)",
    )
    assert [words for words in shown if words not in html] == []
    assert len(first) <= BAR, "\n".join(first)
    assert len(second) <= BAR, "\n".join(second)


@pytest.mark.parametrize("address", [f"{INBOX}?page=2", f"{INBOX}?view=held", f"{INBOX}?source=source-1"])
def test_so_does_every_part_of_it(client, editor, inbox, address):
    client.force_login(editor)
    client.get(address)

    _, queries = asked(client, address)

    assert len(queries) <= BAR, "\n".join(queries)


def test_an_administrators_inbox_asks_no_more_often(client, editor, inbox):
    editor.is_superuser = True
    editor.save()
    client.force_login(editor)
    client.get(INBOX)

    _, queries = asked(client)

    assert len(queries) <= BAR, "\n".join(queries)


def test_what_is_usual_for_a_source_counts_at_once(client, editor, inbox):
    """It is read once a site revision, so changing it makes a new one."""
    item = arrived(inbox[0], 200, title="Words", text="of nothing.")
    before = set(advise([item])[item.pk].states)
    calm = StateOfMind.objects.get(slug="calm")
    stamp = SiteRevision.current()

    inbox[0].default_states.set([calm])

    assert SiteRevision.current() != stamp
    assert set(advise([item])[item.pk].states) == {calm.pk} != before
    inbox[0].default_states.clear()
    assert advise([item])[item.pk].states == {}


@pytest.mark.parametrize("address", ["/admin/", "/admin/pages/{home}/", "/admin/pages/{home}/edit/"])
def test_every_page_of_the_admin_asks_once_who_is_there_and_what_they_may(client, editor, home, address):
    client.force_login(editor)
    address = address.format(home=home.pk)
    client.get(address)

    _, queries = asked(client, address)

    places = ("grouppagepermission", "groupcollectionpermission", "groupsitepermission")
    for once in ("django_session", "auth_group_permissions", *places, ") counted"):
        assert len([query for query in queries if once in query]) == 1, once
