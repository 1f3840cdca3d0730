"""Nothing typed is lost to a lost session: where one lands, who one is, and the form that is sent again."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from recalibrate.core.models import User

BUTTON = "/admin/inbox/1/"  # takes only what is posted


@pytest.fixture
def editor(home):
    user = User.objects.create_user("edda", password="a long word of words")
    user.groups.set(Group.objects.filter(name="Editor"))
    return user


@pytest.mark.parametrize(
    ("came_from", "lands_on"),
    [
        ("http://testserver/admin/inbox/?state=fatigue", "%2Fadmin%2Finbox%2F%3Fstate%3Dfatigue"),
        ("", "%2Fadmin%2F"),
        ("http://elsewhere.example/admin/inbox/", "%2Fadmin%2F"),
        ("http://testserver/posts/", "%2Fadmin%2F"),
    ],
)
def test_who_pressed_a_button_lands_on_its_page_after_signing_in(client, home, came_from, lands_on):
    headers = {"Referer": came_from} if came_from else {}

    answer = client.post(BUTTON, {"decision": "pass"}, headers=headers)

    assert (answer.status_code, answer["Location"]) == (302, f"/admin/login/?next={lands_on}")


def test_a_page_that_was_asked_for_is_where_one_lands(client, home):
    assert client.get("/admin/inbox/")["Location"] == "/admin/login/?next=/admin/inbox/"


def test_the_page_that_says_who_is_signed_in_is_for_them_alone(client, editor):
    assert client.get("/admin/signed-in/").status_code == 302
    client.force_login(editor)

    answer = client.get("/admin/signed-in/")

    assert f'data-signed-in-as="{editor.pk}"' in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


@pytest.fixture
def strict(editor):
    """A browser whose token is old."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor)
    return browser


def test_a_form_with_an_old_token_is_offered_again_with_all_that_was_typed(strict):
    typed = {
        "line": "\nTea <b>first</b>",
        "states": ["1", "2"],
        "password": "secret",
        "csrfmiddlewaretoken": "old",
    }

    answer = strict.post("/admin/paste/?a=b", typed, headers={"Origin": "http://testserver"})

    page = answer.content.decode()
    assert answer.status_code == 403
    assert 'action="/admin/paste/?a=b"' in page
    assert '<textarea name="line" hidden>\n\nTea &lt;b&gt;first&lt;/b&gt;</textarea>' in page
    assert page.count('name="states"') == 2
    assert "secret" not in page


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://elsewhere.example"}, {"Origin": "null"}])
def test_another_sites_form_is_not_handed_on(strict, headers):
    answer = strict.post("/admin/paste/", {"line": "forged"}, headers=headers)

    assert answer.status_code == 403
    assert "forged" not in answer.content.decode()
