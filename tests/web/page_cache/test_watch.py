"""How a process learns of a new site revision."""

import time
from threading import Event, Thread

from recalibrate.web.page_cache import RevisionWatcher
from recalibrate.web.page_cache import revision_watcher as watch_module
from recalibrate.web.page_cache.revision_watcher import LATE, MOST_UNFINISHED


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


class Revision:
    """A database: answers with its number, or fails."""

    def __init__(self) -> None:
        self.number, self.asked, self.is_away = 1, 0, False

    def __call__(self) -> int:
        self.asked += 1
        if self.is_away:
            raise OSError("no route to the database")
        return self.number


def at_once(work) -> None:
    work()


def hangs(until: Event):
    def read() -> int:
        until.wait(10)
        return 2

    return read


def test_it_is_asked_twice_a_second_at_most_and_seen_within_one() -> None:
    clock, revision = Clock(), Revision()
    watch = RevisionWatcher(revision, clock=clock, run=at_once)
    for _ in range(100):
        watch.stamp()
        clock.now += 0.01
    assert revision.asked <= 3

    revision.number = 2
    clock.now += LATE

    assert watch.stamp() == 2


def test_while_the_database_is_away_the_last_answer_stands() -> None:
    clock, revision = Clock(), Revision()
    watch = RevisionWatcher(revision, clock=clock, run=at_once)
    watch.stamp()

    revision.is_away = True
    clock.now += 60
    assert watch.stamp() == 1
    assert watch.is_cut_off

    revision.number, revision.is_away = 2, False
    clock.now += 1
    assert watch.stamp() == 2
    assert not watch.is_cut_off


def test_it_knows_nothing_before_it_could_ask() -> None:
    revision = Revision()
    revision.is_away = True

    assert RevisionWatcher(revision, run=at_once).stamp() is None


def test_a_change_made_here_is_seen_at_once() -> None:
    revision = Revision()
    watch = RevisionWatcher(revision, clock=Clock(), run=at_once)
    watch.stamp()

    revision.number = 2
    watch.invalidate()

    assert watch.stamp() == 2


def test_while_it_is_asked_readers_go_on_for_a_moment_and_then_wait() -> None:
    clock, may_answer, revision = Clock(), Event(), Revision()
    watch = RevisionWatcher(revision, clock=clock)
    assert watch.stamp() == 1

    watch._read = hangs(may_answer)
    clock.now += 0.6
    assert watch.stamp() == 1

    clock.now += 0.4
    seen: list[object] = []
    late = Thread(target=lambda: seen.append(watch.stamp()))
    late.start()
    late.join(0.05)
    assert not seen
    may_answer.set()
    late.join(5)
    assert seen == [2]


def test_a_database_that_hangs_keeps_readers_waiting_once_and_for_a_moment(monkeypatch) -> None:
    monkeypatch.setattr(watch_module, "PATIENCE", 0.1)
    clock, may_answer, revision = Clock(), Event(), Revision()
    watch = RevisionWatcher(revision, clock=clock)
    assert watch.stamp() == 1
    watch._read = hangs(may_answer)

    clock.now += 1
    assert watch.stamp() == 1
    assert watch.is_cut_off
    began = time.monotonic()
    for _ in range(100):
        clock.now += 1
        assert watch.stamp() == 1
    assert time.monotonic() - began < 0.1

    may_answer.set()
    until = time.monotonic() + 5
    while watch.stamp() == 1 and time.monotonic() < until:
        clock.now += 1
        time.sleep(0.01)
    assert watch.stamp() == 2
    assert not watch.is_cut_off


def test_changes_while_the_database_hangs_leave_no_queue_of_questions() -> None:
    clock, may_answer, revision = Clock(), Event(), Revision()
    watch = RevisionWatcher(revision, clock=clock)
    watch.stamp()
    watch._read = hangs(may_answer)
    watch._absence.note_absence("no answer")

    for _ in range(50):
        watch.invalidate()
        watch.stamp()

    assert len(watch._unfinished) == MOST_UNFINISHED
    may_answer.set()


def test_an_answer_that_was_under_way_when_something_changed_is_not_taken_as_new() -> None:
    clock, revision = Clock(), Revision()
    watch = RevisionWatcher(revision, clock=clock, run=at_once)

    def read_before_a_change() -> int:
        number = revision()
        watch._read, revision.number = revision, 2
        watch.invalidate()
        return number

    watch._read = read_before_a_change
    watch.stamp()

    assert watch.stamp() == 2
