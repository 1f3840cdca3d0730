"""What the clock does with boxes: words out at closing, results a week later, nothing kept for long."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy, gettext_noop

from recalibrate.core.isolate import each_isolated, error_boundary

from .answers.disclosure import disclose, disclose_pairs
from .answers.pooling import pooled
from .answers.stored import results_as_json
from .answers.tallies import Tallies, counts_of
from .answers.windows import GRACE
from .ballot_box import opened_box, tallies_of
from .models import BallotBox, PooledResult, Remark, SpentNonce, Wave
from .records.room import REMARK_DAYS
from .room_words import keep_public_words

WAVES = error_boundary("wave", gettext_lazy("could not be opened or released"), is_gap=False)
BOX_DAYS = timedelta(days=REMARK_DAYS)  # after a moment's last wave has closed: as long as words are kept
POOLED_FROM = 2  # sessions
ANY_TOPIC = "what the session was about"


def open_and_release(now: datetime) -> None:
    """Everything that is due; one wave that fails keeps no other from it."""
    to_empty = Wave.objects.closed_by(now - GRACE).filter(is_emptied=False)
    list(each_isolated(to_empty, take_words_out, WAVES, in_transaction=True))
    due = Wave.objects.due_for_release(now).for_cards()
    list(each_isolated(due, lambda wave: release(wave, now), WAVES, in_transaction=True))


def take_words_out(wave: Wave) -> None:
    """The words become rows in an order drawn by chance: neither they nor their places tell who was first."""
    with opened_box(wave) as tallies:
        words, tallies.texts = list(tallies.texts), []
    SystemRandom().shuffle(words)
    forget_on = timezone.localdate(wave.closes_at) + timedelta(days=REMARK_DAYS)
    Remark.objects.bulk_create(
        Remark(wave=wave, question=one.code, text=one.text, may_quote=one.may_quote, forget_on=forget_on)
        for one in words
    )
    Wave.objects.filter(pk=wave.pk).update(is_emptied=True)


def results_now(wave: Wave) -> dict[str, Any]:
    """What readers will see of a wave that has closed: the same for those who organise it."""
    return disclosed_results(wave, tallies_of(wave))


def disclosed_results(wave: Wave, tallies: Tallies) -> dict[str, Any]:
    raised_to = wave.programme.fewest_raised_to
    is_whole_run = wave.session_id is None
    counts = counts_of(wave.sheet, tallies)
    questions = [disclose(one, is_whole_run=is_whole_run, raised_to=raised_to) for one in counts.values()]
    pairs = (disclose_pairs(tallies.paired(asked)) for asked in wave.sheet if asked.looks_back_from)
    return results_as_json(tallies.forms, questions, [moved for moved in pairs if moved])


def release(wave: Wave, now: datetime) -> None:
    """Written once. The run's pool follows when its last session is out."""
    wave.shown, wave.released_at = results_now(wave), now
    wave.save(update_fields=["shown", "released_at"])
    if wave.session_id:
        pool_if_over(wave, now)


def pool_if_over(wave: Wave, now: datetime) -> None:
    siblings = Wave.objects.filter(programme=wave.programme_id, moment=wave.moment, is_called_off=False)
    waves = list(siblings.exclude(session=None).for_cards().order_by("opens_at", "pk"))
    if len(waves) < POOLED_FROM or any(one.released_at is None for one in waves):
        return
    PooledResult.objects.get_or_create(
        programme=wave.programme,
        moment=wave.moment,
        defaults={"shown": pool_of(waves), "released_at": now},
    )


def pool_of(waves: Sequence[Wave]) -> dict[str, Any]:
    """Each question that every session was asked in the same version."""
    sheets = [{asked.code: asked for asked in wave.questionnaire.sheet_about(ANY_TOPIC)} for wave in waves]
    boxes = [tallies_of(wave) for wave in waves]
    raised_to = waves[0].programme.fewest_raised_to
    shared = [
        code
        for code, asked in sheets[0].items()
        if asked.kind != "text" and all(same(asked, sheet.get(code)) for sheet in sheets)
    ]
    pools = {
        code: pooled([box.counted(sheet[code]) for box, sheet in zip(boxes, sheets, strict=True)],
                     raised_to=raised_to)
        for code in shared
    }  # fmt: skip
    forms = sum(box.forms for box in boxes)
    said = results_as_json(forms, [pool.disclosed for pool in pools.values()], [])
    return said | {"left_out": {code: pool.left_out for code, pool in pools.items()}, "sessions": len(waves)}


def same(asked: Any, other: Any) -> bool:
    return other is not None and (asked.version, asked.options) == (other.version, other.options)


def forget(now: datetime) -> dict[str, int]:
    """Remarks, nonces, and boxes whose results are out: all gone when their time is over."""
    today = timezone.localdate(now)
    overdue = Remark.objects.overdue(today)
    for wave in Wave.objects.filter(pk__in=overdue.values("wave"), kept_words__isnull=True):
        keep_public_words(wave)
    return {
        gettext_noop("remarks"): overdue.delete()[0],
        gettext_noop("counted forms"): SpentNonce.objects.filter(forget_on__lte=today).delete()[0],
        gettext_noop("ballot boxes"): forget_boxes(now),
    }


@transaction.atomic
def forget_boxes(now: datetime) -> int:
    """Of moments whose last wave closed long ago: until then the pool needs what is in them."""
    moments = Wave.objects.values("programme", "moment").annotate(last=Max("closes_at"))
    over = moments.filter(last__lt=now - BOX_DAYS)
    gone = 0
    for moment in over.values_list("programme", "moment"):
        boxes = BallotBox.objects.filter(wave__programme=moment[0], wave__moment=moment[1])
        gone += boxes.exclude(wave__released_at=None).delete()[0]
    return gone
