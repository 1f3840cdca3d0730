"""Two words that differ by capitals alone are one word to their readers."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from blog.models import Series
from recalibrate.core.models import Discipline, StateOfMind, Strategy
from recalibrate.core.names import set_apart
from recalibrate.core.past_slugs import models_with_past_slugs

KINDS = [Discipline, Series, StateOfMind, Strategy]
MORE = {StateOfMind: {"label": "tired", "intro": "x" * 30}}


@pytest.mark.parametrize("model", KINDS)
def test_a_name_is_refused_in_words_whatever_its_case(home, model):
    model.objects.create(name="Walking home", slug="one", **MORE.get(model, {}))
    twin = model(name="walking HOME", slug="two", **MORE.get(model, {}))

    with pytest.raises(ValidationError, match="capitals make no difference"):
        twin.full_clean()
    with transaction.atomic(), pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_every_kind_that_readers_choose_by_is_here():
    assert {model for model, parameter in models_with_past_slugs().items() if parameter} == set(KINDS)


@pytest.mark.parametrize("model", KINDS)
def test_an_upgrade_sets_names_apart_that_differ_by_case_and_says_so(home, model, caplog):
    (index,) = [c.name for c in model._meta.constraints if c.name.endswith("_name_once")]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {index}")
    names = ["Walking", "walking", "WALKING", "walking (2)"]
    made = [model.objects.create(name=n, slug=f"w{i}", **MORE.get(model, {})) for i, n in enumerate(names)]

    set_apart(model)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE UNIQUE INDEX {index} ON {model._meta.db_table} (LOWER(name))")

    now = [model.objects.get(pk=record.pk).name for record in made]
    assert now == ["Walking", "walking (3)", "WALKING (4)", "walking (2)"]
    assert "“walking” is called “walking (3)” now" in caplog.text
