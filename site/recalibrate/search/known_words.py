"""The words that questions are corrected by, read once for each revision of the site."""

from functools import lru_cache

from recalibrate.core.models import SiteRevision
from recalibrate.core.models.revision import RevisionStamp
from recalibrate.core.models.state_of_mind import states_of_mind
from recalibrate.core.public_kinds import public_kinds

from .models import SearchEntry
from .spelling import KnownWords, corrected

ENTRIES = 3_000  # the newest, whose words are known


def other_spelling(text: str) -> str:
    """The question as it may have been meant; nothing if all its words can be found. Two queries, or one."""
    return corrected(text, known_words(SiteRevision.current()))


@lru_cache(maxsize=1)
def known_words(stamp: RevisionStamp) -> KnownWords:
    rows = list(SearchEntry.objects.current().order_by("-pk").values_list("title", "words")[:ENTRIES])
    words = {word for _, spelled in rows for word in spelled.split()}
    states = [f"{state.name} {state.label} {state.search_words}" for state in states_of_mind()]
    return KnownWords.of(
        words, [*(title for title, _ in rows), *states, *(str(kind.label) for kind in public_kinds())]
    )
