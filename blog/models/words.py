"""The words of a post: everything of it that a reader can see, found by walking its fields.

One list, for the fingerprint that an approval is of and for who wrote some of it alike. A field that is
added to posts is one of the words until this list says why it is not.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.db.models import Field, Model
from modelcluster.models import get_all_child_relations
from wagtail.models import Page

# What is no word, by reason. Whatever is not named is.
IN_THE_TREE = {
    "id", "page_ptr", "path", "depth", "numchild", "url_path", "slug", "translation_key", "locale",
    "content_type", "alias_of", "show_in_menus",
}  # fmt: skip
FOR_COLLEAGUES = {
    "draft_title", "owner", "locked", "locked_at", "locked_by", "latest_revision", "live_revision",
    "latest_revision_created_at", "has_unpublished_changes", "second_approver", "was_public_at_level_3",
    "wagtail_admin_comments", "one_change_is_suggested",
}  # fmt: skip
WHEN = {
    "live", "expired", "first_published_at", "last_published_at", "go_live_at", "expire_at", "reviewed_on",
    "next_review_on",
}  # fmt: skip
COUNTED = {"minutes", "has_own_minutes"}
BESIDE_IT = {"series", "series_position", "related_posts"}  # other posts, each with a gate of its own
NOT_WORDS = frozenset(IN_THE_TREE | FOR_COLLEAGUES | WHEN | COUNTED | BESIDE_IT)

# As approvals that are recorded already have them.
BY_ANOTHER_NAME = {"post_contributors", "state_of_mind_items", "states_of_mind", "strategies", "body"}


def word_fields(model: type[Model]) -> list[Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if field.name not in NOT_WORDS]


def word_relations(model: type[Model]) -> list[str]:
    """Tags, choices of several, and rows within the post."""
    rows = [relation.get_accessor_name() for relation in get_all_child_relations(model)]
    names = [*rows, *(field.name for field in model._meta.many_to_many)]
    return [name for name in dict.fromkeys(names) if name not in NOT_WORDS]


def word_names(model: type[Model]) -> set[str]:
    """Every field of a model that is one of the words."""
    return {*(field.name for field in word_fields(model)), *word_relations(model)}


def post_words(post: Page) -> dict[str, Any]:
    """What readers get of a post, in an order that does not depend on chance."""
    # A field that a later version brings counts from the day it is filled in.
    said = [
        field for field in word_fields(type(post)) if field.value_from_object(post) != field.get_default()
    ]
    found: dict[str, Any] = {field.name: field.value_to_string(post) for field in said}
    found["body"] = [[part.block_type, without_ids(part.get_prep_value())] for part in post.body]
    found["contributors"] = [item.contributor_id for item in post.post_contributors.all()]
    found["states"] = sorted({state.pk for state in post.states_of_mind.all()} | {post.primary_state_id or 0})
    found["strategies"] = sorted(strategy.pk for strategy in post.strategies.all())
    if more := [name for name in word_relations(type(post)) if name not in BY_ANOTHER_NAME]:
        content = post.serializable_data()
        found |= {name: decode_stored(content[name]) for name in more if content.get(name)}
    return found


def stored_words(content: Mapping[str, Any], model: type[Model]) -> dict[str, Any]:
    """The same of a version as it is stored, to tell who changed some of it."""
    found = {name: decode_stored(content.get(name)) for name in sorted(word_names(model))}
    return {name: value for name, value in found.items() if value}


def decode_stored(value: Any) -> Any:
    """Without the ids that saving gives; a StreamField is stored as JSON within JSON."""
    if isinstance(value, str) and value.startswith("[{"):
        try:
            value = json.loads(value)
        except ValueError:
            return value
    return without_ids(value)


def without_ids(value: Any) -> Any:
    """Blocks and rows get their ids when they are saved, without anybody changing a word."""
    if isinstance(value, dict):
        return {key: without_ids(each) for key, each in value.items() if key not in ("id", "pk")}
    return [without_ids(each) for each in value] if isinstance(value, list) else value
