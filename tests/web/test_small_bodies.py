"""Strangers send as much as a form of ours needs; colleagues search as much as a database bears."""

import time
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from recalibrate.core.models import User
from recalibrate.web.middleware.admin_searches import MOST_CHARACTERS, MOST_WORDS, searched
from recalibrate.web.middleware.small_bodies import MOST_BYTES, MOST_FIELDS, WITH_A_FILE

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("address", ["/by-email/", "/admin/login/", "/posts/", "/search/"])
def test_what_no_form_of_ours_needs_is_refused_before_it_is_read(client: Client, home, address):
    answer = client.post(address, b"a=" + b"x" * MOST_BYTES, content_type=FORM)

    assert answer.status_code == 413
    assert "shorten the text" in answer.content.decode()


@pytest.mark.parametrize("length", ["-1", "1e9", "9" * 30, "0x10"])
def test_a_length_that_is_none_is_refused(client: Client, home, length):
    answer = client.post("/by-email/", b"a=1", content_type=FORM, CONTENT_LENGTH=length)

    assert answer.status_code in (400, 413)


def test_a_form_without_a_file_of_ours_keeps_none(client: Client, home):
    file = SimpleUploadedFile("a.png", b"\0" * 1_000)
    answer = client.post("/by-email/", {"email": "a@b.example", "file": file})

    assert answer.status_code < 500
    assert not answer.wsgi_request.FILES


def test_the_story_form_takes_a_picture_and_no_more(client: Client, home):
    small = client.post("/write/", {"picture": SimpleUploadedFile("a.png", b"\0" * MOST_BYTES)})
    large = client.post("/write/", {"picture": SimpleUploadedFile("a.png", b"\0" * WITH_A_FILE)})

    assert (small.status_code, large.status_code) == (422, 413)


@pytest.mark.parametrize("address", ["/write/", "/admin/login/"])
def test_more_fields_than_any_form_of_ours_has_are_not_read(client: Client, home, address):
    fields = {f"f{number}": "1" for number in range(MOST_FIELDS + 2)}
    parts = client.post(address, fields)
    pairs = client.post(address, urlencode(fields), content_type=FORM)

    assert (parts.status_code, pairs.status_code) == (400, 400)


def test_a_cookie_that_takes_long_to_read_is_not_read(client: Client, home):
    began = time.process_time()
    answer = client.get("/help/", headers={"Cookie": 'a="' + '\\"' * 30_000})

    assert answer.status_code == 200
    assert not answer.wsgi_request.COOKIES
    assert time.process_time() - began < 1


def test_colleagues_send_what_the_whole_site_allows(client: Client, home):
    client.force_login(User.objects.create_superuser("root", "root@fenwold.example", "pw"))

    answer = client.post("/posts/", b"a=" + b"x" * MOST_BYTES, content_type=FORM)

    assert answer.status_code != 413


SEARCHES = [
    "wagtailimages:index", "wagtaildocs:index", "wagtailadmin_pages:search", "wagtailusers_users:index",
    "wagtailimages_chooser:choose_results", "wagtaildocs_chooser:choose_results",
    "wagtailadmin_choose_page_search",
]  # fmt: skip
HOSTILE = {
    "4,000 words": "sleep " * 4_000,
    "different words": " ".join(f"w{n}" for n in range(4_000)),
    "marks": "\"'",
    "marks in marks": "'\"'\"",
    "NUL": "a\0b",
    "one end": 'a "b',
    "operators": "OR AND NOT ( *",
}


@pytest.mark.parametrize("name", SEARCHES)
@pytest.mark.parametrize("looked_for", HOSTILE)
def test_no_search_of_the_admin_breaks_the_database(client: Client, home, name, looked_for):
    client.force_login(User.objects.create_superuser("root", "root@fenwold.example", "pw"))

    answer = client.get(reverse(name), {"q": HOSTILE[looked_for], "search": HOSTILE[looked_for]})

    assert answer.status_code == 200


def test_a_search_is_its_first_words():
    assert searched('night shift "on call"') == 'night shift "on call"'
    assert searched("a" * 999) == "a" * MOST_CHARACTERS
    assert len(searched("ab " * 4_000).split()) == MOST_WORDS
    assert searched("\"' ama@trust.example -") == "ama@trust.example"


@pytest.mark.parametrize("folder", ["images", "social"])
def test_a_name_that_no_disk_takes_is_not_there(client: Client, home, settings, tmp_path, folder):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    }
    settings.MEDIA_ROOT = tmp_path

    for name in ("a" * 300, "a/" * 3_000, "%00"):
        assert client.get(f"/media/{folder}/{name}.png").status_code == 404
