from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

KEPT = 30  # checks that a source remembers


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """One look at a source, as its history tells it. `status` is HTTP's, None if no answer came."""

    at: datetime
    words: str
    is_trouble: bool = False
    status: int | None = None
    bytes: int = 0
    seconds: float = 0.0
    new: int = 0
    changed: int = 0
    next_check_at: datetime | None = None
    why: str = ""  # the next check is then and not at another time

    def stored(self) -> dict[str, Any]:
        """As JSON takes it."""
        stored = {name: getattr(self, name) for name in NAMES}  # asdict() copies, which took longer
        stored |= {"at": self.at.isoformat(), "seconds": round(self.seconds, 3)}
        return stored | ({"next_check_at": self.next_check_at.isoformat()} if self.next_check_at else {})

    @classmethod
    def restored(cls, stored: dict[str, Any]) -> "SourceCheck":
        """The other way round."""
        next_check_at = stored["next_check_at"]
        moments = {
            "at": datetime.fromisoformat(stored["at"]),
            "next_check_at": datetime.fromisoformat(next_check_at) if next_check_at else None,
        }
        return cls(**{**stored, **moments})


NAMES = tuple(field.name for field in fields(SourceCheck))
