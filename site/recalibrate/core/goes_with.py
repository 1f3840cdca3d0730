"""What a deletion takes with it, in numbers: asked of the models, so that a new relation counts by itself."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    CASCADE,
    PROTECT,
    RESTRICT,
    SET_NULL,
    CharField,
    ForeignKey,
    ForeignObjectRel,
    Model,
    TextField,
)
from modelcluster.fields import ParentalKey
from wagtail.models import Page, Revision

from .named_in_versions import pages_naming

# Made again from what stays, or of no use without it: no editor would miss these.
UNSEEN = {
    "core.Rendition", "core.ReservedCollection", "core.SocialImage", "link_checks.PageRead",
    "wagtailadmin.EditingSession", "wagtailadmin.FormState", "wagtailcore.UploadedFile",
    "wagtailusers.UserProfile", "wagtailcore.WorkflowPage", "wagtailcore.PageSubscription",
}  # fmt: skip

Numbers = dict[type[Model], set[Any]]


@dataclass(frozen=True, slots=True)
class GoesWith:
    """In words with their numbers: what goes too, what stays without it, and what forbids it.

    `versions`: of how many pages a draft or an older version names it, whatever is published.
    """

    goes: tuple[str, ...]
    loses: tuple[str, ...]
    forbids: tuple[str, ...]
    versions: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """From a model that goes to one that points at it; `lookup` leads from there to the first."""

    relation: ForeignObjectRel
    lookup: str
    depth: int

    @property
    def model(self) -> type[Model]:
        return self.relation.related_model

    @property
    def is_tie(self) -> bool:
        """Only ties two things and says nothing of its own, so that an editor would not count it."""
        fields = self.model._meta.fields
        says_something = any(isinstance(field, CharField | TextField) for field in fields)
        ties = [field for field in fields if field.many_to_one]
        return not says_something and len(ties) > 1 and any(map(_goes_along, ties))

    @property
    def owner(self) -> ForeignKey | None:
        """Of a tie: the way to the other thing, of which it is a piece."""
        others = [f for f in self.model._meta.fields if f.many_to_one and f is not self.relation.field]
        owned = [f for f in others if isinstance(f, ParentalKey)]
        owned += [f for f in others if _goes_along(f)]
        return owned[0] if self.is_tie and owned else None

    @property
    def is_part(self) -> bool:
        """A piece of what goes, which is saved and shown with it."""
        is_its_own = self.is_tie and self.relation.on_delete is CASCADE and self.owner is None
        return isinstance(self.relation.field, ParentalKey) or is_its_own


def goes_with(things: Sequence[Model]) -> GoesWith:
    """What goes with these, what stays without them, and what needs them; one query for each relation."""
    goes: Counter[type[Model]] = Counter()
    loses: Numbers = defaultdict(set)
    forbids: Numbers = defaultdict(set)
    for model, pks in _everything(things, goes).items():
        for step in steps(model):
            rows = step.model._base_manager.filter(**{f"{step.lookup}__in": pks})
            if step.relation.on_delete in (PROTECT, RESTRICT):
                _note(forbids, step, rows)
            elif step.owner or step.relation.on_delete is SET_NULL:
                _note(loses, step, rows)
            elif step.relation.on_delete is CASCADE:
                goes[step.model] += rows.count()
    versions = len(pages_naming(things))
    return GoesWith(
        counts_in_words(goes), counts_in_words(_counted(loses)), counts_in_words(_counted(forbids)), versions
    )


def steps(model: type[Model]) -> Iterator[Step]:
    """Every relation that matters when one of this model is deleted, through what goes with it too."""
    waiting = [(model, "", 0)]
    seen = {model}
    while waiting:
        here, way, depth = waiting.pop(0)
        for relation in _relations(here):
            step = Step(relation, "__".join(filter(None, [relation.field.name, way])), depth)
            if step.is_part or (depth and relation.on_delete is SET_NULL):
                continue
            if relation.on_delete is CASCADE and not step.owner and step.model not in seen:
                seen.add(step.model)
                waiting.append((step.model, step.lookup, depth + 1))
            if step.model._meta.label not in UNSEEN:
                yield step


def taken_with(model: type[Model]) -> set[str]:
    """The labels of all that the database takes along when one of this model goes, pieces and ties too."""
    found: set[type[Model]] = set()
    waiting: list[type[Model]] = [model]
    while waiting:
        for relation in _relations(waiting.pop()):
            if relation.on_delete is CASCADE and relation.related_model not in found:
                found.add(relation.related_model)
                waiting.append(relation.related_model)
    return {each._meta.label for each in found - {model}}


def _relations(model: type[Model]) -> Iterator[ForeignObjectRel]:
    for field in model._meta.get_fields(include_hidden=True):
        if not isinstance(field, ForeignObjectRel) or getattr(field, "on_delete", None) is None:
            continue
        related: Any = field.related_model
        if not related._meta.auto_created and not _is_inheritance(field):
            yield field


def _goes_along(field: Any) -> bool:
    return field.remote_field.on_delete is CASCADE


def _is_inheritance(relation: Any) -> bool:
    return bool(relation.field.remote_field.parent_link)


def _everything(things: Sequence[Model], goes: Counter[type[Model]]) -> dict[type[Model], list[Any]]:
    """By model; with pages what is below them, and every version of each."""
    found: dict[type[Model], list[Any]] = defaultdict(list)
    pages: set[Any] = set()
    for thing in things:
        if isinstance(thing, Page):
            pages.update(thing.get_descendants(inclusive=True).values_list("pk", "content_type_id"))
        else:
            found[type(thing)].append(thing.pk)
    if pages:
        for page in Page.objects.filter(pk__in=[pk for pk, _ in pages]).specific():
            found[type(page)].append(page.pk)
        goes[Page] = len(pages) - len(things)
        goes[Revision] = Revision.page_revisions.filter(object_id__in=[str(pk) for pk, _ in pages]).count()
    return found


def _note(found: Numbers, step: Step, rows: Any) -> None:
    """Which they are, so that a post that needs something twice is one post."""
    owner = step.owner
    model, column = (owner.related_model, owner.attname) if owner else (step.model, "pk")
    found[model].update(rows.values_list(column, flat=True))


def _counted(found: Numbers) -> Counter[type[Model]]:
    return Counter({model: len(pks) for model, pks in found.items()})


def counts_in_words(counts: Counter[type[Model]]) -> tuple[str, ...]:
    """Each model by its own name with its number; nothing of what is nought."""
    return tuple(
        f"{count:,} {model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural}"
        for model, count in counts.items()
        if count
    )
