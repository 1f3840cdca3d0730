"""Which parts of the Trust are shown together because each alone could point at a person.

A *part* is a department, a grade or a rota. `PartCounts` say, for one quarter, how much each part counts;
a part that did not exist then, or was not measured, is absent from them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .cover import hides_its_parts
from .types import Thresholds


@dataclass(frozen=True, slots=True)
class PartCounts:
    """One quarter's reports by part, and doctors by part where parts have a head count."""

    reports: Mapping[str, Decimal]
    doctors: Mapping[str, Decimal] | None = None
    pooled: Decimal | None = None  # entered in the combined row itself, where several parts were one already

    def is_small(self, part: str, thresholds: Thresholds) -> bool:
        return part in self.reports and self._is_small([part], thresholds)

    def gives_parts_away(self, merged: Iterable[str], thresholds: Thresholds) -> bool:
        """Whether the combined row would be small, or too thin a cover for what it combines."""
        there = [part for part in merged if part in self.reports]
        # No part of it existed in this quarter: only what was entered into the combined row itself can be small.
        if not there:
            return self.pooled is not None and self.pooled < thresholds.reports
        values = [self.reports[part] for part in there]
        if self.pooled is not None:
            return not hides_its_parts([*values, self.pooled], thresholds.reports)
        return self._is_small(there, thresholds) or not hides_its_parts(values, thresholds.reports)

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

    Small parts first; then, while the combined row gives its parts away in any quarter, the next of
    `smallest_first`: an order by head counts or the vocabulary's, since one by reports would itself tell which
    of two has fewer. All parts when nothing can be shown on its own.
    """
    merged = set(already) & set(smallest_first)
    # In any quarter: to show it in the others would tell which quarter was the small one.
    merged |= {part for part in smallest_first if any(q.is_small(part, thresholds) for q in quarters)}
    if not merged and all(q.pooled is None for q in quarters):
        return frozenset()
    there = {part for q in quarters for part in q.reports}  # an empty row hides nothing
    left = [part for part in smallest_first if part in there - merged]
    while left and any(q.gives_parts_away(merged, thresholds) for q in quarters):
        merged.add(left.pop(0))
    # Nothing left to show alone: one part beside the combined row would be the whole minus that row.
    return frozenset(merged if left or not there else smallest_first)
