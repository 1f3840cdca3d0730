import pytest

from feeds.curating.decide import PickDraft, keep_item
from feeds.curating.suggestions import advise
from feeds.models import Item
from recalibrate.core.models import StateOfMind, Strategy

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def item(source):
    return Item.objects.create(
        source=source,
        identity="1",
        fingerprint="a",
        title="Exhausted after nights",
        text="Twelve people talk about walking home.",
        url="https://a.example/1",
    )


def test_states_and_what_helps_are_suggested_with_the_words_that_suggest_them(item):
    advice = advise([item])[item.pk]

    fatigue = StateOfMind.objects.get(slug="fatigue")
    assert advice.states[fatigue.pk].says == ("exhausted", "nights")
    assert advice.strategy is not None
    assert advice.strategy[0] in Strategy.objects.values_list("pk", flat=True)


def test_a_sources_usual_labels_are_among_the_suggestions(item, source):
    doubt, spirit = StateOfMind.objects.get(slug="doubt"), Strategy.objects.get(slug="faith-and-spirit")
    item.title, item.text = "Something", "else"
    source.default_states.add(doubt)
    source.default_strategy = spirit

    advice = advise([item])[item.pk]

    assert set(advice.states) == {doubt.pk}
    assert advice.strategy is not None
    assert advice.strategy[0] == spirit.pk


def test_editors_words_and_decisions_count_at_once(item):
    assert StateOfMind.objects.get(slug="error").pk not in advise([item])[item.pk].states

    error = StateOfMind.objects.get(slug="error")
    error.search_words = "twelve people, walking home"
    error.save()

    assert advise([item])[item.pk].states[error.pk].reason == "says “twelve people”, “walking home”"


def test_keeping_teaches(source, item):
    doubt = StateOfMind.objects.get(slug="doubt")
    for number in range(2, 10):
        lesson = Item.objects.create(
            source=source,
            identity=f"{number}",
            fingerprint="a",
            title=f"Sestina {number}",
            text="Marmalade, every time.",
            url=f"https://a.example/{number}",
        )
        keep_item(lesson, PickDraft(line="Read.", states=[doubt]), by=None)
    for number in range(10, 18):
        other = Item.objects.create(
            source=source,
            identity=f"{number}",
            fingerprint="a",
            title="A ballad",
            text="Bread and cheese.",
            url=f"https://a.example/{number}",
        )
        keep_item(other, PickDraft(line="Read.", states=[StateOfMind.objects.get(slug="calm")]), by=None)
    item.title, item.text = "Sestina and marmalade", ""

    assert dict(advise([item])[item.pk].states[doubt.pk].learned) == {"sestina": 8, "marmalade": 8}
