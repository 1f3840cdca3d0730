"""Merging two words, or two people, that are the same: what would move is shown first, and asked about."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import get_snippet_models

from recalibrate.core.merging import merge_records, what_moves
from recalibrate.core.past_slugs import models_with_past_slugs


class IntoForm(forms.Form):
    """Which record is kept: another of the same kind."""

    def __init__(self, *args: Any, gone: Model, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = type(gone)._default_manager.exclude(pk=gone.pk)
        self.fields["into"] = forms.ModelChoiceField(
            others, label=_("Keep"), error_messages={"required": gettext("Choose the one that stays.")}
        )


def mergeable_models() -> list[type[Model]]:
    """What editors label things with. Of two pages, exercises or calls each has words of its own to lose."""
    snippets = get_snippet_models()
    return [model for model in models_with_past_slugs() if model in snippets]


def may_merge(user: Any, model: type[Model]) -> bool:
    """Those who may both change and delete what there is of the kind."""
    meta = model._meta
    return bool(
        user.has_perms([f"{meta.app_label}.{what}_{meta.model_name}" for what in ("change", "delete")])
    )


def merge_words(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Choose what stays; see what moves there; confirm. Only a POST does anything."""
    model = next((model for model in mergeable_models() if model._meta.model_name == kind), None)
    if model is None:
        raise Http404("No such kind")
    if not may_merge(request.user, model):
        raise PermissionDenied
    gone = get_object_or_404(model, pk=pk)
    form = IntoForm(request.POST or request.GET or None, gone=gone)
    into = form.cleaned_data["into"] if form.is_bound and form.is_valid() else None
    back = list_url(model)
    if request.method == "POST" and into is not None:
        name = str(gone)
        merge_records(gone, into=into, by=request.user)
        messages.success(
            request,
            gettext("“%(name)s” is now part of “%(into)s”. Its old addresses lead there.")
            % {"name": name, "into": into},
        )
        return redirect(back)
    context = {
        "gone": gone,
        "into": into,
        "form": form,
        "moves": what_moves(gone) if into is not None else [],
        "kind": model._meta.verbose_name,
        "back": back,
    }
    return render(request, "admin/merge_words.html", context)


def list_url(model: type[Model]) -> str:
    return reverse(model.snippet_viewset.get_url_name("list"))  # type: ignore[attr-defined]


def offer(record: Model, user: Any, next_url: str | None = None) -> list[Button]:
    """In the list’s menu of a record that can be merged."""
    model = type(record)
    if model not in mergeable_models() or not may_merge(user, model):
        return []
    url = reverse("merge-words", args=[model._meta.model_name, record.pk])
    return [Button(_("Merge into another"), url, icon_name="resubmit", priority=40)]
