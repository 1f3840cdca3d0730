"""The words a new site starts with. Afterwards they belong to the editors."""

from pathlib import Path

from django.utils.text import slugify

from .models import Discipline, StateOfMind, Strategy, Synonym
from .toml_data import read_toml

DATA = Path(__file__).parent / "data"

# What each state looks like: a tint and a glyph that no other state has.
LOOKS = {
    "frustration": ("violet", "zigzag"),
    "sadness": ("sky", "horizon"),
    "fatigue": ("indigo", "moon"),
    "happiness": ("honey", "petals"),
    "optimism": ("straw", "rising-sun"),
    "worry": ("plum", "waves"),
    "error": ("brick", "broken-ring"),
    "isolation": ("teal", "dot-in-ring"),
    "anger": ("amber", "spark"),
    "numbness": ("slate", "dashes"),
    "calm": ("green", "level-line"),
    "doubt": ("mauve", "tilted-scale"),
}


def load_vocabulary() -> None:
    """Add the states of mind, ways of helping and disciplines that are missing; change none that is there."""
    load_disciplines()
    load_strategies()
    load_states()
    load_synonyms()


def load_synonyms() -> None:
    """The words of the trade, into a site that has none: what an editor took away stays away."""
    if not Synonym.objects.exists():
        words = read_toml(DATA / "synonyms.toml")["words"]
        Synonym.objects.bulk_create(Synonym(name=name, others=others) for name, others in words.items())


def load_disciplines() -> None:
    for order, name in enumerate(read_toml(DATA / "disciplines.toml")["names"]):
        Discipline.objects.get_or_create(slug=slugify(name), defaults={"name": name, "order": order})


def load_strategies() -> None:
    for order, entry in enumerate(read_toml(DATA / "strategies.toml")["strategy"]):
        words = {"search_words": ", ".join(entry.pop("search_words")), "order": order}
        Strategy.objects.get_or_create(slug=entry.pop("slug"), defaults=entry | words)


def load_states() -> None:
    entries = read_toml(DATA / "states.toml")["state"]
    added: list[tuple[StateOfMind, list[str]]] = []
    for order, entry in enumerate(entries):
        tint, glyph = LOOKS[entry["slug"]]
        state, is_new = StateOfMind.objects.get_or_create(
            slug=entry["slug"],
            defaults={
                "name": entry["name"],
                "label": entry["label"],
                "intro": entry["intro"],
                "closing": entry["closing"],
                "search_words": ", ".join(entry["search_words"]),
                "try_now": entry["try_now"],
                "what_should_change": entry["what_should_change"],
                "way_in": entry["way_in"],
                "is_on_home_page": entry["on_home_page"],
                "is_ease": entry.get("ease", False),
                "tint": tint,
                "glyph": glyph,
                "order": order,
            },
        )
        if is_new:
            added.append((state, entry["related"]))
    for state, related in added:
        state.related.add(*StateOfMind.objects.filter(slug__in=related))
