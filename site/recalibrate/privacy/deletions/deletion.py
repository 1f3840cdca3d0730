"""One thing that deletes or combines for good, and what the rows have in common."""

from typing import NamedTuple

NUMBERS = "the screen says the number of everything that goes with it"
BACKUP = "a backup"
REFUSED = "refused while anything uses it"


class Deletion(NamedTuple):
    what: str
    by: str
    said: str
    way_back: str
    at_most: str
    where: tuple[str, ...]
    takes: tuple[str, ...] = ()  # the tables that go with it, whatever the screen calls them
