"""How results will look, on counts that are made up: so that no organiser is surprised, and none waits to learn it.

The same numbers come every time: they are drawn from the question's own words, not from anybody's answer.
"""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from .answers.ballots import Ballot, pairs_of
from .answers.tallies import Tallies
from .answers.types import AskedQuestion
from .models import Wave
from .release import disclosed_results
from .results import SubjectResults, subject_results, wave_results

SIZES = (4, 8, 18)  # forms: hidden, in two parts, in full


def drawn(*words: object, below: int) -> int:
    """A number from these words, always the same one."""
    return int.from_bytes(sha256(repr(words).encode()).digest()[:4]) % below


def invented_ballot(sheet: Sequence[AskedQuestion], number: int) -> Ballot:
    chosen: dict[str, list[int]] = {}
    for asked in sheet:
        options = asked.counted_options
        if not options:
            continue
        if asked.kind == "many":
            ticked = {options[drawn(asked.code, number, turn, below=len(options))].value for turn in (1, 2)}
            chosen[asked.code] = sorted(ticked)
            continue
        at = drawn(asked.code, number, below=len(options))
        chosen[asked.code] = [options[at // 2 if asked.looks_back_from else at].value]
    return Ballot(
        ticks=tuple((code, value) for code, values in chosen.items() for value in values),
        people=tuple(asked.code for asked in sheet if asked.kind == "many"),
        pairs=tuple(pairs_of(sheet, chosen)),
    )


def invented_results(wave: Wave, forms: int) -> SubjectResults:
    """As `forms` made-up forms would be shown: through the same door as real ones."""
    tallies = Tallies()
    for number in range(forms):
        tallies.add(invented_ballot(wave.sheet, number))
    shown = wave_results(wave, disclosed_results(wave, tallies))
    return subject_results(wave.title, [replace(shown, room=replace(shown.room, came=forms + 2))])
