"""Names that were explained once: remembered with the figures, and used while what they mean is still there."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from .figures.vocabulary import Vocabulary
from .models import SpreadsheetName
from .workbook.names import LEAVE, TOTAL

REMEMBERED = ("heading", "row:", "axis", "by", "together", "word")


def remembered(vocabulary: Vocabulary) -> dict[str, str]:
    """Answers by the keys of their questions; one query. Words such as “nil” are among them, and asked again."""
    rows = SpreadsheetName.objects.values_list("kind", "written", "meaning")
    return {f"{kind}|{written}": said for kind, written, said in rows if still_means(kind, said, vocabulary)}


def still_means(kind: str, meaning: str, vocabulary: Vocabulary) -> bool:
    """Whether what was meant is in the vocabulary."""
    what, _, rest = meaning.partition(":")
    if what == "measure":
        return any(measure.slug == rest for measure in vocabulary.measures)
    if what == "row":
        dimension, _, category = rest.partition(":")
        return any((c.dimension, c.slug) == (dimension, category) for c in vocabulary.categories)
    return meaning in (LEAVE, TOTAL) or kind in ("axis", "by", "together", "word")


def remember(meanings: Mapping[str, str], vocabulary: Vocabulary) -> None:
    """Keep what was answered, in place of what was said before."""
    for key, meaning in meanings.items():
        kind, _mark, written = key.partition("|")
        if kind.startswith(REMEMBERED) and len(written) <= SpreadsheetName.LONGEST and len(meaning) <= 180:
            said = spoken(meaning, vocabulary)[:180]
            SpreadsheetName.objects.update_or_create(
                kind=kind, written=written, defaults={"meaning": meaning, "said": said}
            )


def spoken(meaning: str, vocabulary: Vocabulary) -> str:
    """What a name was taken for, in words."""
    what, _mark, rest = meaning.partition(":")
    if what == "measure":
        return vocabulary.measure(rest).name
    if what == "row":
        dimension, _mark, category = rest.partition(":")
        return vocabulary.category(dimension, category).name
    if what == "axis":
        return vocabulary.dimension(rest).name
    words = {
        LEAVE: _("left out"), "": _("left out"), TOTAL: _("a total"), "add": _("added up"), "board": _("for the board"),
        "0": _("zero"), "c": _("confidential"), "x": _("not known"), "z": _("does not apply"),
    }  # fmt: skip
    return words.get(meaning, meaning)
