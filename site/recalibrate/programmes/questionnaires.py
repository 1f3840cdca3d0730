"""Sheets of questions: those every site begins with, the lock at first use, and versions."""

from collections.abc import Iterator
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recalibrate.core.toml_data import read_toml

from .answers.wording import instrument_refusals, refusals
from .models import Instrument, ProgrammePage, Question, Questionnaire

BANK = Path(__file__).parent / "data" / "bank.toml"
NEEDS_A_LEAD = _(
    "A question is answered in words, but no role is named to read a worrying answer the same day. Set the "
    "programme lead on the programme’s page, with an address."
)


class NotUsable(Exception):
    """Why a sheet cannot be used as it is; each line in words for its author."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(" ".join(lines))
        self.lines = lines


def plant_bank() -> None:
    """What every site begins with; nothing where there is a questionnaire already."""
    if Questionnaire.objects.exists():
        return
    for entry in read_toml(BANK)["questionnaire"]:
        sheet = Questionnaire.objects.create(name=entry["name"], moment=entry["moment"])
        for order, question in enumerate(entry["question"]):
            Question.objects.create(questionnaire=sheet, sort_order=order, **question)


def newest_questionnaire(moment: str) -> Questionnaire | None:
    """What is asked at this moment unless something else is chosen."""
    return Questionnaire.objects.filter(moment=moment).order_by("-version", "pk").first()


def newest_version_of(sheet: Questionnaire) -> Questionnaire:
    return Questionnaire.objects.filter(name=sheet.name).latest("version")


def lock_questionnaire(sheet: Questionnaire, programme: ProgrammePage) -> None:
    """From now on no organiser changes it. NotUsable, with the reasons, for what may not be asked."""
    said = list(reasons_against(sheet, programme))
    if said:
        raise NotUsable(said)
    today = timezone.localdate()
    Questionnaire.objects.filter(pk=sheet.pk, locked_on=None).update(locked_on=today)
    Instrument.objects.filter(pk=sheet.instrument_id, locked_on=None).update(locked_on=today)


def reasons_against(sheet: Questionnaire, programme: ProgrammePage) -> Iterator[str]:
    if not sheet.sheet:
        yield gettext("“%(sheet)s” asks nothing yet.") % {"sheet": sheet}
    yield from refusals(sheet.sheet)
    if sheet.instrument:
        yield from instrument_refusals(sheet.instrument.name, sheet.instrument.questions)
    has_words = any(asked.kind == "text" for asked in sheet.sheet)
    if has_words and not (programme.lead_role and programme.lead_address):
        yield str(NEEDS_A_LEAD)


@transaction.atomic
def new_version(sheet: Questionnaire) -> Questionnaire:
    """A copy that may be changed; what was asked before stays beside it."""
    version = newest_version_of(sheet).version + 1
    copy = Questionnaire.objects.create(
        name=sheet.name, moment=sheet.moment, version=version, instrument=sheet.instrument
    )
    for question in sheet.questions.order_by("sort_order", "pk"):
        question.pk, question.questionnaire = None, copy
        question.save(force_insert=True)
    return copy
