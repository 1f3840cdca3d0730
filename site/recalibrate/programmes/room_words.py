"""What readers see of words: themes from three remarks on, and what two people agreed to quote.

What was public when the remarks are deleted stays with their wave.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .answers.disclosure import THEME_FROM
from .models import Remark, Wave


@dataclass(frozen=True, slots=True)
class RoomWords:
    """Themes with how many wrote of them, and quotations."""

    themes: tuple[tuple[str, int], ...] = ()
    quotes: tuple[str, ...] = ()


def words_of(waves: Iterable[Wave]) -> RoomWords:
    """Over the moments of one room: each theme once, quotations in an order that says nothing."""
    waves = list(waves)
    rows = Remark.objects.filter(wave__in=waves)
    themes = Counter(theme for theme in rows.exclude(theme="").values_list("theme", flat=True))
    quotes = list(rows.quoted().order_by("uuid").values_list("text", flat=True))
    for wave in waves:
        kept = wave.kept_words or {}
        themes.update(dict(kept.get("themes", ())))
        quotes += kept.get("quotes", ())
    named = [(name, count) for name, count in themes.most_common() if count >= THEME_FROM]
    return RoomWords(tuple(sorted(named, key=lambda one: (-one[1], one[0]))), tuple(quotes))


def keep_public_words(wave: Wave) -> None:
    """Before a wave's remarks are deleted: what everybody could read stays readable."""
    if wave.kept_words is not None:
        return
    found = words_of([wave])
    wave.kept_words = {"themes": [list(one) for one in found.themes], "quotes": list(found.quotes)}
    wave.save(update_fields=["kept_words"])
