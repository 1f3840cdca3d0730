"""Sharing a story: no account, no cookie, nothing that was typed is lost."""

import io
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from wagtail.models import PageLogEntry, Revision

from blog.models import PostPage
from recalibrate.core.models import SiteImage, User
from recalibrate.infra.pictures import MOST_BYTES
from recalibrate.stories import forms, spam
from recalibrate.stories.models import Contact, Contribution, SpentToken
from recalibrate.stories.upload import keep_uploads_in_memory
from recalibrate.web import anonymous_forms
from recalibrate.web.rate_limit import Limit


def test_a_story_becomes_a_draft_of_the_contributor_desk(client, write):
    response = write(title="Eleven bleeps")

    assert response.status_code == 302
    assert "We have received it" in client.get(response.url).content.decode()
    post = PostPage.objects.get()
    assert (post.title, post.live, post.owner.username) == ("Eleven bleeps", False, "contributor-desk")
    assert str(post.body[0].value) == "<p>The bleep went eleven times.</p><p>Nobody had eaten.</p>"
    assert [state.slug for state in post.states_of_mind.all()] == ["fatigue"]
    assert [who.name for who in post.contributors] == ["A resident doctor"]
    assert Contribution.objects.get().text == ""


def test_nobody_can_log_in_to_the_desk(write):
    write()

    desk = User.objects.get(username="contributor-desk")
    assert (desk.is_active, desk.has_usable_password(), desk.is_staff, desk.email) == (
        False,
        False,
        False,
        "",
    )


def test_what_is_noted_says_the_day_and_not_the_minute(write, photograph):
    write(picture=photograph(), picture_says="A corridor")

    post = PostPage.objects.get()
    moments = [
        post.latest_revision_created_at,
        *Revision.objects.for_instance(post).values_list("created_at", flat=True),
        *PageLogEntry.objects.filter(page_id=post.pk).values_list("timestamp", flat=True),
        *SiteImage.objects.values_list("created_at", flat=True),
    ]
    assert len(moments) >= 4
    assert {timezone.localtime(moment).strftime("%H:%M:%S.%f") for moment in moments} == {"12:00:00.000000"}


def test_it_appears_on_a_day_drawn_by_chance_however_soon_an_editor_publishes(write):
    for _ in range(12):
        write(text="Another", title="Nights")

    days = {post.go_live_at.date() - timezone.localdate() for post in PostPage.objects.all()}
    assert len(days) > 1
    assert all(timedelta(days=5) <= wait <= timedelta(days=21) for wait in days)
    post = PostPage.objects.first()
    post.get_latest_revision().publish()
    post.refresh_from_db()
    assert (post.live, post.first_published_at) == (False, None)
    assert timezone.localtime(post.go_live_at).strftime("%H:%M") == "09:00"


@pytest.mark.parametrize(
    "path", ["/write/", "/write/?state=fatigue", "/write/?state=nothing", "/write/thank-you/"]
)
def test_no_page_of_it_sets_a_cookie(client, path):
    response = client.get(path)

    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_nobody_keeps_a_form_that_carries_a_token(client):
    assert "no-store" in client.get("/write/")["Cache-Control"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": ""}, "A few lines are enough"),
        ({"text": "a" * 40_001}, "40001 characters and the limit is 40000"),
        ({"who_is_in_it": None}, "Choose the closest answer"),
        ({"may_publish": None}, "We cannot publish your story without it"),
        ({"state": "no-such-state"}, "Select a valid choice"),
        ({"token": "forged"}, "Something was missing"),
        ({"token": ""}, "Something was missing"),
        ({"headers": {"Sec-Fetch-Site": "cross-site"}}, "to come from another site"),
        ({"headers": {"Origin": "https://elsewhere.example"}}, "to come from another site"),
        ({"headers": {"Origin": "null"}}, "to come from another site"),
        (
            {"picture": SimpleUploadedFile("a.jpg", b"no picture"), "picture_says": "A"},
            "not a picture we can open",
        ),
        (
            {"picture": SimpleUploadedFile("a.jpg", b"\0" * (MOST_BYTES + 1)), "picture_says": "A"},
            "larger than 10 MB",
        ),
    ],
)
def test_what_was_typed_comes_back_with_what_is_wrong(write, wrong, said):
    text = wrong.get("text") or STORY_TEXT
    response = write(**{"title": "Kept", "contact": "someone@staff.example", "text": text, **wrong})

    html = response.content.decode()
    assert response.status_code in (403, 422)
    assert said in html
    assert 'value="Kept"' in html
    assert 'value="someone@staff.example"' in html
    assert (wrong.get("text", text) or 'name="text"') in html
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert not Contribution.objects.exists()


STORY_TEXT = "Half a night’s worth of words."


def test_a_form_that_came_back_can_be_sent_at_once(client, write, monkeypatch):
    monkeypatch.setattr(anonymous_forms, "MIN_FILL_SECONDS", 60)
    wrong = write(token="forged")
    monkeypatch.setattr(anonymous_forms, "TOKEN_MAX_AGE", -1)
    expired = write()
    monkeypatch.setattr(anonymous_forms, "TOKEN_MAX_AGE", 60)

    assert "open for more than a day" in expired.content.decode()
    assert write(token=token_in(expired)).status_code == 302
    assert [one.is_held for one in Contribution.objects.all()] == [False]
    assert wrong.status_code == 422


def token_in(response):
    return response.content.decode().split('name="token" value="')[1].split('"')[0]


def test_a_second_press_of_the_button_sends_nothing_twice_and_other_words_are_not_lost(client, write):
    token = token_in(client.get("/write/"))

    first, again = write(token=token), write(token=token)
    other = write(token=token, text="Something else entirely.")

    assert (first.status_code, again.status_code, other.status_code) == (302, 302, 409)
    assert "Something else entirely." in other.content.decode()
    assert Contribution.objects.count() == SpentToken.objects.count() == 1
    assert write(token=token_in(other), text="Something else entirely.").status_code == 302
    assert Contribution.objects.count() == 2


def test_a_token_of_one_form_opens_no_other(client, write):
    token = anonymous_forms.issue_token("reply:1")

    assert write(token=token).status_code == 422


@pytest.mark.parametrize(
    ("sign", "reason"),
    [
        ({"website": "https://spam.example"}, "do not see"),
        ({"text": "http://a.example http://b.example www.c.example"}, "3 links"),
    ],
)
def test_what_looks_like_a_program_is_held_for_a_person_and_answered_as_ever(client, write, sign, reason):
    response = write(**sign)

    held = Contribution.objects.get()
    assert response.status_code == 302
    assert reason in held.held_because
    assert held.text
    assert not PostPage.objects.exists()


def test_haste_is_held(write, monkeypatch):
    monkeypatch.setattr(anonymous_forms, "MIN_FILL_SECONDS", 60)

    write()

    assert "60 seconds" in Contribution.objects.get().held_because


def test_many_from_one_address_are_held_and_very_many_come_back_filled_in(write, monkeypatch):
    monkeypatch.setattr(spam, "MANY", Limit("letters", 2, per=600))
    monkeypatch.setattr(spam, "TOO_MANY", Limit("very many letters", 3, per=600))

    statuses = [write(text=f"Story {n}").status_code for n in range(3)]
    last = write(text="One too many")

    assert statuses == [302, 302, 302]
    assert Contribution.objects.held().count() == 1
    assert last.status_code == 429
    assert "One too many" in last.content.decode()


def test_a_sender_is_counted_without_being_known(write):
    write()

    remembered = repr(caches["rate_limits"]._cache)
    assert "limit-" in remembered
    assert "127.0.0.1" not in remembered


def test_a_picture_is_drawn_anew_and_named_anew(write, photograph):
    write(picture=photograph((3000, 1000)), picture_says="An empty corridor")

    image = SiteImage.objects.get()
    content = image.file.read()
    with Image.open(io.BytesIO(content)) as opened:
        assert opened.size == (1600, 533)
        assert not opened.getexif()
    assert b"Planted" not in content
    assert image.file.name.startswith("original_images/story-")
    assert (image.title, image.description) == ("Picture with a story", "An empty corridor")
    block = PostPage.objects.get().body[1]
    assert block.value["image"].contextual_alt_text == "An empty corridor"


def test_a_picture_needs_words_and_a_form_that_comes_back_says_that_it_has_to_be_chosen_again(
    write, photograph
):
    html = write(picture=photograph()).content.decode()

    assert "Describe the picture in a few words" in html
    assert "choose the picture again" in html
    assert not SiteImage.objects.exists()


def test_a_picture_that_unpacks_to_very_many_pixels_is_refused(write):
    out = io.BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")

    response = write(picture=SimpleUploadedFile("a.png", out.getvalue()), picture_says="Nothing")

    assert "million pixels" in response.content.decode()


def test_another_name_waits_for_an_editor_to_choose(write):
    write(byline="The one with the bad shoes")

    assert PostPage.objects.get().contributors == ()
    assert Contribution.objects.get().byline == "The one with the bad shoes"


def test_markup_is_shown_and_never_obeyed(write):
    write(text="<script>alert(1)</script> & 5 < 6")

    assert str(PostPage.objects.get().body[0].value) == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; 5 &lt; 6</p>"
    )


def test_a_contact_is_kept_apart_until_its_day(write):
    write(contact="planted@staff.example")

    contact = Contact.objects.get()
    assert contact.address == "planted@staff.example"
    assert contact.forget_on == timezone.localdate() + timedelta(days=90)
    assert contact.contribution == Contribution.objects.get()


@pytest.mark.parametrize("path", ["/", "/posts/", "/states/fatigue/"])
def test_the_form_is_one_tap_from_where_readers_are(client, path):
    assert 'href="/write/' in client.get(path).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"token": "forged"},
        {"headers": {"Sec-Fetch-Site": "cross-site"}},
        {"text": ""},
        {"may_publish": None},
        {"picture_says": ""},
    ],
)
def test_no_picture_is_opened_before_all_that_is_cheap_has_been_checked(
    write, photograph, monkeypatch, wrong
):
    opened = []
    monkeypatch.setattr(forms, "redrawn", lambda *_: opened.append(1) or (b"", "jpg"))

    response = write(**{"picture": photograph(), "picture_says": "A corridor"} | wrong)

    assert response.status_code in (403, 422)
    assert opened == []


def test_no_picture_is_opened_for_one_of_very_many_or_for_a_form_that_has_arrived(
    client, write, photograph, monkeypatch
):
    opened = []
    monkeypatch.setattr(forms, "redrawn", lambda *_: opened.append(1))
    token = token_in(client.get("/write/"))
    story = {"token": token, "picture": photograph(), "picture_says": "A corridor"}
    assert write(**story).status_code == 302
    assert write(**story | {"picture": photograph()}).status_code == 302
    monkeypatch.setattr(spam, "TOO_MANY", Limit("very many letters", 1, per=600))

    assert write(picture=photograph(), picture_says="A corridor").status_code == 429
    assert len(opened) == 1


def test_all_files_of_one_form_are_kept_to_what_one_may_have(client, rf):
    files = [SimpleUploadedFile("a.jpg", b"\0" * (MOST_BYTES // 2)) for _ in range(5)]
    request = rf.post("/write/", {"picture": files, "token": client.get("/write/").content[:1]})
    keep_uploads_in_memory(request)

    assert sum(file.size for file in request.FILES.getlist("picture")) <= MOST_BYTES + 1
