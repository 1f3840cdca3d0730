"""How a process learns of a new site revision."""

from threading import Event, Thread

from recalibrate.core.page_cache import Watch
from recalibrate.core.page_cache.watch import LATE


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


def test_it_is_asked_twice_a_second_at_most_and_seen_within_one() -> None:
    clock, revision = Clock(), Revision()
    watch = Watch(revision, clock=clock)
    for _ in range(100):
        watch.stamp()
        clock.now += 0.01
    assert revision.asked <= 3

    revision.number = 2
    clock.now += LATE

    assert watch.stamp() == 2


def test_while_the_database_is_away_the_last_answer_stands() -> None:
    clock, revision = Clock(), Revision()
    watch = Watch(revision, clock=clock)
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

    assert Watch(revision).stamp() is None


def test_a_change_made_here_is_seen_at_once() -> None:
    revision = Revision()
    watch = Watch(revision, clock=Clock())
    watch.stamp()

    revision.number = 2
    watch.look_again()

    assert watch.stamp() == 2


def test_while_one_asks_the_others_go_on_for_a_moment_and_then_wait() -> None:
    clock, asking, may_answer = Clock(), Event(), Event()
    revision = Revision()
    watch = Watch(revision, clock=clock)
    watch.stamp()

    def slow() -> int:
        asking.set()
        may_answer.wait(5)
        return 2

    watch._read = slow
    clock.now += 0.6
    first = Thread(target=watch.stamp)
    first.start()
    asking.wait(5)
    assert watch.stamp() == 1

    clock.now += 0.4
    seen: list[object] = []
    late = Thread(target=lambda: seen.append(watch.stamp()))
    late.start()
    late.join(0.05)
    assert not seen
    may_answer.set()
    late.join(5)
    first.join(5)
    assert seen == [2]
