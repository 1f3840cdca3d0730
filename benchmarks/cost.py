"""What some work costs this process: processor time, and memory at its height above the idle process."""

import ctypes
import gc
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")
RESET_PEAK = "5"  # as proc(5) has it


class Cost(NamedTuple):
    seconds: float
    peak: int  # bytes

    def __str__(self) -> str:
        return f"{1000 * self.seconds:,.0f} ms, {self.peak / 2**20:.1f} MB"


def cost_of(work: Callable[[], object]) -> Cost:
    """Of all threads. Freed memory is given back first, else it would hide what is taken again."""
    gc.collect()
    with suppress(OSError, AttributeError):  # no GNU C library: figures are a little too low
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    CLEAR.write_text(RESET_PEAK)
    idle, began = _kilobytes("VmRSS"), time.process_time()
    work()
    return Cost(time.process_time() - began, 1024 * max(0, _kilobytes("VmHWM") - idle))


def _kilobytes(name: str) -> int:
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1])
