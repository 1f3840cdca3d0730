"""Copies by key, with a bound on the bytes that they take."""

from threading import Lock

from .cached_response import CachedResponse
from .requests import Key


class Store:
    """The copies longest not renewed go first; every copy in use is renewed within a minute."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._copies: dict[Key, CachedResponse] = {}
        self._lock = Lock()
        self.get = self._copies.get  # needs no lock, and nothing in between

    def __len__(self) -> int:
        return len(self._copies)

    def put(self, key: Key, copy: CachedResponse) -> None:
        with self._lock:
            self._drop(key)
            if copy.size > self.most_bytes:
                return
            self._copies[key] = copy
            self.bytes += copy.size
            while self.bytes > self.most_bytes:
                self._drop(next(iter(self._copies)))

    def _drop(self, key: Key) -> None:
        if (copy := self._copies.pop(key, None)) is not None:
            self.bytes -= copy.size
