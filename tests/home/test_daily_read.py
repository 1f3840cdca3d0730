"""A state's one read: near to the page's words, another each day, the same for everybody."""

from datetime import date, timedelta

from recalibrate.core.cards import Card
from recalibrate.home.choosing import Story, first_four
from recalibrate.home.daily_read import longest_stay, read_of, turned, turns

DAY = date(2026, 11, 30)


def story(title: str, minutes: int = 3, *, text: str = "", days_old: int = 100, mostly: bool = True) -> Story:
    published = DAY - timedelta(days=days_old)
    card = Card(kind="post", title=title, url=f"/{title}/", minutes=minutes, published_on=published)
    return Story(card, mostly, True, text=text)


def test_those_nearest_to_the_pages_words_take_turns_and_none_is_much_longer_than_the_shortest():
    long = story("Sleep sleep", 9)
    near, far = story("Sleep after nights"), story("Parking charges")

    assert turns([long, far, near], "tired, sleep, nights", DAY) == [near, far]


def test_up_to_five_turn_daily_and_each_has_its_day():
    stories = [story(f"Sleep {number}") for number in range(8)]
    reads = [read_of(stories, "sleep", DAY + timedelta(days=day)) for day in range(10)]

    assert len({one.card.title for one in reads if one}) == 5
    assert reads[:5] == reads[5:]
    assert longest_stay(reads) == 1


def test_a_new_post_comes_first_for_a_week_and_then_takes_its_turn():
    new, old = story("New", days_old=0), story("Old sleep")

    first_week = {read_of([old, new], "sleep", DAY + timedelta(days=day)) for day in range(7)}
    later = {read_of([old, new], "sleep", DAY + timedelta(days=day)) for day in range(7, 10)}

    assert first_week == {new}
    assert later == {new, old}


def test_what_is_mostly_about_the_state_comes_before_what_only_touches_it_unless_it_is_alone():
    touches, one, other = story("Touches", 1, mostly=False), story("One"), story("Other")

    assert set(turns([touches, one, other], "", DAY)) == {one, other}
    assert set(turns([touches, one], "", DAY)) == {touches, one}


def test_todays_read_tells_what_it_can_itself():
    one, other = story("One"), story("Other")
    told = {first_four([one, other], day=DAY + timedelta(days=day)).one_read for day in range(2)}

    assert told == {one.card, other.card}


def test_borrowed_reads_turn_too():
    assert {next(iter(turned([1, 2, 3], DAY + timedelta(days=day)))) for day in range(3)} == {1, 2, 3}
    assert turned([], DAY) == []
