"""States of mind and ways of helping that an item's own words suggest. It says which words; it never decides.

Three voices: the search words that editors gave a label, what they kept before, and the source's defaults.
All of it is counting, so each suggestion can say what it rests on.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from math import log, sqrt

from recalibrate.translation import gettext

from .whose import Whose, figures_of_speech, whose
from .words import WordToken, tokenise

TITLE_COUNTS = 1.5  # what a headline says, it is about
INFLECTED = 0.7  # "moving", where editors wrote "moved": not enough alone
ENOUGH = 0.75  # a score from which a label is suggested
ENOUGH_UNSAID = 1.5  # the same, where the text does not say whose feelings it tells of: a headline's word
BESIDE = 0.35  # of the likeliest label's score, from which another is suggested beside it
MOST = 3  # labels suggested for one item
DOUBT = 2.0  # decisions before what editors did outweighs what a search word promises
LEARNED_PICKS, LEARNED_TIMES = 5, 3  # picks with a label, and those of them with a word, before it counts
CERTAINTY = 1.64  # standard errors by which chance may have helped
LEARNED_WORDS = 2  # words that must agree
MOST_LEARNED = 3  # words that are looked at, the strongest ones
ENDING = 4  # letters by which two words of one stem may differ: "mind" is no "mindfulness"


@dataclass(frozen=True, slots=True)
class Label:
    """What can be suggested, with the search words that speak for it."""

    key: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pick:
    """What editors kept, and the labels that they gave it."""

    title: str
    text: str
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A label and what it rests on: the item's words, words of earlier picks, the source's default."""

    key: str
    score: float
    says: tuple[str, ...] = ()
    learned: tuple[tuple[str, int], ...] = ()  # a word, and how many picks with this label share it
    is_default: bool = False

    @property
    def reason(self) -> str:
        """“says night shift, exhausted; kept before with rota (3)”, in an editor's words."""
        before = ", ".join(f"“{word}” ({count})" for word, count in self.learned)
        said = ", ".join(f"“{phrase}”" for phrase in self.says)
        reasons = (
            said and gettext("says {phrases}").format(phrases=said),
            before and gettext("kept before with {words}").format(words=before),
            self.is_default and gettext("this source’s default"),
        )
        return "; ".join(reason for reason in reasons if reason)


@dataclass(frozen=True, slots=True)
class SearchWord:
    """A search word of a label, as stems and as editors spell it."""

    key: str
    stems: tuple[str, ...]
    spelled: str = field(compare=False)


Stems = tuple[str, ...]
Heard = Mapping[str, Mapping[Stems, tuple[str, float]]]  # label → search word → as the item says it, score


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What suggest() needs, counted once for many items."""

    search_words: Mapping[str, tuple[SearchWord, ...]]  # by their first stem, longest first
    weights: Mapping[SearchWord, float]
    learned: Mapping[str, Mapping[str, tuple[float, int]]]  # stem → label → (log odds, picks)


def suggest(
    knowledge: Knowledge, title: str, text: str, *, defaults: Iterable[str] = (), asks_whose: bool = False
) -> tuple[Suggestion, ...]:
    """At most three labels, the likeliest first, and the source's defaults whatever the words say.

    `asks_whose`: nothing of patients' feelings, nor of a metal's, where labels are states of mind.
    """
    words = tokenise(title, text)
    told_by = whose(title, text) if asks_whose else Whose.OURS
    if asks_whose:
        words = [] if told_by is Whose.THEIRS else _felt(words)
    heard = _heard(words, knowledge)
    scores = {key: sum(score for _, score in found.values()) for key, found in heard.items()}
    learned = _learned(words, knowledge)
    for key, found in learned.items():
        scores[key] = scores.get(key, 0) + sum(odds for _, odds, _ in found)
    usual = frozenset(defaults)
    beside = BESIDE * max(scores.values(), default=0)
    is_sure = {
        key for key in scores if told_by is Whose.OURS or any(len(one) > 1 for one in heard.get(key, ()))
    }
    likely = sorted(
        (key for key in scores if scores[key] >= max(beside, ENOUGH if key in is_sure else ENOUGH_UNSAID)),
        key=lambda key: (-scores[key], key),
    )
    return tuple(
        Suggestion(
            key,
            round(scores.get(key, 0), 3),
            says=tuple(dict.fromkeys(spelled.lower() for spelled, _ in heard.get(key, {}).values())),
            learned=tuple((word, count) for word, _, count in learned.get(key, ())),
            is_default=key in usual,
        )
        for key in dict.fromkeys((*likely[:MOST], *sorted(usual)))
    )


def _felt(words: list[WordToken]) -> list[WordToken]:
    """Without those that only sound like feelings: “margin of error”, “Hope Street”."""
    silent = figures_of_speech(tuple(word.spelled.lower() for word in words))
    places = {place for figure in silent for place in range(figure.start, figure.end)}
    return [replace(word, is_negated=True) if place in places else word for place, word in enumerate(words)]


def learn(labels: Iterable[Label], picks: Iterable[Pick] = ()) -> Knowledge:
    """Count once what search words and earlier picks say."""
    kept = [(tokenise(pick.title, pick.text), pick.keys) for pick in picks]
    unweighed = Knowledge(_search_words(labels), {}, {})
    said, meant, sharing = Counter[tuple[str, Stems]](), Counter[tuple[str, Stems]](), Counter[Stems]()
    for words, keys in kept:
        for key, found in _heard(words, unweighed).items():
            said.update((key, stems) for stems in found)
            meant.update((key, stems) for stems in found if key in keys)
    every = [one for entries in unweighed.search_words.values() for one in entries]
    sharing.update(one.stems for one in every)
    weights = {
        one: (meant[one.key, one.stems] + DOUBT)
        / (said[one.key, one.stems] + DOUBT)
        / sqrt(sharing[one.stems])
        for one in every
    }
    return Knowledge(unweighed.search_words, weights, _odds(kept))


def _search_words(labels: Iterable[Label]) -> dict[str, tuple[SearchWord, ...]]:
    found: defaultdict[str, dict[SearchWord, None]] = defaultdict(dict)
    for label in labels:
        for phrase in label.phrases:
            words = tokenise("", phrase)
            if words:
                one = SearchWord(label.key, tuple(word.stem for word in words), _spelled(words))
                found[one.stems[0]][one] = None
    return {
        first: tuple(sorted(entries, key=lambda one: -len(one.stems))) for first, entries in found.items()
    }


def _heard(words: list[WordToken], knowledge: Knowledge) -> Heard:
    """What speaks for each label. A search word said often counts once, where it counts most."""
    heard: defaultdict[str, dict[Stems, tuple[str, float]]] = defaultdict(dict)
    taken = 0  # the place up to which words are part of a search word
    for place, word in enumerate(words):
        if place < taken:
            continue
        for one in knowledge.search_words.get(word.stem, ()):
            said = words[place : place + len(one.stems)]
            if place + len(said) < taken or not _is_meant(
                said, one
            ):  # "nights" in "night shift" is not meant
                continue
            taken = place + len(said)
            spelled = _spelled(said)
            score = knowledge.weights.get(one, 1.0) * (TITLE_COUNTS if word.in_title else 1)
            score *= 1 if _is_as_spelled(spelled, one) else INFLECTED
            if score > heard[one.key].get(one.stems, ("", 0.0))[1]:
                heard[one.key][one.stems] = spelled, score
    return heard


def _is_meant(said: list[WordToken], one: SearchWord) -> bool:
    """Whether these words are the search word: its stems, not denied, and spelled nearly like it."""
    if tuple(word.stem for word in said) != one.stems or said[0].is_negated:
        return False
    if len(said) == 1 and said[0].is_function_word:
        return False
    return abs(len(_spelled(said)) - len(one.spelled)) <= ENDING * len(said)


def _is_as_spelled(said: str, one: SearchWord) -> bool:
    return said.lower().removesuffix("s") == one.spelled.lower().removesuffix("s")


def _spelled(words: Iterable[WordToken]) -> str:
    return " ".join(word.spelled for word in words)


def _odds(kept: list[tuple[list[WordToken], frozenset[str]]]) -> dict[str, dict[str, tuple[float, int]]]:
    """stem → label → how much likelier a pick with the label says it (log odds), and how many do."""
    picks = Counter(key for _, keys in kept for key in keys)
    says, says_with = Counter[str](), Counter[tuple[str, str]]()
    for words, keys in kept:
        stems = {word.stem for word in words if _is_telling(word)}
        says.update(stems)
        says_with.update((stem, key) for stem in stems for key in keys)
    odds: defaultdict[str, dict[str, tuple[float, int]]] = defaultdict(dict)
    for (stem, key), count in says_with.items():
        if count < LEARNED_TIMES or picks[key] < LEARNED_PICKS:
            continue
        sure = _sure_odds(count, picks[key], says[stem] - count, len(kept) - picks[key])
        if sure > 0:
            odds[stem][key] = sure, count
    return odds


def _sure_odds(count: int, picks: int, elsewhere: int, others: int) -> float:
    """How much likelier a word is in picks with a label than in the others (log), less what may be chance."""
    at_least, _ = _share(count, picks)
    _, at_most = _share(elsewhere, others)
    return log(at_least / at_most)


def _share(count: int, total: int) -> tuple[float, float]:
    """The least and the most that the true share is likely to be (Wilson's interval)."""
    z = CERTAINTY**2
    middle = (count + z / 2) / (total + z)
    half = CERTAINTY / (total + z) * sqrt(count * (total - count) / max(1, total) + z / 4)
    return middle - half, middle + half


def _is_telling(word: WordToken) -> bool:
    return len(word.stem) > 3 and word.stem.isalpha() and not word.is_negated and not word.is_function_word


def _learned(words: list[WordToken], knowledge: Knowledge) -> dict[str, list[tuple[str, float, int]]]:
    """label → its strongest learned words in this item (word, log odds, picks); two must agree."""
    found: defaultdict[str, dict[str, tuple[str, float, int]]] = defaultdict(dict)
    for word in words:
        if _is_telling(word):
            for key, (odds, count) in knowledge.learned.get(word.stem, {}).items():
                found[key].setdefault(word.stem, (word.spelled.lower(), odds, count))
    return {
        key: list(islice(sorted(said.values(), key=lambda one: -one[1]), MOST_LEARNED))
        for key, said in found.items()
        if len(said) >= LEARNED_WORDS
    }
