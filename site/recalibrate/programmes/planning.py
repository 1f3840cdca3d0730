"""When whom is asked what: waves made for every session at once, and moved with it while that is possible."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from .answers.codes import new_code
from .answers.windows import windows_for
from .models import ProgrammePage, Questionnaire, SessionPage, Wave
from .questionnaires import lock_questionnaire


@transaction.atomic
def plan_waves(programme: ProgrammePage, sheets: Mapping[str, Questionnaire | None]) -> int:
    """A wave a session and moment that has a sheet and no wave yet; how many were made."""
    made = 0
    for used in {one.pk: one for one in sheets.values() if one}.values():
        lock_questionnaire(used, programme)
    for session in SessionPage.objects.child_of(programme).filter(has_questions=True, is_cancelled=False):
        for moment, sheet in sheets.items():
            if sheet and not Wave.objects.filter(session=session, moment=moment).exists():
                make_wave(programme, session, moment, sheet)
                made += 1
    return made


def make_wave(
    programme: ProgrammePage, session: SessionPage, moment: str, sheet: Questionnaire, topic: str = ""
) -> Wave:
    window = windows_for(session.starts_at, session.ends_at, timezone.get_default_timezone())[moment]  # type: ignore[index]
    return Wave.objects.create(
        programme=programme,
        session=session,
        moment=moment,
        questionnaire=sheet,
        topic=topic or session.title[:1].lower() + session.title[1:],
        code=fresh_code(),
        opens_at=window.opens_at,
        closes_at=window.closes_at,
    )


def fresh_code() -> str:
    return new_code(lambda code: Wave.objects.filter(code=code).exists())


def move_waves(session: SessionPage, now: datetime) -> None:
    """With its session: what has not opened moves whole, what is open only ends anew, what is over stays."""
    windows: Mapping[Any, Any] = windows_for(
        session.starts_at, session.ends_at, timezone.get_default_timezone()
    )
    for wave in Wave.objects.filter(session=session, closes_at__gt=now):
        window = windows[wave.moment]
        wanted = (wave.opens_at if wave.opens_at <= now else window.opens_at, window.closes_at)
        called_off = session.is_cancelled
        if (wave.opens_at, wave.closes_at, wave.is_called_off) != (*wanted, called_off) and (
            wanted[1] > wanted[0]
        ):
            wave.opens_at, wave.closes_at, wave.is_called_off = *wanted, called_off
            wave.save(update_fields=["opens_at", "closes_at", "is_called_off"])
