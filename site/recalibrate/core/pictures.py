"""Pictures from strangers: measured before they are opened, and drawn anew, so that nothing hides in them."""

import io
from typing import BinaryIO

from PIL import Image, ImageOps

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2400
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
TOO_MANY_PIXELS = f"The picture has more than {MOST_PIXELS // 1_000_000} million pixels."
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
BROKEN = (OSError, ValueError, SyntaxError, EOFError, *BOMBS)  # what Pillow raises for what is no picture
NOT_A_PICTURE = "This is not a picture we can open. JPEG, PNG and WebP work."


class PictureRefused(ValueError):
    """Why, in words for whoever sent it."""


def redrawn(file: BinaryIO, *, keeps_format: bool = False) -> tuple[bytes, str]:
    """The picture itself and its file ending; no place, time, device, colour profile, comment or name.

    `keeps_format` leaves PNG and WebP what they are, and a GIF, which may move, as it is.
    """
    if len(content := file.read(MOST_BYTES + 1)) > MOST_BYTES:
        raise PictureRefused(f"The picture is larger than {MOST_BYTES // 1024 // 1024} MB.")
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise PictureRefused(TOO_MANY_PIXELS)
            if keeps_format and opened.format == "GIF":
                opened.verify()
                return content, "gif"
            is_kept = keeps_format and opened.format in ("PNG", "WEBP")
            return _saved(_clean(opened), str(opened.format) if is_kept else "")
    except PictureRefused:
        raise
    except BROKEN as error:
        raise PictureRefused(NOT_A_PICTURE) from error


def _clean(opened: Image.Image) -> Image.Image:
    """A new image with the same pixels: copies carry what the original said of itself."""
    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    turned = ImageOps.exif_transpose(opened)
    mode = "RGBA" if turned.has_transparency_data else "RGB"
    turned = turned.convert(mode)
    turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clean = Image.new(mode, turned.size)
    clean.paste(turned)
    return clean


def _saved(image: Image.Image, kept_format: str) -> tuple[bytes, str]:
    out = io.BytesIO()
    form = kept_format or ("PNG" if image.mode == "RGBA" else "JPEG")
    image.save(out, form, **({"optimize": True} if form == "PNG" else {"quality": 86}))
    return out.getvalue(), {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}[form]
