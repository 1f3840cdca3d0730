"""What could be said of items in the inbox, worked out from their words and from what editors did before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from recalibrate.core.models import SiteRevision, StateOfMind, Strategy
from recalibrate.core.models.revision import RevisionStamp

from .models import Curation, Item
from .pipeline.suggest import Knowledge, Label, Pick, Suggestion, learn, suggest
from .pipeline.word_filter import phrases

LEARNED_FROM = 300  # the newest picks


@dataclass(frozen=True, slots=True)
class Advice:
    """Suggestions for one item, by primary key of the state or strategy. Nothing is decided by them."""

    states: dict[int, Suggestion]
    strategy: tuple[int, Suggestion] | None


def advise(items: Iterable[Item]) -> dict[int, Advice]:
    """Advice for each item by its primary key. Its source’s usual states should be prefetched."""
    stamp = SiteRevision.current()
    for_states, for_strategies = _knowledge(stamp)
    return {item.pk: _advice(item, for_states, for_strategies) for item in items}


def _advice(item: Item, for_states: Knowledge, for_strategies: Knowledge) -> Advice:
    source = item.source
    usual_states = [str(state.pk) for state in source.default_states.all()]
    usual_strategy = [str(source.default_strategy_id)] if source.default_strategy_id else []
    states = suggest(for_states, item.title, item.text, defaults=usual_states)
    strategies = suggest(for_strategies, item.title, item.text, defaults=usual_strategy)
    return Advice(
        states={int(suggestion.key): suggestion for suggestion in states},
        strategy=next(((int(suggestion.key), suggestion) for suggestion in strategies), None),
    )


@lru_cache(maxsize=1)
def _knowledge(stamp: RevisionStamp) -> tuple[Knowledge, Knowledge]:
    """What search words and picks say. Keeping something, or editing a label, makes a new stamp."""
    picks = list(Curation.objects.kept().newest_first().for_learning()[:LEARNED_FROM])
    states = [Label(str(state.pk), _words_of(state)) for state in StateOfMind.objects.all()]
    strategies = [
        Label(str(strategy.pk), phrases(strategy.search_words)) for strategy in Strategy.objects.all()
    ]
    return (
        learn(states, [_pick(pick, [state.pk for state in pick.states_of_mind.all()]) for pick in picks]),
        learn(strategies, [_pick(pick, [pick.strategy_id]) for pick in picks if pick.strategy_id]),
    )


def _words_of(state: StateOfMind) -> tuple[str, ...]:
    return (*phrases(state.search_words), state.name, *phrases(state.label))


def _pick(curation: Curation, labels: Sequence[int | None]) -> Pick:
    item = curation.item
    return Pick(item.title, item.text or item.excerpt, frozenset(map(str, labels)))
