"""The page cache in front of an application that counts how often it is asked."""

from collections.abc import Iterable
from threading import Barrier, Event, Thread
from typing import Any

from recalibrate.web.page_cache import PageCache, RevisionWatcher, Rules
from recalibrate.web.page_cache.cache import STALE_IF_ERROR

BODY = b"<p>Rest is not a reward.</p>" * 50


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


class Application:
    def __init__(self) -> None:
        self.asked: list[str] = []
        self.status, self.control = "200 OK", "public, max-age=60"
        self.body, self.closed = BODY, 0
        self.begun, self.may_go_on = Event(), Event()
        self.may_go_on.set()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.asked.append(environ["PATH_INFO"])
        body = self.body
        self.begun.set()
        self.may_go_on.wait(5)
        length = ("Content-Length", str(len(body)))
        start_response(self.status, [("Content-Type", "text/html"), ("Cache-Control", self.control), length])
        return Chunks(self, body)


class Chunks:
    def __init__(self, application: Application, body: bytes) -> None:
        self.application, self.body = application, body

    def __iter__(self) -> Any:
        return iter([self.body])

    def close(self) -> None:
        self.application.closed += 1


class Site:
    def __init__(self, **options: Any) -> None:
        self.revision, self.clock, self.application = 1, Clock(), Application()
        self.watch = RevisionWatcher(lambda: self.revision, clock=self.clock, run=lambda ask: ask())
        self.cache = PageCache(
            self.application,
            self.watch,
            Rules("sessionid", ("/admin/",), frozenset({"page", "by"})),
            clock=self.clock,
            **({"most_bytes": 1_000_000} | options),
        )

    def get(
        self, path: str = "/", *, method: str = "GET", **headers: str
    ) -> tuple[str, dict[str, str], bytes]:
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": "", "HTTP_HOST": "a.example"}
        started: list[Any] = []
        answered = self.cache(environ | headers, lambda status, headers: started.extend([status, headers]))
        body = b"".join(answered)
        if close := getattr(answered, "close", None):
            close()
        return started[0], dict(started[1]), body

    def publish(self) -> None:
        self.revision += 1
        self.clock.now += 1


def test_the_second_reader_is_answered_from_memory() -> None:
    site = Site()

    first, second = site.get(), site.get()

    assert first == second
    assert first[2] == BODY
    assert site.application.asked == ["/"]
    assert site.application.closed == 1


def test_a_reader_who_has_the_page_gets_304_from_memory() -> None:
    site = Site()
    etag = site.get()[1]["ETag"]

    status, headers, body = site.get(HTTP_IF_NONE_MATCH=etag)

    assert (status[:3], body) == ("304", b"")
    assert headers["ETag"] == etag
    assert len(site.application.asked) == 1


def test_even_the_first_of_a_new_process_can_be_a_304() -> None:
    etag = Site().get()[1]["ETag"]

    assert Site().get(HTTP_IF_NONE_MATCH=etag)[0].startswith("304")


def test_after_a_change_nobody_gets_the_old_page() -> None:
    site = Site()
    site.get()
    site.application.body = b"Withdrawn." * 100

    site.publish()

    assert site.get()[2] == site.application.body


def test_a_copy_grows_old_by_the_clock_too() -> None:
    site = Site()
    site.get()

    site.clock.now += 61
    site.get()

    assert len(site.application.asked) == 2


def test_what_is_not_public_reaches_the_application_each_time() -> None:
    site = Site()
    site.application.control = "private, no-store"

    assert site.get()[2] == site.get()[2] == BODY
    assert len(site.application.asked) == 2
    assert site.application.closed == 2
    assert len(site.cache.store) == 0


def test_an_editor_never_gets_a_copy_and_leaves_none() -> None:
    site = Site()
    site.application.body = b"With the user bar." * 50
    site.get(HTTP_COOKIE="sessionid=1")
    site.application.body = BODY

    assert site.get()[2] == BODY
    assert len(site.application.asked) == 2


def test_head_is_answered_from_a_copy_without_a_body() -> None:
    site = Site()
    length = site.get()[1]["Content-Length"]

    status, headers, body = site.get(method="HEAD")

    assert (status, headers["Content-Length"], body) == ("200 OK", length, b"")
    assert len(site.application.asked) == 1


def test_of_many_at_once_one_renders_and_the_others_wait() -> None:
    site, answers = Site(), []
    site.application.may_go_on.clear()
    together = Barrier(9)

    def read() -> None:
        together.wait(5)
        answers.append(site.get()[2])

    readers = [Thread(target=read) for _ in range(8)]
    for reader in readers:
        reader.start()
    together.wait(5)
    site.application.begun.wait(5)
    site.application.may_go_on.set()
    for reader in readers:
        reader.join(5)

    assert answers == [BODY] * 8
    assert len(site.application.asked) == 1


def test_while_an_old_copy_is_renewed_the_others_get_it() -> None:
    site = Site()
    site.get()
    site.clock.now += 61
    site.application.begun.clear()
    site.application.may_go_on.clear()
    renewing = Thread(target=site.get)
    renewing.start()
    site.application.begun.wait(5)

    assert site.get()[2] == BODY

    site.application.may_go_on.set()
    renewing.join(5)
    assert len(site.application.asked) == 2


def test_who_waited_through_a_change_does_not_get_the_page_from_before_it() -> None:
    site = Site()
    site.application.may_go_on.clear()
    before = Thread(target=site.get)
    before.start()
    site.application.begun.wait(5)
    site.publish()
    site.application.body = b"New." * 200
    answers: list[bytes] = []
    after = Thread(target=lambda: answers.append(site.get()[2]))
    after.start()
    site.application.may_go_on.set()
    before.join(5)
    after.join(5)

    assert answers == [b"New." * 200]
    assert site.get()[2] == b"New." * 200


def test_while_the_application_fails_the_copy_of_this_revision_stands_in() -> None:
    site = Site()
    site.get()
    site.application.status = "503 Service Unavailable"

    site.clock.now += 61
    assert site.get()[:1] == ("200 OK",)
    assert site.get("/never-seen/")[0].startswith("503")

    site.clock.now += STALE_IF_ERROR
    assert site.get()[0].startswith("503")


def test_a_failing_application_does_not_bring_back_what_was_withdrawn() -> None:
    site = Site()
    site.get()
    site.application.status = "503 Service Unavailable"

    site.publish()

    assert site.get()[0].startswith("503")


def test_memory_is_bounded_and_the_longest_unused_goes_first() -> None:
    site = Site(most_bytes=60_000)

    for number in range(50):
        site.get(f"/posts/{number}/")

    assert site.cache.store.bytes <= 60_000
    assert 5 < len(site.cache.store) < 50
    asked = len(site.application.asked)
    site.get("/posts/49/")
    assert len(site.application.asked) == asked
    site.get("/posts/0/")
    assert len(site.application.asked) == asked + 1


def test_requests_that_are_counted_reach_the_application() -> None:
    site = Site(is_counted=lambda environ: "subscribers" in environ.get("HTTP_USER_AGENT", ""))
    site.get()

    site.get(HTTP_USER_AGENT="Feedly/1.0 (16 subscribers)")

    assert len(site.application.asked) == 2


def test_a_post_is_passed_on_and_makes_this_process_look_again() -> None:
    site = Site()
    site.get()
    site.revision += 1

    site.get("/admin/pages/1/edit/", method="POST")
    site.application.body = b"New." * 200

    assert site.get()[2] == b"New." * 200


def test_an_application_that_breaks_leaves_nobody_waiting() -> None:
    site = Site()
    site.cache.application = broken

    for _ in range(2):
        try:
            site.get()
        except RuntimeError:
            continue
        raise AssertionError("The error must reach the server.")
    site.cache.application = site.application
    assert site.get()[2] == BODY


def broken(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    raise RuntimeError("broken")
