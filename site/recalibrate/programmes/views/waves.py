"""In the admin: one wave, from its slide to its results, and what must change."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from recalibrate.core.addresses import absolute

from ..admin_forms import WaveForm
from ..answers.windows import band
from ..ballot_box import CannotOpen, tallies_of
from ..invented import SIZES, invented_results
from ..models import Questionnaire, Wave
from ..must_change import demands_of, raise_concern
from ..questionnaires import new_version
from ..release import results_now
from ..results import SubjectResults, subject_results, wave_results
from ..sheet_rows import rows_of_sheet
from .desk import editable, may_organise


def organised(request: HttpRequest, pk: int) -> Wave:
    wave = get_object_or_404(Wave.objects.for_cards(), pk=pk)
    editable(request, wave.programme_id)
    return wave


@may_organise
def wave_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """While it is open, no more than a band; once it has closed, what readers will see, a week earlier."""
    wave, now = organised(request, pk), timezone.now()
    has_opened, is_closed = wave.opens_at <= now, wave.closes_at <= now
    form = WaveForm(request.POST or None, instance=wave, has_opened=has_opened, is_closed=is_closed)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, gettext("Saved."))
        return redirect("wave-desk", pk)
    wave = organised(request, pk)  # as it is stored, whatever was typed
    return render(request, "admin/wave.html", described_wave(wave, now) | {"form": form})


def described_wave(wave: Wave, now: Any) -> dict[str, Any]:
    state = wave.state_at(now)
    context: dict[str, Any] = {
        "wave": wave,
        "state": state,
        "address": absolute(reverse("fill-in", args=[wave.code])),
        "reminders": reminders(wave),
        "band": "",
        "results": None,
        "demands": [],
    }
    try:
        if state == "open":
            context["band"] = band(tallies_of(wave).forms)
        elif state in ("closed", "released"):
            context["results"] = results_for_organisers(wave)
            context["demands"] = demands_of(wave, wave.shown or results_now(wave))
    except CannotOpen:
        context["is_sealed_for_good"] = True
    return context


def results_for_organisers(wave: Wave) -> SubjectResults:
    """The same that readers will see."""
    before = Wave.objects.filter(
        programme=wave.programme_id,
        session=wave.session_id,
        closes_at__lt=wave.closes_at,
        is_called_off=False,
    )
    earlier = [one for one in before.for_cards().in_order() if one.shown]
    shown = [wave_results(one, one.shown or {}) for one in earlier]
    return subject_results(wave.title, [*shown, wave_results(wave, wave.shown or results_now(wave))])


def reminders(wave: Wave) -> list[tuple[str, str]]:
    """Texts to copy into a mail or a group: reminders bring more answers than anything else."""
    address, name = absolute(reverse("fill-in", args=[wave.code])), wave.programme.calendar_name
    until = timezone.localtime(wave.closes_at)
    by = f"{until:%A %-d %B, %H:%M}"
    return [
        (
            gettext("At the end"),
            gettext("%(name)s: two minutes, no name. What was it worth? %(address)s (until %(by)s)")
            % {"name": name, "address": address, "by": by},
        ),
        (
            gettext("The day after"),
            gettext("%(name)s: if you have not yet said what you thought: %(address)s (until %(by)s)")
            % {"name": name, "address": address, "by": by},
        ),
        (
            gettext("In the last hours"),
            gettext("%(name)s: the questions close at %(until)s today: %(address)s")
            % {"name": name, "until": f"{until:%H:%M}", "address": address},
        ),
    ]


@require_POST
@may_organise
def raise_demand(request: HttpRequest, pk: int) -> HttpResponse:
    """One press: what the room says must change becomes a concern with an owner."""
    wave = organised(request, pk)
    if wave.state_at(timezone.now()) not in ("closed", "released"):
        raise Http404("Nothing is known yet")
    shown = wave.shown or results_now(wave)
    concern = raise_concern(wave, shown, request.POST.get("question", ""), request.POST.get("option", ""))
    if concern is None:
        messages.error(request, gettext("Fewer than five people said so, or it is raised already."))
        return redirect("wave-desk", pk)
    messages.success(request, gettext("Raised. Say who is responsible, and when there will be news."))
    if request.user.has_perm("guardian.change_yousaid"):
        return redirect("you_said:edit", concern.pk)
    return redirect("wave-desk", pk)


@may_organise
def invented(request: HttpRequest, pk: int) -> HttpResponse:
    """How results will look, on counts that are made up; labelled as that above and below."""
    wave = organised(request, pk)
    typed = request.GET.get("forms", "")
    forms = int(typed) if typed in map(str, SIZES) else SIZES[-1]
    context = {"wave": wave, "results": invented_results(wave, forms), "sizes": SIZES, "forms": forms}
    return render(request, "admin/invented_results.html", context)


@require_POST
@permission_required("programmes.add_questionnaire", raise_exception=True)
def next_version(request: HttpRequest, pk: int) -> HttpResponse:
    """A copy of a locked questionnaire that may be changed."""
    copy = new_version(get_object_or_404(Questionnaire, pk=pk))
    messages.success(
        request, gettext("You can change %(copy)s now. Earlier forms stay as they were.") % {"copy": copy}
    )
    return redirect("questionnaires:index")


@permission_required("programmes.view_questionnaire", raise_exception=True)
def preview_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions as people will see them; nothing can be sent."""
    sheet = get_object_or_404(Questionnaire, pk=pk)
    questions = list(rows_of_sheet(sheet.sheet_about(gettext("the topic")), {}, {}))
    return render(request, "admin/questionnaire_preview.html", {"sheet": sheet, "questions": questions})
