"""Nothing of a report is public before the board has met."""

from datetime import date, datetime, time
from typing import Any, Literal

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext

PUBLISHED_AT = time(17)  # on the board's day, when it has met


class Embargo:
    """For a page with a board's day, `board_on`: when it may be public, and where it is in its life."""

    board_on: Any
    go_live_at: Any
    live: bool
    corrections: Any
    forum_seen_on: Any
    scheduled_revision: Any
    next_due_on: date | None
    start_year: int
    quarter: int
    _is_followed: bool | None = None  # told by who has read all the reports

    def derive(self) -> None:
        """Nothing is planned before the board's day; a plan made from that day moves with it, either way.

        A day that is over changes no plan: a mistyped year must not publish anything. While a publication is
        scheduled, Wagtail locks the page, so no draft can move the day behind the schedule’s back.
        """
        super().derive()  # type: ignore[misc]
        earliest = self.board_receives_at
        if earliest is None or self.live or earliest <= timezone.now():
            return
        planned = self.go_live_at
        is_too_early = planned is None or timezone.localdate(planned) < timezone.localdate(earliest)
        if is_too_early or planned == self.board_received_before:
            self.go_live_at = earliest

    @property
    def board_receives_at(self) -> datetime | None:
        return received_at(self.board_on)

    @property
    def board_received_before(self) -> datetime | None:
        """The same by the last saved draft."""
        revision = self.get_latest_revision()  # type: ignore[attr-defined]
        day = revision.content.get("board_on") if revision else None
        return received_at(date.fromisoformat(day)) if day else None

    @property
    def is_public(self) -> bool:
        """Whether readers may see it now: a report without a board date never is."""
        return self.live and self.board_on is not None and self.board_on <= timezone.localdate()

    @cached_property
    def next_report(self) -> Literal["", "due", "late"]:
        """What may be said of the next one: "" once there is one, or where no day was named."""
        if self.next_due_on is None or self.is_followed:
            return ""
        return "late" if self.next_due_on < timezone.localdate() else "due"

    @cached_property
    def is_followed(self) -> bool:
        """Whether readers have a report on a later time."""
        if self._is_followed is not None:
            return self._is_followed
        is_later = Q(start_year__gt=self.start_year)
        if self.quarter:
            is_later |= Q(start_year=self.start_year, quarter__gt=self.quarter)
        published = type(self).objects.published()  # type: ignore[attr-defined]
        return bool(published.filter(is_later).exists())

    @property
    def is_embargoed(self) -> bool:
        """Whether it waits, scheduled, for the board to have met."""
        return bool(not self.is_public and self.board_on and self.scheduled_revision)

    @property
    def stage(self) -> str:
        """Where the report is in its life, in an editor's words."""
        if self.is_public:
            return gettext("corrected") if self.corrections.exists() else gettext("published")
        if self.is_embargoed:
            return gettext("embargoed")
        return gettext("seen by the forum") if self.forum_seen_on else gettext("draft")


def received_at(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, PUBLISHED_AT)) if day else None
