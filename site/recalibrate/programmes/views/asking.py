"""The form that people fill in, the slide that leads to it, and what they keep. No log-in is looked at."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from recalibrate.core.addresses import absolute
from recalibrate.core.head import Head
from recalibrate.core.past_slugs import finds_renamed
from recalibrate.core.qr_code import qr_code
from recalibrate.help_services.models import HelpService
from recalibrate.web import anonymous_forms
from recalibrate.web.anonymous_forms import anonymous_form
from recalibrate.web.client_address import client_address
from recalibrate.web.rate_limit import Limit, count_attempt, too_many

from ..answers.codes import tidied_code
from ..answers.windows import FOLLOW_UP_FROM, MORNING
from ..models import Wave
from ..receiving import Returned, form_name, receive_form, takes_forms
from ..session_calendar import reminder
from ..sheet_rows import rows_of_sheet
from .calendars import as_calendar, authority

UNKNOWN = _("No form has these characters. They are on the last slide.")
WRONG_CODES = Limit("wrong codes", 60, per=600)  # a room that mistypes is let in; guessing is not


def of_a_wave(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Finds the wave by its six characters, however they were typed; says so kindly if there is none."""

    @wraps(view)
    def found(request: HttpRequest, code: str) -> HttpResponse:
        tidied = tidied_code(code)
        wave = Wave.objects.for_cards().filter(code=tidied).first() if tidied else None
        if wave is None:
            wait = count_attempt(WRONG_CODES, client_address(request))
            return too_many(wait) if wait else code_page(request, str(UNKNOWN), status=404)
        return view(request, wave)

    return finds_renamed(lambda kwargs: None)(found)


@never_cache
def enter_code(request: HttpRequest) -> HttpResponse:
    """For people who cannot scan a picture: six characters to type."""
    typed = request.GET.get("code", "")
    if not typed:
        return code_page(request, "")
    code = tidied_code(typed)
    return redirect("fill-in", code=code) if code else code_page(request, str(UNKNOWN), status=404)


def code_page(request: HttpRequest, words: str, status: int = 200) -> HttpResponse:
    context = {"words": words, "head": head(gettext("Questions"))}
    answer = render(request, "pages/enter_code.html", context, status=status)
    answer["Cache-Control"] = "private, no-store"
    return answer


def head(title: str) -> Head:
    """Neutral: it stands in the tab of a phone that a colleague may see."""
    return Head(canonical_url=absolute("/a/"), title=title, name=title)


@anonymous_form
@sensitive_post_parameters()
@of_a_wave
def fill_in(request: HttpRequest, wave: Wave) -> HttpResponse:
    now = timezone.now()
    if request.method != "POST":
        return form_page(request, wave) if wave.state_at(now) == "open" else shut(request, wave, now)
    if not takes_forms(wave, now):
        return shut(request, wave, now, status=410)
    result = receive_form(request, wave, now)
    if isinstance(result, Returned):
        sent = {name: request.POST.getlist(name) for name in request.POST}
        return form_page(request, wave, sent, result)
    answer = redirect("form-sent" if result.is_new else "form-sent-again", code=wave.code)
    answer.status_code = 303
    return answer


def form_page(
    request: HttpRequest,
    wave: Wave,
    sent: Mapping[str, Sequence[str]] | None = None,
    returned: Returned | None = None,
) -> HttpResponse:
    programme = wave.programme
    context: dict[str, Any] = {
        "wave": wave,
        "programme": programme,
        "questions": list(rows_of_sheet(wave.sheet, sent or {}, returned.mistakes if returned else {})),
        "token": returned.token if returned else anonymous_forms.issue_token(form_name(wave)),
        "words": returned.words if returned else "",
        "head": head(gettext("Questions")),
        "help_services": HelpService.objects.for_panel(),
    }
    return render(request, "pages/questions.html", context, status=returned.status if returned else 200)


def shut(request: HttpRequest, wave: Wave, now: datetime, status: int = 200) -> HttpResponse:
    """Not yet, no longer, or called off: in a sentence, with what to do instead."""
    context = {"wave": wave, "state": wave.state_at(now), "head": head(gettext("Questions"))}
    return render(request, "pages/questions_shut.html", context, status=status)


@require_safe
@never_cache
@of_a_wave
def slide(request: HttpRequest, wave: Wave) -> HttpResponse:
    """For the wall: a code that a phone at the back reads, and the address to type."""
    url = absolute(reverse("fill-in", args=[wave.code]))
    context = {
        "wave": wave,
        "code": qr_code(url.upper()),  # capitals alone need a code of fewer and so larger squares
        "typed": url.partition("://")[2],
        "head": head(gettext("Questions")),
    }
    return render(request, "pages/slide.html", context)


@require_safe
@never_cache
@of_a_wave
def form_sent(request: HttpRequest, wave: Wave) -> HttpResponse:
    return thanks(request, wave, is_again=False)


@require_safe
@never_cache
@of_a_wave
def form_sent_again(request: HttpRequest, wave: Wave) -> HttpResponse:
    return thanks(request, wave, is_again=True)


def thanks(request: HttpRequest, wave: Wave, *, is_again: bool) -> HttpResponse:
    """Help first, for everybody: whose words worried us must not be told by their page."""
    context = {
        "wave": wave,
        "session": wave.session,
        "is_again": is_again,
        "help_services": HelpService.objects.for_panel(),
        "head": head(gettext("Thank you")),
    }
    return render(request, "pages/questions_sent.html", context)


@require_safe
@never_cache
@of_a_wave
def certificate(request: HttpRequest, wave: Wave) -> HttpResponse:
    """To print and to sign oneself. The name is typed in the browser and goes nowhere."""
    programme = wave.programme
    facilitators = programme.programme_facilitators.select_related("contributor").order_by("sort_order")
    roles = [row.contributor.role or gettext("facilitator") for row in facilitators]
    context = {
        "wave": wave,
        "programme": programme,
        "session": wave.session,
        "roles": roles,
        "head": head(gettext("Certificate")),
    }
    return render(request, "pages/certificate.html", context)


@require_safe
@never_cache
@of_a_wave
def reminder_ics(request: HttpRequest, wave: Wave) -> HttpResponse:
    """In four weeks, in one's own calendar; with the way to the questions that are asked then, if any are."""
    start = wave.session.starts_at if wave.session else wave.closes_at
    day = timezone.localdate(start) + timedelta(days=FOLLOW_UP_FROM)
    later = Wave.objects.filter(
        programme=wave.programme_id, session=wave.session_id, moment="follow-up", is_called_off=False
    ).first()
    url = absolute(reverse("fill-in", args=[later.code])) if later else ""
    content = reminder(
        wave.programme.calendar_name,
        timezone.make_aware(datetime.combine(day, time(MORNING.hour))),
        authority=authority(),
        url=url,
        stamped=wave.opens_at,
    )
    return as_calendar(content, "look-back")
