"""How many bytes the pictures that are being opened in this process may take together."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 2.0  # seconds; who waits holds one of few threads


class TooDear(ValueError):
    """It does not fit, even alone."""


class Busy(ValueError):
    """Others hold the budget just now."""


class DecodeBudget:
    def __init__(self, most: int, patience: float = PATIENCE) -> None:
        self.most, self.patience = most, patience
        self._taken, self._freed = 0, threading.Condition()

    @contextmanager
    def holding(self, needed: int) -> Iterator[None]:
        """Behind this there is room for `needed` bytes. Raises TooDear at once, Busy after some waiting."""
        if needed > self.most:
            raise TooDear
        with self._freed:
            if not self._freed.wait_for(lambda: self._taken + needed <= self.most, self.patience):
                raise Busy
            self._taken += needed
        try:
            yield
        finally:
            with self._freed:
                self._taken -= needed
                self._freed.notify_all()


# Half a web process's limit in compose.yaml is left to everything else.
STRANGERS = DecodeBudget(44 * 2**20)
EDITORS = DecodeBudget(256 * 2**20, patience=20.0)
