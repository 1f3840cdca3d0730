"""Opening a picture that a stranger sent costs little, whatever it is; what people send is drawn."""

import io
import threading

import pytest
from picture_bombs import BOMBS, chunk, flat, grainy, png_with, saved, scans_over_and_over
from PIL import Image

from benchmarks.cost import cost_of
from recalibrate.infra import pictures
from recalibrate.infra.decode_budget import Busy, DecodeBudget, TooDear
from recalibrate.infra.pictures import EDITORS, MOST_BYTES, STRANGERS, Allowance, PictureRefused, redrawn

MOST_SECONDS, MOST_MEMORY = 0.75, 64 * 2**20  # seconds: three times what docs/performance.md has, for noise


def opened_or_refused(content: bytes) -> str:
    try:
        return redrawn(io.BytesIO(content), STRANGERS)[1]
    except PictureRefused as refused:
        return str(refused)


@pytest.mark.parametrize("name", BOMBS)
def test_no_picture_costs_much(name):
    content = BOMBS[name]()
    assert len(content) <= MOST_BYTES
    opened_or_refused(content[:1_000])  # Pillow's own modules are there

    cost = cost_of(lambda: opened_or_refused(content))

    assert cost.seconds < MOST_SECONDS, cost
    assert cost.peak < MOST_MEMORY, cost


@pytest.mark.parametrize(
    "taken",
    [
        grainy("JPEG", (4032, 3024), quality=80),  # a phone's
        grainy("JPEG", (8064, 6048), quality=30),  # a newer phone's, 48 megapixels
        grainy("JPEG", (2000, 1500), progressive=True),
        saved(Image.new("CMYK", (900, 600)), "JPEG"),
        flat("PNG", size=(2560, 1600)),  # what a screen shows
        flat("PNG", "RGBA", size=(1170, 1700)),
        flat("PNG", "P", size=(1920, 1080)),
        flat("WEBP", size=(1600, 1200), lossless=True),
    ],
    ids=["phone", "48 megapixels", "progressive", "CMYK", "screen", "seen through", "palette", "WebP"],
)
def test_what_people_take_pictures_with_is_opened(taken):
    content, ending = redrawn(io.BytesIO(taken), STRANGERS)

    with Image.open(io.BytesIO(content)) as drawn:
        assert (ending, drawn.format) == ("jpg", "JPEG")
        assert 900 <= max(drawn.size) <= 1600


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("held", range(1, 9))
def test_a_picture_stands_as_it_was_taken(kind, held):
    exif = Image.Exif()
    exif[0x0112] = held
    taken = Image.new("RGB", (64, 32), "white")
    taken.paste("black", (0, 0, 32, 16))  # the corner that tells

    content, _ = redrawn(io.BytesIO(saved(taken, kind, exif=exif)), STRANGERS)

    with Image.open(io.BytesIO(content)) as drawn:
        across, down = drawn.size
        corners = [(4, 4), (across - 5, 4), (across - 5, down - 5), (4, down - 5)]
        dark = [number for number, at in enumerate(corners) if sum(drawn.getpixel(at)) < 200]
    assert (across > down) == (held < 5)
    assert dark == [[0, 1, 2, 3, 0, 1, 2, 3][held - 1]]


def test_what_can_be_seen_through_stands_on_white_for_strangers_and_stays_for_editors():
    clear = flat("PNG", "RGBA", size=(40, 30))

    strangers, _ = redrawn(io.BytesIO(clear), STRANGERS)
    editors, ending = redrawn(io.BytesIO(clear), EDITORS, keeps_format=True)

    assert Image.open(io.BytesIO(strangers)).getpixel((5, 5)) == (255, 255, 255)
    assert (ending, Image.open(io.BytesIO(editors)).getpixel((5, 5))[3]) == ("png", 0)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (lambda: flat("PNG", "P"), "2,000 pixels on its longer side"),
        (lambda: flat("PNG", "1", (9000, 9000)), "50 million pixels. Make it smaller"),
        (scans_over_and_over, "not a picture we can open"),
        (lambda: flat("JPEG", size=(60, 40))[:-200], "not a picture we can open"),
        (lambda: flat("PNG", size=(60, 40))[:-30], "not a picture we can open"),
        (lambda: png_with(chunk(b"IHDR", b"\0" * 13)), "not a picture we can open"),
        (lambda: b"RIFF\x04\0\0\0WEBPVP8X", "not a picture we can open"),
        (lambda: b"\xff\xd8\xff", "not a picture we can open"),
        (lambda: flat("GIF", "P", size=(60, 40)), "JPEG, PNG and WebP work"),
    ],
)
def test_a_refusal_says_what_to_do(content, words):
    assert words in opened_or_refused(content())


def test_many_at_once_hold_no_more_than_the_budget(monkeypatch):
    """Two threads hold all there is; the next is told to come back."""
    small = flat("PNG", size=(400, 300))
    tight = Allowance(1600, DecodeBudget(2_600_000, patience=0.2))
    inside, may_end = threading.Barrier(3), threading.Event()

    def slow(*arguments):
        inside.wait(10)
        may_end.wait(10)
        return Image.new("RGB", (4, 3))

    monkeypatch.setattr(pictures, "_clean", slow)
    threads = [threading.Thread(target=redrawn, args=(io.BytesIO(small), tight)) for _ in range(2)]
    for thread in threads:
        thread.start()
    inside.wait(10)

    with pytest.raises(PictureRefused, match="again in a minute"):
        redrawn(io.BytesIO(small), tight)

    may_end.set()
    for thread in threads:
        thread.join(10)
    monkeypatch.undo()
    assert redrawn(io.BytesIO(small), tight)[1] == "jpg"


def test_a_budget_gives_back_what_was_held_whatever_happens():
    budget = DecodeBudget(10, patience=0.01)
    with pytest.raises(TooDear), budget.holding(11):
        pass
    with pytest.raises(ZeroDivisionError), budget.holding(10):
        _ = 1 / 0
    with budget.holding(6), pytest.raises(Busy), budget.holding(6):
        pass
    with budget.holding(10):
        pass
