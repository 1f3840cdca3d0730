"""One question over all sessions of a run, so that subtracting what was shown by session tells nothing new.

A session that is hidden joins only with another one, and only where they are enough together. Where a session
was shown as yes or not only, the pool shows more only if such sessions, too, are enough together.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from recalibrate.translation import gettext

from .disclosure import DETAIL_FROM, disclose, fewest, in_two
from .types import CountedAnswers, Disclosed, PooledSessions

TOGETHER = 2  # sessions that hide each other


def pooled(sessions: Sequence[CountedAnswers], *, raised_to: int = 0) -> PooledSessions:
    """The run as a whole; ask for it only when every session's own result is out, for it is shown once."""
    asked = sessions[0].asked
    if asked.matter == "health":
        once = disclose(summed_sessions(sessions), is_whole_run=True, raised_to=raised_to)
        return PooledSessions(once, sessions=len(sessions))
    own = [(one, disclose(one, raised_to=raised_to).detail) for one in sessions]
    shown = [one for one, detail in own if detail != "none"]
    hidden = [one for one, detail in own if detail == "none" and one.answered]
    joins = len(hidden) >= TOGETHER and people(hidden) >= fewest(asked.matter, raised_to)
    included = [*shown, *(hidden if joins else [])]
    if not included:
        nothing = disclose(summed_sessions(sessions[:1]), raised_to=raised_to)
        why = nothing.why or gettext("Fewer than {least} answered, so this is not shown.").format(
            least=fewest(asked.matter, raised_to)
        )
        return PooledSessions(Disclosed(asked, "none", why=why), len(hidden), len(sessions))
    whole = summed_sessions(included)
    result = disclose(whole, raised_to=raised_to)
    coarse = [one for one, detail in own if one in included and detail != "all"]
    if result.detail == "all" and asked.kind != "many" and not are_enough(coarse):
        result = in_two(whole)
    return PooledSessions(result, 0 if joins else len(hidden), len(sessions))


def are_enough(coarse: Sequence[CountedAnswers]) -> bool:
    """Whether the detail of these may be told by subtraction: no one's, or that of ten people from two."""
    return not coarse or (len(coarse) >= TOGETHER and people(coarse) >= DETAIL_FROM)


def people(sessions: Sequence[CountedAnswers]) -> int:
    return sum(one.answered for one in sessions)


def summed_sessions(sessions: Sequence[CountedAnswers]) -> CountedAnswers:
    ticks: Counter[int] = Counter()
    for one in sessions:
        ticks.update(one.ticks)
    return replace(
        sessions[0], ticks=dict(ticks), answered=people(sessions), apart=sum(one.apart for one in sessions)
    )
