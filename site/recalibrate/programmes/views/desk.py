"""In the admin: a programme at a glance, its forms planned, last time's copied, the door counted."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from ..admin_forms import CopyForm, DoorForm, PlanForm
from ..copying import copy_programme
from ..models import ProgrammePage, SessionPage, Wave
from ..planning import plan_waves
from ..questionnaires import NotUsable

MAY = "programmes.change_wave"
may_organise = permission_required(MAY, raise_exception=True)


@may_organise
def programmes(request: HttpRequest) -> HttpResponse:
    found = ProgrammePage.objects.order_by("-latest_revision_created_at", "-pk")
    return render(request, "admin/programmes.html", {"programmes": found})


def editable(request: HttpRequest, pk: int) -> ProgrammePage:
    programme = get_object_or_404(ProgrammePage, pk=pk)
    if not programme.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return programme


@may_organise
def programme(request: HttpRequest, pk: int) -> HttpResponse:
    """Its sessions with their forms, and the questions that are asked where none are planned yet."""
    found, now = editable(request, pk), timezone.now()
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = plan_waves(found, form.cleaned_data)
        except NotUsable as refusal:
            for line in refusal.lines:
                form.add_error(None, line)
        else:
            messages.success(
                request,
                gettext("%(made)s forms are planned. Each has a slide.") % {"made": made}
                if made
                else gettext("All forms are planned already."),
            )
            return redirect("programme-desk", pk)
    return render(request, "admin/programme.html", described_programme(found, now) | {"form": form})


def described_programme(found: ProgrammePage, now: Any) -> dict[str, Any]:
    waves: dict[int | None, list[dict[str, Any]]] = {}
    for wave in Wave.objects.filter(programme=found).for_cards().in_order():
        waves.setdefault(wave.session_id, []).append({"wave": wave, "state": wave.state_at(now)})
    sessions = SessionPage.objects.child_of(found).by_number().prefetch_related("door_counts")
    rows = [
        {
            "session": session,
            "waves": waves.get(session.pk, []),
            "came": next((c.count for c in session.door_counts.all() if c.dimension == "whole"), None),
            "is_over": session.ends_at < now,
        }
        for session in sessions
    ]
    return {"programme": found, "rows": rows, "whole": waves.get(None, [])}


@may_organise
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Last programme, again: ten minutes, most of them for reading it through."""
    found = editable(request, pk)
    form = CopyForm(request.POST or None, initial={"title": found.title})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = copy_programme(found, user=request.user, **given)  # type: ignore[arg-type]
        except NotUsable as refusal:
            for line in refusal.lines:
                form.add_error(None, line)
        else:
            messages.success(
                request,
                gettext("“%(title)s” is ready, with new codes and no results.") % {"title": made.title},
            )
            return redirect("programme-desk", made.pk)
    return render(request, "admin/programme_copy.html", {"programme": found, "form": form})


@may_organise
def door(request: HttpRequest, pk: int) -> HttpResponse:
    """How many came. No one is named."""
    session = get_object_or_404(SessionPage, pk=pk)
    parent = editable(request, session.get_parent().pk)
    form = DoorForm(request.POST or None, session=session)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, gettext("Saved."))
        return redirect("programme-desk", parent.pk)
    return render(request, "admin/door_count.html", {"session": session, "programme": parent, "form": form})
