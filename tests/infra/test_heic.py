"""An iPhone's own pictures: colleagues' are made JPEG, strangers' and what is too large refused with a way on."""

import io
import struct

import pillow_heif
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from picture_bombs import grainy
from PIL import Image
from wagtail.images.forms import get_image_form
from wagtail.models import Collection

from benchmarks.cost import cost_of
from recalibrate.core.models import SiteImage
from recalibrate.infra.pictures import EDITORS, STRANGERS, PictureRefused, redrawn

MAKER = 0x010F


def heic(size: tuple[int, int] = (320, 240), mode: str = "RGB", turned: int = 1) -> bytes:
    image = Image.new(mode, size, "teal")
    image.paste("black", (0, 0, size[0] // 2, size[1] // 2))  # the corner that tells
    exif = Image.Exif()
    exif[MAKER], exif[0x0112] = "Fenwold Phones", turned
    out = io.BytesIO()
    pillow_heif.from_pillow(image).save(out, quality=50, exif=exif.tobytes())
    return out.getvalue()


def said_to_be(content: bytes, width: int, height: int) -> bytes:
    """The same file, with another size in its head."""
    at = content.index(b"ispe") + 8
    return content[:at] + struct.pack(">II", width, height) + content[at + 8 :]


def refused(content: bytes, allowance=EDITORS) -> str:
    with pytest.raises(PictureRefused) as why:
        redrawn(io.BytesIO(content), allowance, keeps_format=True)
    return str(why.value)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L"])
def test_a_colleagues_becomes_a_jpeg_that_tells_nothing(mode):
    content, ending = redrawn(io.BytesIO(heic(mode=mode)), EDITORS, keeps_format=True)

    with Image.open(io.BytesIO(content)) as drawn:
        assert (ending, drawn.format, drawn.size, drawn.mode) == ("jpg", "JPEG", (320, 240), "RGB")
        assert not drawn.getexif()
        assert sum(drawn.getpixel((10, 10))) < 60 < sum(drawn.getpixel((310, 230)))
    assert b"Fenwold" not in content


def test_a_form_takes_it_and_readers_get_a_file_that_they_can_open(home):
    there = {"title": "P", "description": "A pond", "collection": Collection.get_first_root_node().pk}
    file = SimpleUploadedFile("IMG_0001.HEIC", heic(), "image/heic")
    form = get_image_form(SiteImage)(there, {"file": file})

    assert form.is_valid(), form.errors
    picture = form.save()
    assert picture.file.name.endswith(".jpg")
    assert picture.get_rendition("width-30").file.name.endswith(".jpg")


def test_a_strangers_is_refused_with_how_to_switch_the_phone():
    assert "Most Compatible" in refused(heic(), STRANGERS)


@pytest.mark.parametrize("size", [(8064, 6048), (30_000, 30_000), (70_000, 70_000)])
def test_what_would_not_fit_is_refused_before_it_is_decoded(size):
    bomb = said_to_be(heic(), *size)
    refused(heic()[:300])  # the library is there

    words = []
    cost = cost_of(lambda: words.append(refused(bomb)))

    assert words[0]
    assert cost.peak < 8 * 2**20, cost
    assert cost.seconds < 0.5, cost


def test_a_phones_48_megapixels_say_how_to_switch_it():
    assert "Most Compatible" in refused(said_to_be(heic(), 8064, 6048))


@pytest.mark.parametrize(
    "spoil", [lambda c: c[: len(c) // 2], lambda c: c[:40], lambda c: c[:60] + b"\xff" * 99]
)
def test_a_broken_one_is_no_picture(spoil):
    assert "This is not a picture we can open" in refused(spoil(heic()))


@pytest.mark.parametrize("more", [{}, {"progressive": True}], ids=["plain", "progressive"])
def test_a_colleagues_48_megapixels_are_drawn_within_the_budget(more):
    taken = grainy("JPEG", (8064, 6048), quality=80, **more)
    assert len(taken) > 10 * 2**20
    sizes = []

    def draw() -> None:
        with Image.open(io.BytesIO(redrawn(io.BytesIO(taken), EDITORS, keeps_format=True)[0])) as drawn:
            sizes.append(drawn.size)

    cost = cost_of(draw)

    assert 1500 <= max(sizes[0]) <= 2400
    assert cost.peak < EDITORS.budget.most, cost
