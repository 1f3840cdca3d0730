"""Small files that cost much to open, one of each kind known. Each stays below what a form takes."""

import io
import struct
import zlib
from collections.abc import Callable

from PIL import Image

from recalibrate.infra.pictures import MOST_BYTES


def saved(image: Image.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def flat(kind: str, mode: str = "RGB", size: tuple[int, int] = (7070, 7070), **more: object) -> bytes:
    return saved(Image.new(mode, size), kind, **more)


def grainy(kind: str, size: tuple[int, int], **more: object) -> bytes:
    return saved(Image.effect_noise(size, 30).convert("RGB"), kind, **more)


def segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def jpeg_with(*segments: bytes) -> bytes:
    """A small JPEG without the density that would keep Pillow from asking its EXIF for one."""
    plain = flat("JPEG", size=(64, 48))
    return plain[:2] + b"".join(segments) + plain[20:]


def exif_of_many_tags() -> bytes:
    """Five thousand tags that all point at the same 60 KB."""
    tags = b"".join(struct.pack("<HHII", 0x9000 + n, 7, 60_000, 8) for n in range(5_000))
    return jpeg_with(segment(0xE1, b"Exif\0\0II*\0" + struct.pack("<IH", 8, 5_000) + tags))


def empty_segments() -> bytes:
    return jpeg_with(segment(0xE5, b"") * ((MOST_BYTES - 5_000) // 4))


def scans_over_and_over() -> bytes:
    """A progressive JPEG whose last scan comes again as often as fits."""
    plain = flat("JPEG", size=(3000, 2000), progressive=True)
    last = plain[plain.rindex(b"\xff\xda") : -2]
    return plain[:-2] + last * ((MOST_BYTES - len(plain)) // len(last)) + plain[-2:]


def chunk(name: bytes, payload: bytes) -> bytes:
    crc = zlib.crc32(name + payload)
    return struct.pack(">I", len(payload)) + name + payload + struct.pack(">I", crc)


def png_with(*chunks: bytes) -> bytes:
    plain = flat("PNG", size=(64, 48))
    return plain[:33] + b"".join(chunks) + plain[33:]


def text_that_unpacks() -> bytes:
    """63 MB of words, just below what Pillow takes for an attack."""
    words = zlib.compress(b"a" * 1_000_000, 9)
    return png_with(*(chunk(b"zTXt", b"k%02d\0\0" % n + words) for n in range(63)))


def colour_profile_that_unpacks() -> bytes:
    return png_with(chunk(b"iCCP", b"p\0\0" + zlib.compress(b"\0" * 200 * 2**20, 9)))


def empty_chunks() -> bytes:
    return png_with(chunk(b"tEXt", b"a\0") * ((MOST_BYTES - 5_000) // 14))


def comments_in_a_gif() -> bytes:
    """Ten megabytes of comment, a byte at a time."""
    plain = flat("GIF", "P", size=(64, 48))
    return plain[:-1] + b"!\xfe" + b"\1a" * ((MOST_BYTES - 5_000) // 2) + b"\0;"


def moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (700, 500), (9 * n, n, n)) for n in range(20)]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=50)


BOMBS: dict[str, Callable[[], bytes]] = {
    "one bit a pixel, 50 megapixels": lambda: flat("PNG", "1"),
    "a palette, 50 megapixels": lambda: flat("PNG", "P"),
    "a JPEG of 50 megapixels": lambda: flat("JPEG"),
    "a JPEG of 50 megapixels, all colours": lambda: flat("JPEG", subsampling=0),
    "a progressive JPEG of 50 megapixels": lambda: flat("JPEG", progressive=True),
    "a WebP of 50 megapixels": lambda: flat("WEBP", lossless=True, method=0),
    "more pixels than anybody takes": lambda: flat("PNG", "1", (13_000, 13_000)),
    "just within, RGB": lambda: grainy("PNG", (2700, 1900), compress_level=1),
    "just within, WebP": lambda: grainy("WEBP", (1720, 1250), method=0),
    "just within, progressive": lambda: grainy("JPEG", (4000, 2900), progressive=True, quality=60),
    "EXIF of many tags": exif_of_many_tags,
    "empty segments": empty_segments,
    "scans over and over": scans_over_and_over,
    "text that unpacks": text_that_unpacks,
    "a colour profile that unpacks": colour_profile_that_unpacks,
    "empty chunks": empty_chunks,
    "comments in a GIF": comments_in_a_gif,
    "a moving GIF": lambda: moving("GIF"),
    "a moving WebP": lambda: moving("WEBP"),
}
