"""How much room is left where the site keeps its things."""

import shutil
from dataclasses import dataclass

from django.conf import settings

GB = 10**9  # bytes, as disks are sold
LOW, VERY_LOW = (0.15, 2 * GB), (0.05, GB // 2)  # free: a share of the disk, or so much


@dataclass(frozen=True, slots=True)
class Room:
    free: int  # bytes
    total: int

    def is_low(self) -> bool:
        return self._is_below(LOW)

    def is_very_low(self) -> bool:
        return self._is_below(VERY_LOW)

    def _is_below(self, bound: tuple[float, int]) -> bool:
        share, size = bound
        return self.free < min(share * self.total, size)


def room() -> Room:
    usage = shutil.disk_usage(settings.VAR_DIR)
    return Room(usage.free, usage.total)
