"""The cache in Redis; while Redis is away, the memory of this process.

Nothing of ours is kept in the cache alone: it holds counters and short memories. So without Redis every
process counts for itself, nothing fails, and no reader waits.
"""

import logging
from collections.abc import Callable
from time import monotonic
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

from recalibrate.infra.seldom import AbsenceLog

logger = logging.getLogger(__name__)

NOT_ASKED_FOR = 5.0  # seconds, after it did not answer
OPERATIONS = (
    *("add", "get", "set", "touch", "delete", "has_key", "incr", "clear"),
    *("get_many", "set_many", "delete_many"),
)


class SharedCache(RedisCache):
    def __init__(
        self, server: str, params: dict[str, Any], *, clock: Callable[[], float] = monotonic
    ) -> None:
        super().__init__(server, params)
        self._own = LocMemCache(f"instead of {server}", {})
        self._clock, self._asked_again_at = clock, float("-inf")
        self._absence = AbsenceLog(
            logger,
            away="Redis is away, every process counts for itself: %s",
            back="Redis answers again.",
            clock=clock,
        )

    def answers(self) -> bool:
        """Asks Redis itself, now."""
        try:
            return bool(self._cache.get_client(None, write=True).ping())
        except (RedisError, OSError):
            return False

    def shared_or_own(self, name: str, *args: Any, **kwargs: Any) -> Any:
        if self._clock() >= self._asked_again_at:
            try:
                answer = getattr(RedisCache, name)(self, *args, **kwargs)
            except (RedisError, OSError) as error:
                self._asked_again_at = self._clock() + NOT_ASKED_FOR
                self._absence.note_absence(type(error).__name__)
            else:
                self._absence.note_presence()
                return answer
        return getattr(self._own, name)(*args, **kwargs)


def _operation(name: str) -> Callable[..., Any]:
    def operation(self: SharedCache, *args: Any, **kwargs: Any) -> Any:
        return self.shared_or_own(name, *args, **kwargs)

    operation.__name__ = name
    return operation


for _name in OPERATIONS:
    setattr(SharedCache, _name, _operation(_name))
