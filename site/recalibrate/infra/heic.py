"""Pictures as iPhones keep them (HEIC), for colleagues; a stranger’s is refused, in words that help.

Its size is in its head and is read without decoding. Decoding takes five bytes a pixel, and Pillow four more
for what it gets (measured on 12 megapixels: 98 MB), so that 48 megapixels do not fit.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PIL import Image

from .decode_budget import DecodeBudget
from .picture_parts import NotAPicture

if TYPE_CHECKING:
    from pillow_heif import HeifFile

BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
BYTES_A_PIXEL = 9  # five to decode it and four for what Pillow gets (above)
MODES = ("RGB", "RGBA", "L", "LA")


def is_heic(content: bytes) -> bool:
    return content[4:8] == b"ftyp" and content[8:12] in BRANDS


@contextmanager
def opened_heic(
    content: bytes, budget: DecodeBudget, *, most_pixels: int, result: int
) -> Iterator[Image.Image]:
    """The pixels, upright; raises TooDear or Busy before anything is decoded."""
    heif = _read_head(content)
    width, height = heif.size
    if width * height > most_pixels:
        raise NotAPicture("More pixels than anybody takes")
    with budget.holding(2 * len(content) + BYTES_A_PIXEL * width * height + result):
        image = Image.frombytes(heif.mode, heif.size, heif.data, "raw", heif.mode, heif.stride)
        del heif  # its pixels, before Pillow makes the picture smaller
        yield image


def _read_head(content: bytes) -> "HeifFile":
    import pillow_heif

    pillow_heif.options.DECODE_THREADS = 1
    heif = pillow_heif.open_heif(io.BytesIO(content), convert_hdr_to_8bit=True)
    if heif.mode not in MODES:
        raise NotAPicture("Colours that no phone keeps")
    return heif
