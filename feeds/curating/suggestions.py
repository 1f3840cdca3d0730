"""What could be said of items in the inbox, worked out from their words and from what editors did before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from recalibrate.core.models import SiteRevision, StateOfMind, Strategy
from recalibrate.core.models.revision import RevisionStamp
from recalibrate.core.models.said_words import added_phrases
from recalibrate.language.hearing import Added

from ..models import Curation, Item, Source
from ..pipeline.sensitive import Mention
from ..pipeline.suggest import Knowledge, Label, Pick, Suggestion, learn, suggest
from ..pipeline.word_filter import phrases

LEARNED_FROM = 300  # the newest picks


@dataclass(frozen=True, slots=True)
class Advice:
    """Suggestions for one item, by primary key of the state or strategy. Nothing is decided by them."""

    states: dict[int, Suggestion]
    strategy: tuple[int, Suggestion] | None
    mentions: tuple[Mention, ...] = ()


def advise(items: Iterable[Item], stamp: RevisionStamp | None = None) -> dict[int, Advice]:
    """Advice for each item by its primary key."""
    stamp = stamp or SiteRevision.current()
    usual = usual_states(stamp)
    return {
        item.pk: _advice(item, usual.get(item.source_id, ()), added(stamp), *knowledge(stamp))
        for item in items
    }


def _advice(
    item: Item, usual: Sequence[str], added: Added, for_states: Knowledge, for_strategies: Knowledge
) -> Advice:
    usual_strategy = [str(item.source.default_strategy_id)] if item.source.default_strategy_id else []
    states = suggest(for_states, item.title, item.text, defaults=usual, asks_whose=True)
    strategies = suggest(for_strategies, item.title, item.text, defaults=usual_strategy)
    return Advice(
        states={int(suggestion.key): suggestion for suggestion in states},
        strategy=next(((int(suggestion.key), suggestion) for suggestion in strategies), None),
        mentions=item.mentions_by(added),
    )


def words_for(state: StateOfMind) -> tuple[str, ...]:
    """Every word by which the state may be suggested: its own, and those that editors taught us."""
    for_states, _ = knowledge(SiteRevision.current())
    learned = (stem for stem, labels in for_states.learned.items() if str(state.pk) in labels)
    return (*_words_of(state), *learned)


@lru_cache(maxsize=1)
def labels(stamp: RevisionStamp) -> tuple[tuple[StateOfMind, ...], tuple[Strategy, ...]]:
    """Every state and way of helping, in order; read once, as editing one makes a new stamp."""
    return tuple(StateOfMind.objects.all()), tuple(Strategy.objects.all())


@lru_cache(maxsize=1)
def added(stamp: RevisionStamp) -> Added:
    """What editors have added to the list of how hard things are said."""
    return added_phrases()


@lru_cache(maxsize=1)
def usual_states(stamp: RevisionStamp) -> dict[int, tuple[str, ...]]:
    """What is usual for each source that has something usual, in the states’ order, by primary keys."""
    rows = Source.default_states.through.objects.order_by("stateofmind__order", "stateofmind__name")
    usual: dict[int, tuple[str, ...]] = {}
    for source, state in rows.values_list("source_id", "stateofmind_id"):
        usual[source] = (*usual.get(source, ()), str(state))
    return usual


@lru_cache(maxsize=1)
def knowledge(stamp: RevisionStamp) -> tuple[Knowledge, Knowledge]:
    """What search words and picks say. Keeping something, or editing a label, makes a new stamp."""
    picks = list(Curation.objects.kept().newest_first().for_learning()[:LEARNED_FROM])
    every_state, every_strategy = labels(stamp)
    states = [Label(str(state.pk), _words_of(state)) for state in every_state]
    strategies = [Label(str(strategy.pk), phrases(strategy.search_words)) for strategy in every_strategy]
    return (
        learn(states, [_pick(pick, [state.pk for state in pick.states_of_mind.all()]) for pick in picks]),
        learn(strategies, [_pick(pick, [pick.strategy_id]) for pick in picks if pick.strategy_id]),
    )


def _words_of(state: StateOfMind) -> tuple[str, ...]:
    return (*phrases(state.search_words), state.name, *phrases(state.label))


def _pick(curation: Curation, labels: Sequence[int | None]) -> Pick:
    item = curation.item
    return Pick(item.title, item.text or item.excerpt, frozenset(map(str, labels)))
