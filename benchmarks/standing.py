"""Which posts are shown beside which, and how long one read stays, at 300 posts in two years. Pure: no site is needed.

    python benchmarks/standing.py [--posts 300] [--seed 7]

Posts come evenly over two years, their states, jobs and authors as unevenly as people write. Told: how many
posts never stand beside another on the last day, the longest stay of a state's one read in the last half
year, and the shares of the job and the author that stand there most, beside their shares of the posts. Each
beside the baseline: the newest three, and the shortest read until a shorter one comes.
"""

import argparse
import random
import sys
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from blog.related import MOST, Candidate, chosen_beside  # noqa: E402
from recalibrate.core.cards import Card  # noqa: E402
from recalibrate.home.choosing import Story, by_fitness  # noqa: E402
from recalibrate.home.daily_read import longest_stay, read_of  # noqa: E402

STATES, JOBS, AUTHORS = 12, 8, 60
DAYS, WATCHED = 730, 180
NEWEST = 12  # of a state, that its page looks at
LAST = date(2026, 11, 30)


class Post(NamedTuple):
    pk: int
    state: int
    also: int
    job: int
    author: int
    minutes: int
    day: date

    @property
    def moment(self) -> datetime:
        return datetime.combine(self.day, time(9), UTC)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--posts", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    posts = written(arguments.posts, random.Random(arguments.seed))
    print(f"| {'':<44} | {'baseline':>10} | {'ours':>10} |")
    beside = {name: rule(posts) for name, rule in (("baseline", newest), ("ours", ours))}
    never = [1 - len(set(shown)) / len(posts) for shown in beside.values()]
    row("posts that never stand beside another", *(f"{share:.0%}" for share in never))
    for name, of in (("job", 3), ("author", 4)):
        most = [top_share([posts[pk][of] for pk in shown]) for shown in beside.values()]
        own = top_share([post[of] for post in posts])
        row(f"the most shown {name}’s share (of posts {own:.0%})", *(f"{share:.0%}" for share in most))
    row("longest stay of one read, days", *map(str, stays(posts)))


def row(name: str, *figures: str) -> None:
    print(f"| {name:<44} | " + " | ".join(f"{figure:>10}" for figure in figures) + " |")


def written(number: int, chance: random.Random) -> list[Post]:
    return [
        Post(
            pk,
            state=min(int(chance.expovariate(0.35)), STATES - 1),
            also=chance.randrange(STATES),
            job=min(int(chance.expovariate(0.6)), JOBS - 1),
            author=min(int(chance.expovariate(0.08)), AUTHORS - 1),
            minutes=chance.choice([1, 2, 2, 3, 3, 3, 4, 5, 6]),
            day=LAST - timedelta(days=DAYS - DAYS * (pk + 1) // number),
        )
        for pk in range(number)
    ]


def candidates(post: Post, posts: list[Post]) -> list[Candidate]:
    """As the database gives them: the same primary state, another job first, the newest."""
    near = [one for one in posts if one != post and {one.state, one.also} & {post.state, post.also}]
    ordered = sorted(near, key=lambda one: (one.state != post.state, one.job == post.job, -one.pk))
    return [Candidate(one.pk, False, one.state == post.state, one.moment) for one in ordered]


def newest(posts: list[Post]) -> list[int]:
    return [one.pk for post in posts for one in candidates(post, posts)[:MOST]]


def ours(posts: list[Post]) -> list[int]:
    return [pk for post in posts for pk in chosen_beside(candidates(post, posts), post.moment)]


def top_share(values: list[int]) -> float:
    return Counter(values).most_common(1)[0][1] / len(values)


def stays(posts: list[Post]) -> tuple[int, int]:
    """The longest of all states, by the shortest read and by turns."""
    before, now = [], []
    for state in range(STATES):
        by_size, by_turn = [], []
        for ago in range(WATCHED, -1, -1):
            stories = told(posts, state, LAST - timedelta(days=ago))
            if len(stories) > 1:
                by_size.append(by_fitness(stories)[0].card.url)
                read = read_of(by_fitness(stories), "", LAST - timedelta(days=ago))
                by_turn.append(read.card.url if read else "")
        before.append(longest_stay(by_size))
        now.append(longest_stay(by_turn))
    return max(before), max(now)


def told(posts: list[Post], state: int, day: date) -> list[Story]:
    about = [post for post in posts if post.day <= day and state in (post.state, post.also)]
    return [
        Story(
            Card(kind="post", title="", url=str(post.pk), minutes=post.minutes, published_on=post.day),
            post.state == state,
            True,
        )
        for post in about[::-1][:NEWEST]
    ]


if __name__ == "__main__":
    main()
