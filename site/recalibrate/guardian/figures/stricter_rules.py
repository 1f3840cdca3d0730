"""Stricter rules of disclosure than a vocabulary asks for, where its own would let a small number be worked out."""

from dataclasses import replace

from .vocabulary import COUNTED, BreakdownSpec, Vocabulary


def judged_by_their_own(vocabulary: Vocabulary) -> Vocabulary:
    """The same, but counts of people or events never follow what another measure found to be small; nor is
    anything open by a dimension whose rows may be people, or parts of the Trust by another name."""
    careful = {b: _careful(b, vocabulary) for b in vocabulary.breakdowns if _needs_care(b, vocabulary)}
    if not careful:
        return vocabulary
    return replace(vocabulary, breakdowns=tuple(careful.get(b, b) for b in vocabulary.breakdowns))


def _needs_care(breakdown: BreakdownSpec, vocabulary: Vocabulary) -> bool:
    dimension = vocabulary.dimension(breakdown.dimension)
    if dimension.crosses:
        return breakdown.rule != "board" and (
            vocabulary.may_be_people(breakdown) or breakdown.rule != "follow"
        )
    if dimension.kind == "split" and breakdown.rule in ("open", "merge", "follow"):
        return vocabulary.may_be_people(breakdown) or breakdown.rule != "open"
    measure = vocabulary.measure(breakdown.measure)
    counts_people = measure.unit in COUNTED and not measure.counts_posts
    return dimension.kind == "part" and breakdown.rule == "follow" and counts_people


def _careful(breakdown: BreakdownSpec, vocabulary: Vocabulary) -> BreakdownSpec:
    """Judged by its own counts, or by those of the same rows; the board's alone where there are none, and where
    two dimensions cross: their margins would be subtracted from."""
    if vocabulary.dimension(breakdown.dimension).crosses:
        return replace(breakdown, rule="board", counted_by="")
    counts = [
        b.measure
        for b in vocabulary.breakdowns
        if b.dimension == breakdown.dimension and vocabulary.measure(b.measure).unit in COUNTED
    ]
    if breakdown.measure in counts:
        return replace(breakdown, rule="each-quarter", counted_by="")
    if counts:
        return replace(breakdown, rule="each-quarter", counted_by=counts[0])
    return replace(breakdown, rule="board", counted_by="")
