"""A list of departments, rotas, hosts or sites, pasted into the vocabulary in one go."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..amend import AmendmentRefused, amending
from ..models import Category, Dimension

MOST = 200  # a Trust has fewer departments; more is a list that was pasted by mistake


class PasteRowsForm(forms.Form):
    dimension = forms.ModelChoiceField(
        Dimension.objects.none(), label=gettext_lazy("Dimension"), empty_label=gettext_lazy("Choose one")
    )
    rows = forms.CharField(
        label=gettext_lazy("Rows, one on each line"),
        help_text=gettext_lazy(
            "As a column of a spreadsheet has them. What is there already is passed over."
        ),
        widget=forms.Textarea(attrs={"rows": 14}),
        max_length=20_000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = Dimension.objects.filter(kind__in=("part", "split"), crosses_first=None)
        self.fields["dimension"].queryset = choices  # type: ignore[attr-defined]

    def clean_rows(self) -> list[str]:
        """Each name once, in the order given; a second column is passed over."""
        lines = (line.partition("\t")[0] for line in self.cleaned_data["rows"].splitlines())
        named = {" ".join(name.split()).casefold(): " ".join(name.split()) for name in lines if name.strip()}
        if len(named) > MOST:
            raise forms.ValidationError(_("At most %(number)s at a time.") % {"number": MOST})
        if long := [name for name in named.values() if len(name) > 80]:
            raise forms.ValidationError(
                _("“%(name)s” has more than 80 characters. Shorten it.") % {"name": long[0]}
            )
        return list(named.values())


@dataclass(frozen=True, slots=True)
class Pasted:
    added: list[str]
    there: list[str]


@permission_required("guardian.add_category", raise_exception=True)
def paste_rows(request: HttpRequest) -> HttpResponse:
    form = PasteRowsForm(request.POST or None, initial={"dimension": request.GET.get("dimension")})
    if request.method == "POST" and form.is_valid():
        try:
            pasted = add_rows(form.cleaned_data["dimension"], form.cleaned_data["rows"])
        except AmendmentRefused as error:
            for sentence in error.sentences:
                form.add_error("rows", sentence)
        else:
            messages.success(request, what_was_added(pasted))
            return redirect("figure_categories:index")
    status = 422 if form.errors else 200
    return render(request, "admin/paste_rows.html", {"form": form}, status=status)


def add_rows(dimension: Dimension, names: list[str]) -> Pasted:
    """All of them or, when one may not be, none; raises AmendmentRefused."""
    rows = list(dimension.categories.all())
    there = {row.name.casefold() for row in rows} | {row.slug for row in rows}
    new = [name for name in names if name.casefold() not in there]
    codes = {row.slug for row in rows}
    last = max((row.order for row in rows if not row.is_combined), default=0)
    with amending():
        for place, name in enumerate(new, start=1):
            code = free_code(name, codes)
            codes.add(code)
            Category.objects.create(dimension=dimension, slug=code, name=name, order=last + place)
    return Pasted(new, [name for name in names if name not in new])


def free_code(name: str, taken: set[str]) -> str:
    """From the name; with a number where another row has that code."""
    code = slugify(name)[:50].strip("-") or "row"
    ways = (code, *(f"{code}-{number}" for number in range(2, MOST + 2)))
    return next(way for way in ways if way not in taken)


def what_was_added(pasted: Pasted) -> str:
    number = len(pasted.added)
    said = ngettext("One row added.", "%(number)s rows added.", number) % {"number": number}
    if number == 0:
        said = _("Nothing was added.")
    if pasted.there:
        said = f"{said} {_('There already: %(names)s.') % {'names': ', '.join(pasted.there)}}"
    return said
