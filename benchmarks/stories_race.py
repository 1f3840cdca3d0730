"""Several processes bring tellings of the same stories and sort them in, all at once; each story stands once.

    python -m benchmarks.stories_race [processes] [stories]

On SQLite, or on what DATABASE_URL names (emptied first). Exits non-zero if a process failed, or if a story
stands twice, or not at all because its tellings were folded under each other.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.throwaway_site import process, set_up

TELL = "from benchmarks.stories_race import tell; tell({source}, {stories})"


def main(processes: int, stories: int) -> int:
    with TemporaryDirectory() as name:
        set_up(Path(name), [f"{number}.example" for number in range(processes)])
        racing: list[subprocess.Popen[bytes]] = [
            process(TELL.format(source=source, stories=stories)) for source in range(processes)
        ]
        codes = [one.wait(timeout=300) for one in racing]
        standing, folded, right = count(stories)
    print(f"{processes} processes, {stories} stories: {standing} stand, {folded} folded, {right} stand once")
    return int(any(codes) or right != stories or folded != stories * (processes - 1))


def tell(source: int, stories: int) -> None:
    """One source's telling of each story, sorted in as soon as it is there."""
    from feeds.models import Item, Source
    from feeds.refreshing.deduplicate import deduplicate_new_items

    teller = Source.objects.get(slug=f"source-{source}")
    for number in range(stories):
        url = f"https://stories.example/{number}"
        given = {"title": f"Story {number}", "url": url, "canonical_url": url, "fingerprint": "f"}
        Item.objects.create(source=teller, identity=f"{number}", **given)
        deduplicate_new_items()


def count(stories: int) -> tuple[int, int, int]:
    """How many items stand, how many are folded under one that stands, and how many stories stand once."""
    from feeds.models import Item

    standing = list(Item.objects.filter(story=None).values_list("canonical_url", flat=True))
    folded = Item.objects.filter(story__isnull=False, story__story=None).count()
    once = sum(standing.count(f"https://stories.example/{number}") == 1 for number in range(stories))
    return len(standing), folded, once


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(numbers + [2, 200][len(numbers) :])))
