"""In the admin: the words that came with forms. Themes for them, and which of them are quoted."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from recalibrate.core.models import SiteRevision

from ..models import Remark, Wave
from ..quoting import agree_to_quote, ask_to_quote, may_be_quoted, take_quote_back
from ..records.room import QuoteState

may_read_remarks = permission_required("programmes.view_remark", raise_exception=True)
may_sort_remarks = permission_required("programmes.change_remark", raise_exception=True)


@may_read_remarks
def remarks(request: HttpRequest, pk: int) -> HttpResponse:
    """Words, the worrying first, else in no order; a theme is named in public from three."""
    wave = get_object_or_404(Wave.objects.for_cards(), pk=pk)
    if request.method == "POST":
        return sort_remarks(request, wave)
    every = list(Remark.objects.filter(wave=wave))
    asked = {one.code: one.text for one in wave.sheet}
    context: dict[str, Any] = {
        "wave": wave,
        "worrying": [(asked.get(one.question, ""), one) for one in every if one.is_worrying],
        "rows": [(asked.get(one.question, ""), one) for one in every if not one.is_worrying],
        "themes": sorted({one.theme for one in every if one.theme}),
        "state": wave.state_at(timezone.now()),
        "may_agree_to": {
            one.pk
            for one in every
            if one.quote_state == QuoteState.ASKED and one.quote_asked_by_id not in (None, request.user.pk)
        },
        "may_be_quoted": any(one.may_quote for one in every) and may_be_quoted(wave),
    }
    return render(request, "admin/remarks.html", context)


@may_sort_remarks
@transaction.atomic
def sort_remarks(request: HttpRequest, wave: Wave) -> HttpResponse:
    today = timezone.localdate()
    for remark in Remark.objects.select_for_update().filter(wave=wave):
        theme = request.POST.get(f"theme-{remark.pk}", remark.theme).strip()[:40]
        read_on = today if f"read-{remark.pk}" in request.POST else remark.read_on
        if (theme, read_on) != (remark.theme, remark.read_on):
            remark.theme, remark.read_on = theme, read_on
            remark.save(update_fields=["theme", "read_on"])
    SiteRevision.bump()
    messages.success(request, _("Saved."))
    return redirect("remarks", wave.pk)


@require_POST
@may_sort_remarks
@transaction.atomic
def quote(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a quotation, agree to what a colleague asked for, or take it back."""
    wanted = get_object_or_404(Wave.objects.for_cards(), pk=pk)
    rows = Remark.objects.select_for_update(of=("self",)).filter(wave=wanted)
    sent = request.POST.get("remark", "")
    remark = next((row for row in rows if str(row.pk) == sent), None)
    if remark is None:
        messages.error(request, _("These words have been deleted."))
        return redirect("remarks", wanted.pk)
    remark.wave = wanted
    match request.POST.get("step", ""):
        case "ask" if ask_to_quote(remark, request.user):  # type: ignore[arg-type]
            messages.success(request, _("Asked. It is quoted once a second person agrees."))
        case "agree" if agree_to_quote(remark, request.user):  # type: ignore[arg-type]
            messages.success(request, _("Quoted where the results are shown."))
        case "take-back":
            take_quote_back(remark)
            messages.success(request, _("It is not quoted."))
        case _:
            messages.error(request, _("That cannot be quoted."))
    return redirect("remarks", wanted.pk)
