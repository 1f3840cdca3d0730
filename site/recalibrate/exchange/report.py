"""What an import did, or would do: post by post, with its account, and what stayed behind and why."""

from dataclasses import asdict, dataclass, field
from typing import Any

from .account import Account
from .imported_post import LeftOut


@dataclass(frozen=True, slots=True)
class PostOutcome:
    """One post: its title, where it stood, what was counted, and what an editor should look at."""

    title: str
    address: str
    account: Account
    remarks: tuple[str, ...]
    page: int | None = None


@dataclass
class Report:
    made: list[PostOutcome] = field(default_factory=list)
    known: int = 0
    left_out: list[LeftOut] = field(default_factory=list)
    said: list[str] = field(default_factory=list)  # about the whole file

    @property
    def is_whole(self) -> bool:
        """Whether everything that a person wrote is in the drafts."""
        return not self.left_out and all(one.account.is_whole for one in self.made)

    @property
    def words(self) -> tuple[int, int]:
        """In and lost, all together."""
        return sum(one.account.words[0] for one in self.made), sum(one.account.lost for one in self.made)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)
