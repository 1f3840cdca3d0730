"""Words that are shown to everybody: only if their writer ticked it, enough answered, and two people agree."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from recalibrate.core.models import SiteRevision, User

from .answers.disclosure import QUOTE_FROM
from .models import Remark, Wave
from .records.room import QuoteState
from .release import results_now


class OneOfTheTwo(PermissionDenied):
    """The colleague who asks for a quotation is not the second person."""


def may_be_quoted(wave: Wave) -> bool:
    """Once it has closed, and ten answered."""
    if wave.state_at(timezone.now()) not in ("closed", "released"):
        return False
    return (wave.shown or results_now(wave))["forms"] >= QUOTE_FROM


@transaction.atomic
def ask_to_quote(remark: Remark, by: User) -> bool:
    """The first of two. False where it may not be quoted, or is asked for already."""
    if remark.quote_state or not remark.may_quote or remark.is_worrying or not may_be_quoted(remark.wave):
        return False
    remark.quote_state, remark.quote_asked_by = QuoteState.ASKED, by
    remark.save(update_fields=["quote_state", "quote_asked_by"])
    return True


@transaction.atomic
def agree_to_quote(remark: Remark, by: User) -> bool:
    """The second of two, who is another colleague. False for what no one asked for."""
    if remark.quote_state != QuoteState.ASKED:
        return False
    if remark.quote_asked_by_id in (None, by.pk):
        raise OneOfTheTwo
    remark.quote_state, remark.quote_agreed_by = QuoteState.AGREED, by
    remark.save(update_fields=["quote_state", "quote_agreed_by"])
    SiteRevision.bump()
    return True


@transaction.atomic
def take_quote_back(remark: Remark) -> None:
    remark.quote_state, remark.quote_asked_by, remark.quote_agreed_by = "", None, None
    remark.save(update_fields=["quote_state", "quote_asked_by", "quote_agreed_by"])
    SiteRevision.bump()
