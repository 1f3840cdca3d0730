"""Last programme, again: the same sessions so many weeks later, asked the same questions under new codes."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from recalibrate.core.free_addresses import free_slug
from recalibrate.core.models import User

from .models import ProgrammePage, SessionPage, Wave
from .planning import make_wave
from .questionnaires import lock_questionnaire, newest_version_of


@transaction.atomic
def copy_programme(
    programme: ProgrammePage, *, title: str, first_day: date, user: User, is_published: bool
) -> ProgrammePage:
    """A copy whose first session is on `first_day`. No result, no count and no code comes along."""
    sessions = list(SessionPage.objects.child_of(programme).by_number())
    free = free_slug(programme.get_parent(), slugify(title)[:200] or "programme")
    copy = programme.copy(
        recursive=False,
        update_attrs={"title": title, "slug": free, "reviewed_on": None},
        copy_revisions=False,
        keep_live=False,
        user=user,
    )
    shift = first_day - timezone.localdate(sessions[0].starts_at) if sessions else timedelta(0)
    for session in sessions:
        copied = copy_session(session, copy, shift, user)
        for wave in Wave.objects.filter(session=session):
            sheet = newest_version_of(wave.questionnaire)
            lock_questionnaire(sheet, copy)
            make_wave(copy, copied, wave.moment, sheet, wave.topic)
    if is_published:
        for page in (copy, *SessionPage.objects.child_of(copy).by_number()):
            page.save_revision(user=user).publish(user=user)
    return copy


def copy_session(session: SessionPage, to: ProgrammePage, shift: timedelta, user: User) -> SessionPage:
    return session.copy(  # type: ignore[no-any-return]
        to=to,
        update_attrs={
            "starts_at": later(session.starts_at, shift),
            "ends_at": later(session.ends_at, shift),
            "is_cancelled": False,
            "shaped_by": "",
        },
        copy_revisions=False,
        keep_live=False,
        user=user,
    )


def give_next_number(session: SessionPage, *, by: User) -> None:
    """For a copy below its own programme, where the number is taken."""
    others = SessionPage.objects.child_of(session.get_parent()).exclude(pk=session.pk)
    if others.filter(number=session.number).exists():
        session.number = max(others.values_list("number", flat=True)) + 1
        session.save()
        session.save_revision(user=by)


def later(moment: datetime, shift: timedelta) -> datetime:
    """The same hour by the clock on the wall, whatever summer time does."""
    local = timezone.localtime(moment)
    return timezone.make_aware(local.replace(tzinfo=None) + shift)
