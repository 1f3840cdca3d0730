"""Who came, in parts: small ones together, by the rule that the Guardian's figures have for departments."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from recalibrate.guardian.figures.merging import PartCounts, merged_parts
from recalibrate.guardian.figures.types import Thresholds
from recalibrate.translation import gettext, gettext_noop

# People: the Guardian's threshold for reports (Thresholds), by whose code parts are merged.
FEWEST_IN_A_PART = 5
NOT_NOTED = gettext_noop("Not noted")


@dataclass(frozen=True, slots=True)
class DoorParts:
    """By one dimension: what can be shown on its own, and the rest as one number. `kinds`: how many there were."""

    shown: tuple[tuple[str, int], ...]
    together: int
    kinds: int

    @property
    def sentence(self) -> str:
        """`ST3 9, ST4 6; the others together 8`; "" where nothing can be shown on its own."""
        own = ", ".join(f"{name} {count}" for name, count in self.shown)
        if not own or not self.together:
            return own
        return gettext("{parts}; the others together {count}").format(parts=own, count=self.together)


def door_parts(counts: Mapping[str, int], whole: int) -> DoorParts:
    """Those counted at the door and in no part are a part too: its number would follow by subtraction."""
    kinds = len([name for name, count in counts.items() if count])
    parts = {name: Decimal(count) for name, count in counts.items() if count}
    if (rest := whole - sum(counts.values())) > 0:
        parts[gettext(NOT_NOTED)] = Decimal(rest)
    limits = Thresholds(reports=FEWEST_IN_A_PART)
    merged = merged_parts(sorted(parts), [PartCounts(parts)], limits, frozenset())
    own = sorted(
        ((n, int(c)) for n, c in parts.items() if n not in merged), key=lambda one: (-one[1], one[0])
    )
    return DoorParts(tuple(own), int(sum((parts[name] for name in merged), Decimal(0))), kinds)
