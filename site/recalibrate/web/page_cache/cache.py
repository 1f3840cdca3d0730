from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from threading import Event, Lock
from time import monotonic
from typing import Any, NamedTuple

from .cached_response import CachedResponse, Headers, is_unchanged, lifetime, make_cached_response
from .requests import Environ, Key, Rules, key_of, unconditional
from .revision_watcher import RevisionWatcher
from .store import Store

StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]

ATTEMPTS = 2  # renderings of others that one request waits for, before its own
PATIENCE = 10.0  # seconds for which one reader waits for what another has rendered
TRY_AGAIN = 5.0  # seconds until a page that failed is tried again
# The “stale-if-error” of RFC 5861 (4), without asking anybody for it.
STALE_IF_ERROR = 3600.0  # seconds for which an old copy is better than an error


class CacheMiss(NamedTuple):
    """A request that no copy answers, with the copy of its revision that has just grown old, if there is one."""

    key: Key
    old: CachedResponse | None
    stamp: Hashable
    environ: dict[str, Any]
    start_response: StartResponse

    def answer_with(self, copy: CachedResponse) -> Iterable[bytes]:
        return send_cached(copy, self.environ, self.start_response)


class Rendering:
    """One request renders; others who ask for the same meanwhile wait for this."""

    def __init__(self) -> None:
        self.is_over = Event()
        self.copy: CachedResponse | None = None


class PageCache:
    """A WSGI application in front of another, answering anonymous readers from memory.

    Keeps only what the application calls public, for one site revision and a minute at most. One request
    renders a page while the others wait, or get the copy of the same revision that has just grown old. If the
    application fails, so do they; a copy of the newest known revision stands in for an hour. While the
    database is away that copy is answered at once: no reader waits to hear that no newer one can be made.
    """

    def __init__(
        self,
        application: Application,
        watch: RevisionWatcher,
        rules: Rules,
        *,
        most_bytes: int,
        is_counted: Callable[[Environ], bool] = lambda environ: False,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.application, self.watch, self.clock = application, watch, clock
        self.rules = rules
        self.is_counted = is_counted  # the application wants to see such requests itself
        self.store = Store(most_bytes)
        self._renderings: dict[Key, Rendering] = {}
        self._lock = Lock()

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        key = key_of(environ, self.rules)
        if key is None or self.is_counted(environ):
            return self._pass_on(environ, start_response)
        stamp = self.watch.stamp()
        copy = self.store.get(key)
        if copy is not None and copy.stamp != stamp:
            copy = None
        if copy is not None and self.clock() < copy.good_until:
            return send_cached(copy, environ, start_response)
        if copy is not None and self.watch.is_cut_off and self.clock() - copy.made_at < STALE_IF_ERROR:
            return send_cached(copy, environ, start_response)
        if stamp is None or environ["REQUEST_METHOD"] == "HEAD":
            return self._pass_on(environ, start_response)
        return self._missed(CacheMiss(key, copy, stamp, environ, start_response))

    def _pass_on(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        answered = self.application(environ, start_response)
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            self.watch.invalidate()
        return answered

    def _missed(self, miss: CacheMiss) -> Iterable[bytes]:
        mine = Rendering()
        for _ in range(ATTEMPTS):
            with self._lock:
                current = self._renderings.setdefault(miss.key, mine)
            if current is mine:
                break
            if miss.old is not None:
                return miss.answer_with(miss.old)
            current.is_over.wait(PATIENCE)
            if current.copy is not None and current.copy.stamp == miss.stamp:
                return miss.answer_with(current.copy)
        try:
            return self._render(miss, mine)
        finally:
            mine.is_over.set()
            with self._lock:
                if self._renderings.get(miss.key) is mine:
                    del self._renderings[miss.key]

    def _render(self, miss: CacheMiss, mine: Rendering) -> Iterable[bytes]:
        started: list[Any] = []

        def remember(status: str, headers: Headers, exc_info: Any = None) -> None:
            started[:] = [status, headers]

        rendered = self.application(unconditional(miss.environ, miss.key), remember)
        status, headers = started
        now = self.clock()
        has_language = bool(miss.key.language)
        if life := lifetime(status, headers, has_language=has_language):
            mine.copy = make_cached_response(
                headers,
                read_all(rendered),
                stamp=miss.stamp,
                now=now,
                life=life,
                has_language=has_language,
                before=self.store.get(miss.key),
            )
            self.store.put(miss.key, mine.copy)
            return miss.answer_with(mine.copy)
        if status.startswith("5") and miss.old is not None and now - miss.old.made_at < STALE_IF_ERROR:
            read_all(rendered)
            mine.copy = replace(miss.old, good_until=now + TRY_AGAIN)
            self.store.put(miss.key, mine.copy)
            return miss.answer_with(mine.copy)
        miss.start_response(status, headers)
        return rendered


def send_cached(copy: CachedResponse, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """200 with the copy, or 304 if the reader has it."""
    variant = copy.variant_for(environ)
    if is_unchanged(environ, variant, copy.last_modified):
        start_response("304 Not Modified", variant.headers_304)
        return []
    start_response("200 OK", variant.headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [variant.body]


def read_all(rendered: Iterable[bytes]) -> bytes:
    """All of it; the application hears that it is over."""
    try:
        return b"".join(rendered)
    finally:
        if close := getattr(rendered, "close", None):
            close()
