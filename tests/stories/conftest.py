"""Forms as a browser sends them: the token comes out of the page."""

import io
import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from recalibrate.web import anonymous_forms

STORY = {
    "text": "The bleep went eleven times.\n\nNobody had eaten.",
    "state": "fatigue",
    "byline": "A resident doctor",
    "who_is_in_it": "nobody",
    "may_publish": "on",
}


@pytest.fixture(autouse=True)
def _nobody_was_here(home, monkeypatch):
    """Tests write faster than people."""
    monkeypatch.setattr(anonymous_forms, "MIN_FILL_SECONDS", 0)


def token_of(response: HttpResponse) -> str:
    found = re.search(r'name="token" value="([^"]+)"', response.content.decode())
    assert found
    return found[1]


@pytest.fixture
def write(client: Client) -> Callable[..., HttpResponse]:
    """Open the form and send it with these answers; None leaves one out."""

    def send(path: str = "/write/", **answers: object) -> HttpResponse:
        known = STORY if path == "/write/" else {"text": "Thank you for this."}
        filled = {name: value for name, value in {**known, **answers}.items() if value is not None}
        headers = filled.pop("headers", None)
        filled.setdefault("token", token_of(client.get(path)))
        return client.post(path, filled, headers=headers)

    return send


@pytest.fixture
def photograph() -> Callable[..., SimpleUploadedFile]:
    """A picture as a phone takes one: with a place, a device, a comment and a telling name."""

    def take(size: tuple[int, int] = (64, 48), name: str = "ward-7-dr-planted.jpg") -> SimpleUploadedFile:
        exif = Image.Exif()
        exif[0x010F] = "PlantedPhone"
        exif[0x8769] = {0x9003: "2026:11:25 03:40:00"}
        exif[0x8825] = {1: "N", 2: (53.0, 12.0, 34.5), 3: "W", 4: (1.0, 2.0, 3.0), 29: "2026:11:25"}
        out = io.BytesIO()
        Image.new("RGB", size, "teal").save(
            out, "JPEG", exif=exif, comment=b"PlantedComment", icc_profile=b"PlantedProfile"
        )
        return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")

    return take
