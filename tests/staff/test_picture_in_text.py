"""A picture dropped into a text is uploaded with its description, once, by those who may upload."""

import io

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from recalibrate.core.models import SiteImage, User

ADDRESS = "/admin/pictures/in-the-text/"


def picture(colour="teal", name="p.png"):
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")


def signed_in(client, role):
    user = User.objects.create_user(role.lower(), password="its own words")
    user.groups.set(Group.objects.filter(name=role))
    client.force_login(user)
    return user


@pytest.mark.parametrize("role", ["Editor", "Contributor"])
def test_it_comes_back_as_a_block_of_the_body(client, home, role):
    user = signed_in(client, role)

    said = client.post(ADDRESS, {"file": picture(), "alt": "A chair by a window"}).json()

    image = SiteImage.objects.get()
    assert (said["image"]["id"], said["alt_text"], said["decorative"]) == (
        image.pk,
        "A chair by a window",
        False,
    )
    assert (image.title, image.description, image.uploaded_by_user) == (
        "A chair by a window",
        "A chair by a window",
        user,
    )


def test_what_only_decorates_is_named_by_its_file(client, home):
    signed_in(client, "Editor")

    said = client.post(ADDRESS, {"file": picture(name="pond.png"), "decorative": "on"}).json()

    assert (said["decorative"], SiteImage.objects.get().title) == (True, "pond")


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"file": picture}, "Describe the picture"),
        ({"file": lambda: SimpleUploadedFile("p.png", b"nothing"), "alt": "A"}, "not a picture"),
        ({"alt": "A"}, "required"),
    ],
)
def test_what_is_wrong_is_said(client, home, sent, why):
    signed_in(client, "Editor")
    sent = {name: value() if callable(value) else value for name, value in sent.items()}

    answer = client.post(ADDRESS, sent)

    assert answer.status_code == 400
    assert why in answer.json()["why"]
    assert not SiteImage.objects.exists()


def test_the_same_picture_twice_is_one_in_the_library(client, home):
    signed_in(client, "Editor")
    first = client.post(ADDRESS, {"file": picture(), "alt": "A pond"}).json()
    second = client.post(ADDRESS, {"file": picture(), "alt": "The pond again"}).json()

    assert first["image"]["id"] == second["image"]["id"]
    assert second["alt_text"] == "The pond again"


def test_nobody_else_uploads(client, home):
    signed_in(client, "Approver")

    assert client.post(ADDRESS, {"file": picture(), "alt": "A"}).status_code == 302
    assert not SiteImage.objects.exists()
