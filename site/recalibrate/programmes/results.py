"""What was released of one session, or of a whole programme: made of what was disclosed alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.translation import gettext

from recalibrate.guardian.charts.types import Chart

from .answers.comparison import Comparison, came_note
from .answers.sentences import abstract, levels_measured, two_groups
from .answers.stored import disclosed_from_json, moved_from_json
from .answers.types import Attendance, Disclosed, Moved
from .records.room import DoorCount
from .records.wave import PooledResult, Wave
from .result_charts import chart_of_moved, comparison_chart


class TitledPage(Protocol):
    """What is asked of a session or a programme here: the pages themselves ask for results, and stand above."""

    pk: Any
    title: Any


@dataclass(frozen=True, slots=True)
class WaveResults:
    """One moment: who answered, and each question."""

    moment: str  # the kind; `when` names it
    when: str
    room: Attendance
    questions: Mapping[str, Disclosed]
    moved: tuple[Moved, ...] = ()

    @property
    def answered_in_words(self) -> str:
        if self.room.came is None:
            return gettext("%(forms)d answered; attendance was not counted.") % {"forms": self.room.forms}
        said = gettext("%(forms)d of the %(came)d who came answered.")
        return said % {"forms": self.room.forms, "came": self.room.came}


@dataclass(frozen=True, slots=True)
class SubjectResults:
    """A session, or a programme as a whole, over its moments."""

    title: str
    waves: tuple[WaveResults, ...]
    comparisons: tuple[Comparison, ...] = ()
    moved: tuple[Moved, ...] = ()
    charts: tuple[Chart, ...] = field(default=())

    @property
    def withheld(self) -> list[tuple[str, str]]:
        """What is not shown, and why."""
        found = []
        for wave in self.waves:
            for shown in wave.questions.values():
                if shown.detail == "none":
                    found.append((f"{shown.asked.text} ({wave.when})", shown.why))
        return found

    @property
    def abstract(self) -> str:
        return abstract(self.comparisons)

    @property
    def notes(self) -> list[str]:
        """Sentences that keep the reader honest, each once."""
        said = [came_note(wave.room) for wave in self.waves]
        said += [two_groups(one) for one in self.comparisons[:1]]
        levels = [shown.asked.level for wave in self.waves for shown in wave.questions.values()]
        said += [levels_measured(levels)] if levels else []
        return [sentence for sentence in dict.fromkeys(said) if sentence]


def wave_results(wave: Wave, shown: Mapping[str, Any]) -> WaveResults:
    """Of a wave that was released, or of what will be."""
    questions = [disclosed_from_json(one) for one in shown["questions"]]
    return WaveResults(
        wave.moment,
        wave.get_moment_display().lower(),
        Attendance(came_to(wave), shown["forms"]),
        {one.asked.code: one for one in questions},
        tuple(moved_from_json(one) for one in shown["moved"]),
    )


def came_to(wave: Wave) -> int | None:
    """How many came to the session; of a whole programme, how many were asked."""
    if wave.session_id is None:
        return wave.asked
    whole = DoorCount.objects.filter(session=wave.session_id, dimension="whole")
    return whole.values_list("count", flat=True).first()


def subject_results(title: str, waves: Sequence[WaveResults]) -> SubjectResults:
    """Before and after beside each other wherever both were asked; what was asked once stands alone."""
    by_moment = {wave.moment: wave for wave in waves}
    before = by_moment.get("before")
    later = [wave for wave in waves if wave is not before]
    after = later[0] if later else None
    comparisons = tuple(compared(before, after)) if before or after else ()
    for wave in later[1:]:
        comparisons += tuple(compared(None, wave))
    moved = tuple(one for wave in waves for one in wave.moved)
    charts = [chart for one in comparisons if (chart := comparison_chart(one))]
    charts += [chart_of_moved(one) for one in moved]
    return SubjectResults(title, tuple(waves), comparisons, moved, tuple(unique(charts)))


def unique(charts: Sequence[Chart]) -> list[Chart]:
    """A page has each anchor once."""
    return list({chart.slug: chart for chart in charts}.values())


def compared(before: WaveResults | None, after: WaveResults | None) -> list[Comparison]:
    first, second = (before.questions if before else {}), (after.questions if after else {})
    room_before = before.room if before else Attendance(None, 0)
    room_after = after.room if after else Attendance(None, 0)
    codes = list(dict.fromkeys([*second, *first]))
    return [
        Comparison(first.get(code), second.get(code), room_before, room_after)
        for code in codes
        if not looks_back(second.get(code) or first.get(code))
    ]


def looks_back(shown: Disclosed | None) -> bool:
    return bool(shown and shown.asked.looks_back_from)


def results_of(wave: Wave) -> SubjectResults:
    """Everything that was released of what this wave was about."""
    waves = Wave.objects.released().filter(programme=wave.programme_id, session=wave.session_id)
    return of_waves(wave.title, waves)


def of_waves(title: str, waves: Any) -> SubjectResults:
    every = list(waves.for_cards().in_order())
    return subject_results(title, [wave_results(one, one.shown) for one in every if one.shown])


def results_of_session(session: TitledPage) -> SubjectResults | None:
    found = of_waves(session.title, Wave.objects.released().filter(session=session.pk))
    return found if found.waves else None


def results_of_programme(programme: TitledPage) -> SubjectResults | None:
    """What was asked about the programme as a whole, and the pool of its sessions."""
    whole = Wave.objects.released().filter(programme=programme.pk, session=None)
    found = [wave_results(one, one.shown) for one in whole.for_cards().in_order() if one.shown]
    pools = PooledResult.objects.filter(programme=programme.pk).order_by("released_at", "pk")
    found += [pooled_results(pool) for pool in pools]
    return subject_results(programme.title, found) if found else None


def pooled_results(pool: Any) -> WaveResults:
    questions = [disclosed_from_json(one) for one in pool.shown["questions"]]
    return WaveResults(
        pool.moment,
        pool.get_moment_display().lower(),
        Attendance(None, pool.shown["forms"]),
        {one.asked.code: one for one in questions},
    )
