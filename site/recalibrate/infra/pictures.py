"""Pictures that were sent: measured before they are opened, and drawn anew, so that nothing hides in them."""

import io
from dataclasses import dataclass, replace
from typing import BinaryIO

from django.utils.text import format_lazy
from django.utils.translation import gettext, gettext_lazy
from PIL import Image

from . import decode_budget
from .decode_budget import Busy, DecodeBudget, TooDear
from .heic import is_heic, opened_heic
from .picture_parts import NotAPicture, Parts, read_orientation, read_parts

# A stranger's file counts twice (_cost) in a budget of 44 MB; colleagues, who send a phone's largest, have their own.
MOST_BYTES = 10 * 1024 * 1024
# A phone's best camera has 48 million; a PNG of fifty million of one colour is a few hundred kilobytes to send.
MOST_PIXELS = 50_000_000
SCALES = (8, 4, 2, 1)  # by which a JPEG is made smaller while it is decoded
FORMATS = ("JPEG", "PNG", "WEBP")
TOO_MANY_PIXELS = format_lazy(
    gettext_lazy(
        "The picture has more than {number} million pixels. Make it smaller: 2,000 pixels on its longer side are "
        "plenty."
    ),
    number=MOST_PIXELS // 1_000_000,
)
TOO_LARGE_TO_OPEN = gettext_lazy(
    "The picture is too large for us to open. Make it smaller: 2,000 pixels on its longer side are plenty."
)
TOO_MANY_AT_ONCE = gettext_lazy(
    "We are getting a lot of pictures. Choose it again in a minute, or go on without it."
)
# What an iPhone keeps unless it is told otherwise; the words in brackets are on its screen.
ON_AN_IPHONE = gettext_lazy(
    "On the iPhone choose Settings → Camera → Formats → Most Compatible and take it again, or open the picture, "
    "and send it to yourself by e-mail: it arrives as JPEG."
)
HEIC_REFUSED = format_lazy(
    gettext_lazy("This is a HEIC picture, as iPhones keep them; we open JPEG, PNG and WebP. {advice}"),
    advice=ON_AN_IPHONE,
)
HEIC_TOO_LARGE = format_lazy(
    gettext_lazy("This HEIC picture is too large for us to open. {advice}"), advice=ON_AN_IPHONE
)
NOT_A_PICTURE = gettext_lazy("This is not a picture we can open. JPEG, PNG and WebP work.")
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
BROKEN = (OSError, ValueError, SyntaxError, EOFError, *BOMBS)  # what Pillow raises for what is no picture
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class PictureRefused(ValueError):
    """Why, in words for the sender."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """How large a picture may become, what opening it may cost, and whether it may be seen through."""

    longest_side: int
    budget: DecodeBudget
    is_flat: bool = False
    most_bytes: int = MOST_BYTES
    takes_heic: bool = False


# Flat: saving what can be seen through costs five times as much as a JPEG.
STRANGERS = Allowance(1600, decode_budget.STRANGERS, is_flat=True)
# A phone’s 48 megapixels are 12 to 25 MB.
EDITORS = Allowance(2400, decode_budget.EDITORS, most_bytes=30 * 2**20, takes_heic=True)


def redrawn(file: BinaryIO, allowance: Allowance, *, keeps_format: bool = False) -> tuple[bytes, str]:
    """The picture itself and its file ending; no place, time, device, colour profile, comment or name.

    `keeps_format` leaves PNG and WebP what they are, and a GIF, which may move, as it is.
    """
    if len(content := file.read(allowance.most_bytes + 1)) > allowance.most_bytes:
        raise PictureRefused(
            gettext(
                "The picture is larger than {number} MB. Make it smaller: 2,000 pixels on its longer side are plenty."
            ).format(number=allowance.most_bytes // 1024 // 1024)
        )
    try:
        if is_heic(content):
            return _heic(content, allowance), "jpg"
        if keeps_format and content.startswith(b"GIF8"):
            return _gif(content, allowance), "gif"
        return _drawn_anew(read_parts(content), allowance, keeps_format=keeps_format)
    except PictureRefused:
        raise
    except (TooDear, MemoryError) as error:
        raise PictureRefused(HEIC_TOO_LARGE if is_heic(content) else TOO_LARGE_TO_OPEN) from error
    except Busy as error:
        raise PictureRefused(TOO_MANY_AT_ONCE) from error
    except (NotAPicture, *BROKEN) as error:
        raise PictureRefused(NOT_A_PICTURE) from error


def _heic(content: bytes, allowance: Allowance) -> bytes:
    if not allowance.takes_heic:
        raise PictureRefused(HEIC_REFUSED)
    result = 4 * allowance.longest_side**2
    with opened_heic(content, allowance.budget, most_pixels=MOST_PIXELS, result=result) as opened:
        return _saved(_clean(opened, replace(allowance, is_flat=True), None), "")[0]


def _gif(content: bytes, allowance: Allowance) -> bytes:
    """As it is, if its sizes for readers can be made of it later."""
    with Image.open(io.BytesIO(content), formats=("GIF",)) as opened:
        _refuse_too_many_pixels(opened.width, opened.height)
        # verify() decodes nothing, but sizes for readers will be made of it, in this process.
        with allowance.budget.holding(12 * opened.width * opened.height):
            opened.verify()
    return content


def _refuse_too_many_pixels(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise PictureRefused(TOO_MANY_PIXELS)


def _drawn_anew(parts: Parts, allowance: Allowance, *, keeps_format: bool) -> tuple[bytes, str]:
    _refuse_too_many_pixels(parts.width, parts.height)
    # Only these: Pillow knows dozens of formats, and each is code that a stranger's bytes would reach.
    with Image.open(io.BytesIO(parts.content), formats=FORMATS) as opened:
        # The budget was reckoned from our own reading of the header: two readers, one answer.
        if opened.size != (parts.width, parts.height):
            raise NotAPicture("Its header says another size")
        scale = _scale(parts, opened, allowance)
        with allowance.budget.holding(_cost(parts, opened, allowance, scale)):
            if scale > 1:
                opened.draft(opened.mode, (parts.width // scale, parts.height // scale))
            clean = _clean(opened, allowance, TURNS.get(_orientation(parts, opened)))
            return _saved(clean, parts.kind if keeps_format and parts.kind != "JPEG" else "")


def _orientation(parts: Parts, opened: Image.Image) -> int:
    """A WebP's own decoder has found its EXIF by now, unread."""
    return read_orientation(opened.info.get("exif", b"")) if parts.kind == "WEBP" else parts.orientation


def _scale(parts: Parts, opened: Image.Image, allowance: Allowance) -> int:
    """By what a JPEG is made smaller while it is decoded: as little as size and budget allow."""
    if parts.kind != "JPEG":
        return 1
    longest = max(parts.width, parts.height)
    wanted = next(scale for scale in SCALES if longest // scale >= allowance.longest_side or scale == 1)
    fits = [s for s in SCALES if s >= wanted and _cost(parts, opened, allowance, s) <= allowance.budget.most]
    return min(fits, default=max(SCALES))


def _cost(parts: Parts, opened: Image.Image, allowance: Allowance, scale: int) -> int:
    """What opening takes at its height, in bytes: the file twice, the pixels and their copies, the result."""
    is_plain = opened.mode in ("RGB", "CMYK", "L") and not opened.has_transparency_data
    pixels = (parts.width // scale) * (parts.height // scale)
    result = 4 * min(pixels, allowance.longest_side**2)
    return 2 * len(parts.content) + parts.held + pixels * (6 if is_plain else 12) + result


def _clean(opened: Image.Image, allowance: Allowance, turn: Image.Transpose | None) -> Image.Image:
    """The pixels alone, upright and no larger than they may be."""
    image: Image.Image = opened
    mode = "RGBA" if image.has_transparency_data else "RGB"
    if mode == "RGBA" or image.mode in ("P", "1"):
        image = image.convert(mode)
    image.thumbnail((allowance.longest_side, allowance.longest_side))
    image = image.convert(mode)
    if mode == "RGBA" and allowance.is_flat:
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        image = ground
    image = image.transpose(turn) if turn is not None else image
    # EXIF, XMP, ICC and comments hang here, and save() would write some of them again.
    image.info = {}
    return image


def _saved(image: Image.Image, kept_format: str) -> tuple[bytes, str]:
    out = io.BytesIO()
    form = kept_format or ("PNG" if image.mode == "RGBA" else "JPEG")
    # Compressing a PNG well takes a second; readers get renditions of it anyway.
    image.save(out, form, **({"compress_level": 1} if form == "PNG" else {"quality": 86}))
    return out.getvalue(), {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}[form]
