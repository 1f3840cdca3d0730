"""Which parts of the Trust are shown together because each alone could point at somebody.

A *part* is a department, a grade or a rota. `Counts` say, for one quarter, how much each part counts;
a part that did not exist then, or was not measured, is absent from them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .types import Thresholds


@dataclass(frozen=True, slots=True)
class PartCounts:
    """One quarter's reports by part, and doctors by part where parts have a head count."""

    reports: Mapping[str, Decimal]
    doctors: Mapping[str, Decimal] | None = None
    pooled: Decimal | None = None  # entered in the combined row itself, where several parts were one already

    def is_small(self, part: str, thresholds: Thresholds) -> bool:
        return part in self.reports and self._is_small([part], thresholds)

    def has_small_remainder(self, merged: Sequence[str], thresholds: Thresholds) -> bool:
        """Whether the combined row would itself be small, hold one part only, or give its parts away.

        Parts that each stand one below the threshold add up to a sum that only they can make.
        """
        there = [part for part in merged if part in self.reports]
        if self.pooled is not None:
            return self.pooled + sum(self.reports[part] for part in there) < thresholds.reports
        if not there:
            return False
        if len(there) < 2 or self._is_small(there, thresholds):
            return True
        return all(self.reports[part] == thresholds.reports - 1 for part in there)

    def _is_small(self, parts: Iterable[str], thresholds: Thresholds) -> bool:
        parts = list(parts)
        if sum(self.reports[part] for part in parts) < thresholds.reports:
            return True
        if self.doctors is None:
            return False
        return sum(self.doctors.get(part, Decimal(0)) for part in parts) < thresholds.doctors


def merged_parts(
    smallest_first: Sequence[str],
    quarters: Sequence[PartCounts],
    thresholds: Thresholds,
    already: frozenset[str],
) -> frozenset[str]:
    """The parts to combine, in every one of `quarters`; `already` combined ones stay so.

    Small parts first; then, while the combined row is small in any quarter, the next of `smallest_first`:
    an order by head counts or the vocabulary's, since one by reports would itself tell which of two has
    fewer. All parts when nothing can be shown on its own.
    """
    merged = set(already) & set(smallest_first)
    merged |= {part for part in smallest_first if any(q.is_small(part, thresholds) for q in quarters)}
    if not merged and all(q.pooled is None for q in quarters):
        return frozenset()
    there = {part for q in quarters for part in q.reports}  # an empty row hides nothing
    left = [part for part in smallest_first if part in there - merged]
    while left and any(q.has_small_remainder(sorted(merged), thresholds) for q in quarters):
        merged.add(left.pop(0))
    if any(q.has_small_remainder(sorted(merged), thresholds) for q in quarters):
        return frozenset(smallest_first)
    return frozenset(merged)
