"""Judging changes nothing, and what is worked out once is not written over from outside."""

import ast
import inspect
from functools import cached_property
from pathlib import Path
from textwrap import dedent

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.utils.functional import cached_property as django_cached_property
from planted_rows import PLANTED

from blog.models import PostPage
from recalibrate.guardian.models import YouSaid

ROOT = Path(__file__).parents[1]
OURS = ("recalibrate.", "blog.", "feeds.")
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


def modules():
    for folder in ("feeds", "blog", "site/recalibrate"):
        for path in (ROOT / folder).rglob("*.py"):
            yield path.relative_to(ROOT), ast.parse(path.read_text())


def our_models():
    return [model for model in apps.get_models() if model.__module__.startswith(OURS)]


def assigned(tree):
    """Every attribute that is assigned to, as the node of the attribute."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                yield from (one for one in ast.walk(target) if isinstance(one, ast.Attribute))


def state_of(row):
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {name: value for name, value in fields.items() if not isinstance(value, models.FileField)}


@pytest.mark.parametrize("model", PLANTED, ids=lambda model: model._meta.label)
def test_judging_a_row_twice_writes_nothing_and_changes_nothing(home, model):
    planted = PLANTED[model]("One to judge")
    row = model.objects.get(pk=planted.pk)
    before = state_of(row)

    with CaptureQueriesContext(connection) as queries:
        row.clean()
        row.clean()

    assert state_of(row) == before
    assert [query for query in queries if query["sql"].startswith(WRITES)] == []


def test_no_models_clean_assigns_to_its_row():
    """What follows from what was entered is filled in by derive() or full_clean(), before anything is judged."""
    classes = {base for model in our_models() for base in model.__mro__ if base.__module__.startswith(OURS)}
    cleans = [vars(one)["clean"] for one in classes if "clean" in vars(one)]

    assert len(cleans) > 10
    for clean in cleans:
        tree = ast.parse(dedent(inspect.getsource(clean)))
        assert [ast.unparse(one) for one in assigned(tree)] == [], clean.__qualname__


def test_no_forms_clean_saves_a_row():
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("clean"):
                calls = (one.func for one in ast.walk(node) if isinstance(one, ast.Call))
                called = {one.attr for one in calls if isinstance(one, ast.Attribute)}
                assert not called & {"save", "create", "delete", "bulk_create", "bump", "send"}, (
                    path,
                    node.name,
                )


def test_what_a_row_works_out_once_is_handed_over_never_written_over():
    """`post.states = (…)` looked like a field and held until someone renamed the property."""
    worked_out = {
        name
        for model in our_models()
        for base in model.__mro__
        for name, value in vars(base).items()
        if isinstance(value, cached_property | django_cached_property)
    }
    stored = {field.name for model in apps.get_models() for field in model._meta.get_fields()}
    names = worked_out - stored

    assert {"states", "told_also_by", "is_followed", "corner"} <= names
    for path, tree in modules():
        for one in assigned(tree):
            assert one.attr not in names or ast.unparse(one.value) == "self", (path, ast.unparse(one))


def test_what_follows_is_filled_in_before_the_post_is_judged(home):
    post = PLANTED[PostPage]("Worked out")
    post.states_of_mind.clear()
    post.next_review_on, post.has_own_minutes, post.minutes = None, False, 40

    post.full_clean()

    assert post.primary_state in post.states_of_mind.all()
    assert (post.minutes, post.next_review_on is not None) == (1, True)


def test_an_answer_of_blanks_is_none(home):
    concern = PLANTED[YouSaid]("The rota comes late.")
    concern.progress, concern.we_did = "done", "  "

    with pytest.raises(ValidationError, match="Say what was done"):
        concern.full_clean()
    assert concern.we_did == ""


def test_a_card_is_told_what_its_thing_is_about_or_asks(home, django_assert_num_queries):
    post = PostPage.objects.select_related("cover_image").get(pk=PLANTED[PostPage]("About fatigue").pk)

    assert [state.slug for state in post.card().states] == ["fatigue"]
    told = post.card(states=())
    assert (told.states, bool(told.drawing), [state.slug for state in post.states]) == ((), True, ["fatigue"])
