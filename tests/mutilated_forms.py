"""Forms as they arrive when something went wrong on the way: empty, cut short, with numbers that are none."""

from collections.abc import Iterator
from html.parser import HTMLParser

NO_NUMBERS = ("", "abc", "-1", "9" * 40, "[")
LENGTHS = ("-TOTAL_FORMS", "-INITIAL_FORMS", "-count")
MOST_LENGTHS = 4  # of one page: all are read by the same few functions


class _Fields(HTMLParser):
    """The names that a page's inputs send, and their values."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("input", "select", "textarea", "button") and given.get("name"):
            self.found.setdefault(given["name"] or "", given.get("value") or "")


def fields_of(html: str) -> dict[str, str]:
    parser = _Fields()
    parser.feed(html)
    return parser.found


def mutilated(fields: dict[str, str], turn: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Nothing; every field with a value it cannot have; the lengths of lists missing or wrong, one by one.

    Of the values each turn takes two, the next turn the next two: neighbours are answered by the same functions.
    """
    yield "nothing", {}
    for odd in (NO_NUMBERS[2 * turn % len(NO_NUMBERS)], NO_NUMBERS[(2 * turn + 1) % len(NO_NUMBERS)]):
        yield f"every field {odd[:9]!r}", dict.fromkeys(fields, odd)
    lengths = [name for name in fields if name.endswith(LENGTHS)][:MOST_LENGTHS]
    for name in lengths:
        yield f"without {name}", {key: value for key, value in fields.items() if key != name}
        for odd in ("abc", "-1"):
            yield f"{name} is {odd!r}", {**fields, name: odd}
