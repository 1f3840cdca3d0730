"""Rows edited within a form are found again by what they say, not by their ids alone.

A form that is sent while another save of it is on its way knows neither the ids that the other save has
just given to new rows nor the rows that it has just removed.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Field, Model, UniqueConstraint
from django.forms.models import construct_instance
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm

from .fixed_addresses import AddressedPageForm


class MatchedRows(BaseChildFormSet):
    """A formset whose rows another save may have written, or removed, since the form was loaded."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self.management_form.is_valid():
            self.data = self.without_ids_that_are_gone()

    def without_ids_that_are_gone(self) -> Any:
        """Django would take such a row for a mistake; it is a new one, unless it is to be deleted anyway."""
        known = {str(row.pk) for row in self.get_queryset()}
        count = min(self.initial_form_count(), self.absolute_max)  # whatever number the form says
        names = [f"{self.add_prefix(n)}-{self.model._meta.pk.name}" for n in range(count)]
        gone = [name for name in names if self.data.get(name) and self.data[name] not in known]
        if not gone:
            return self.data
        data = self.data.copy()
        for name in gone:
            data[name] = ""
        return data

    def save(self, commit: bool = True) -> Any:
        self.adopt_what_is_there()
        return super().save(commit=commit)

    def adopt_what_is_there(self) -> None:
        """Save each new row as one that says the same already, if no other row of the form stands for it."""
        taken = {form.instance.pk for form in self.forms}
        rows = [row for row in getattr(self.instance, self.rel_name).all() if row.pk and row.pk not in taken]
        for form in self.forms:
            if form.instance.pk is None and form.has_changed() and form not in self.deleted_forms:
                names = natural_key(self.model, self.fk, list(form.fields))
                twin = next(
                    (row for row in rows if row_values(row, names) == row_values(form.instance, names)), None
                )
                if twin is not None:
                    rows.remove(twin)
                    form.instance = construct_instance(form, twin, list(form.fields))


def row_values(row: Model, names: list[str]) -> list[Any]:
    return [getattr(row, name) for name in names]


def natural_key(model: type[Model], parent: Field[Any, Any], sent: list[str]) -> list[str]:
    """What tells a parent's rows apart: a constraint's columns, else what a form sends, and whose it is."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and parent.name in constraint.fields:
            names = set(constraint.fields) - {parent.name}
            return [field.attname for field in model._meta.concrete_fields if field.name in names]
    own = [field for field in model._meta.concrete_fields if field != parent and not field.primary_key]
    return [field.attname for field in own if field.name in sent or field.related_model is get_user_model()]


def matched(formsets: dict[str, type]) -> None:
    """Make these classes of formsets, and those within them, match their rows. Again does no harm."""
    for name, formset in formsets.items():
        if not issubclass(formset, MatchedRows):
            formsets[name] = type(formset.__name__, (MatchedRows, formset), {})
        matched(getattr(formset.form, "formsets", {}))  # type: ignore[attr-defined]


class RowsModelForm(WagtailAdminModelForm):
    """A form with rows within: saved twice at once, it neither doubles a row nor stumbles over one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        matched(type(self).formsets)
        super().__init__(*args, **kwargs)


class RowsPageForm(RowsModelForm, AddressedPageForm):
    """The same for a page."""
