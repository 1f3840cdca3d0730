"""An address as a QR code: a path for templates/components/qr_code.html to draw. Pure."""

from dataclasses import dataclass
from itertools import groupby

import segno

QUIET = 4  # modules of white around the code, which readers of it need


@dataclass(frozen=True, slots=True)
class QrCode:
    """`path` draws the dark modules on a square of `size`, quiet zone included."""

    url: str
    path: str
    size: int

    @property
    def typed(self) -> str:
        """The address as a reader would type it."""
        return self.url.split("://", 1)[-1].rstrip("/")


def qr_code(url: str) -> QrCode:
    """With a quarter of it covered or torn off, it can still be read."""
    rows = [bytes(row) for row in segno.make(url, error="q", micro=False).matrix]
    strokes = [
        f"M{QUIET + start} {QUIET + y}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for start, length in dark_runs(row)
    ]
    return QrCode(url, "".join(strokes), len(rows) + 2 * QUIET)


def dark_runs(row: bytes) -> list[tuple[int, int]]:
    """Where dark modules start, and how many stand side by side."""
    runs, at = [], 0
    for is_dark, group in groupby(row):
        length = len(list(group))
        if is_dark:
            runs.append((at, length))
        at += length
    return runs
