"""What a picture's file says before it is opened, and the file without all that draws nothing.

Pillow reads what a file says beside its pixels when it opens it: 64 KB of packed words become 63 MB, ten
megabytes of empty segments 376 MB, and a last scan that comes again and again takes minutes. It therefore
only gets what draws.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack_from

MOST_PARTS = 4_000  # segments or chunks; a PNG of 10 MB in usual chunks of 8 KB has 1,300
MOST_SCANS = 32  # of a progressive JPEG; encoders write about ten
ORIENTATION, SHORT = 0x0112, 3  # the tag in a TIFF header, and how its value is written
MOST_TAGS = 200  # of EXIF that are looked at for one: a stranger's file may say that it has 65,535
SEQUENTIAL, PROGRESSIVE = (0xC0, 0xC1), 0xC2
OTHER_FRAMES = frozenset(range(0xC3, 0xD0)) - {0xC4, 0xC8, 0xCC}  # lossless, arithmetic: no camera's
DRAWS = {
    0xC0,
    0xC1,
    0xC2,
    0xC4,
    0xDB,
    0xDD,
    0xE0,
    0xEE,
}  # frames, tables, JFIF and Adobe: how colours are told
START_OF_SCAN, EXIF = 0xDA, 0xE1
PNG_DRAWS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}


class NotAPicture(ValueError):
    """It is none, or none that any camera or program writes."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Size and kind as the header has them; `held` is what decoding keeps beside the pixels, in bytes."""

    kind: str
    width: int
    height: int
    content: bytes
    orientation: int = 1
    held: int = 0


def read_parts(content: bytes) -> Parts:
    """Raises NotAPicture, and in any case before much has been computed."""
    try:
        if content.startswith(b"\xff\xd8\xff"):
            return _jpeg(content)
        if content.startswith(b"\x89PNG\r\n\x1a\n"):
            return _png(content)
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            return _webp(content)
    except (struct.error, IndexError) as error:
        raise NotAPicture("It ends too early") from error
    raise NotAPicture("It begins like no picture")


def _jpeg(content: bytes) -> Parts:
    kept, frame, orientation, at = [content[:2]], b"", 1, 2
    for marker, start, end in _segments(content):
        at = end
        if marker in OTHER_FRAMES or (marker in (*SEQUENTIAL, PROGRESSIVE) and frame):
            raise NotAPicture("A kind of JPEG that no camera writes")
        if marker in (*SEQUENTIAL, PROGRESSIVE):
            frame, is_progressive = content[start + 4 : end], marker == PROGRESSIVE
        if marker in DRAWS:
            kept.append(content[start:end])
        elif marker == EXIF and content[start + 4 : start + 8] == b"Exif":
            orientation = read_orientation(content[start + 10 : end])
        elif marker == START_OF_SCAN:
            at = start
            break
    height, width, components = unpack_from(">HHB", frame, 1)
    is_in_one_scan = not is_progressive and content[at + 4] == components
    if not is_in_one_scan and content.count(b"\xff\xda", at) > MOST_SCANS:
        raise NotAPicture("It is drawn over and over")
    held = 0 if is_in_one_scan else _coefficients(frame, width, height, components)
    return Parts("JPEG", width, height, b"".join([*kept, memoryview(content)[at:]]), orientation, held)


def _segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each segment before the first scan, and of that scan's head."""
    at = 2
    for _ in range(MOST_PARTS):
        mark, marker, length = unpack_from(">BBH", content, at)
        if mark != 0xFF or length < 2 or marker < 0xC0:
            raise NotAPicture("A segment that is none")
        yield marker, at, at + 2 + length
        if marker == START_OF_SCAN:
            return
        at += 2 + length
    raise NotAPicture("More segments than any camera writes")


def _coefficients(frame: bytes, width: int, height: int, components: int) -> int:
    """What a JPEG of several scans keeps of the whole picture until its last, however small it is drawn."""
    ratios = [divmod(frame[6 + 3 * number + 1], 16) for number in range(components)]
    most = max(across for across, _ in ratios) * max(down for _, down in ratios)
    return 2 * width * height * sum(across * down for across, down in ratios) // max(most, 1)


def _png(content: bytes) -> Parts:
    width, height = unpack_from(">II", content, 16)
    kept, orientation, at = [content[:8]], 1, 8
    for _ in range(MOST_PARTS):
        length, name = unpack_from(">I4s", content, at)
        end = at + 12 + length
        if name in PNG_DRAWS:
            kept.append(content[at:end])
        elif name == b"eXIf":
            orientation = read_orientation(content[at + 8 : end - 4])
        if name == b"IEND":
            return Parts("PNG", width, height, b"".join(kept), orientation)
        at = end
    raise NotAPicture("More chunks than any program writes")


def _webp(content: bytes) -> Parts:
    """What a WebP says of itself is only read when asked for; its decoder keeps the picture three times."""
    name = content[12:16]
    if name == b"VP8X":
        width, height = (int.from_bytes(content[at : at + 3], "little") + 1 for at in (24, 27))
    elif name == b"VP8L":
        (bits,) = unpack_from("<I", content, 21)
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    else:
        width, height = (side & 0x3FFF for side in unpack_from("<HH", content, 26))
    return Parts("WEBP", width, height, content, held=12 * width * height)


def read_orientation(tiff: bytes) -> int:
    """How the camera was held, 1 to 8, as EXIF counts; 1 (upright) where nothing sensible is said."""
    tiff = tiff.removeprefix(b"Exif\0\0")
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    try:
        (start,) = unpack_from(f"{order}I", tiff, 4) if order else (len(tiff),)
        (count,) = unpack_from(f"{order}H", tiff, start)
        for number in range(min(count, MOST_TAGS)):
            tag, written, _, value = unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * number)
            if tag == ORIENTATION and written == SHORT and 1 <= value <= 8:
                return int(value)
    except struct.error:
        pass
    return 1
