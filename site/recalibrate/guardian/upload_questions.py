"""What has to be asked about a file, as fields of one screen, and the answers that came back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .figures.periods import Period
from .figures.types import TRUST
from .figures.vocabulary import Vocabulary
from .workbook.additions import NEW
from .workbook.facets import AXIS
from .workbook.findings import BookReading, Word
from .workbook.names import HEADING, LEAVE, TOTAL, NameQuestion

CHOOSE = ""


@dataclass(frozen=True, slots=True)
class Options:
    """Answers under one heading of a list; without a name they stand by themselves."""

    name: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One field. Without a choice it is asked about again."""

    key: str
    field: str
    label: str
    where: str
    options: tuple[Options, ...]
    chosen: str = CHOOSE
    written: str = ""

    def allows(self, answer: str) -> bool:
        return answer != CHOOSE and any(
            answer == value for of in self.options for value, _label in of.choices
        )


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions of one kind. `rest` is one answer for all that have none."""

    title: str
    help: str
    questions: tuple[Question, ...]
    rest: Question | None = None


def questions_of(
    reading: BookReading,
    words: Vocabulary,
    before: Mapping[str, str],
    periods: Sequence[Period],
    may_add: bool,
) -> list[QuestionGroup]:
    """`before` are the answers to such words as “nil” in the last file, which are offered first."""
    asked = _Asked(words, before, may_add)
    return [
        *asked.quarter(reading, periods),
        *asked.axes([q for q in reading.names if q.kind == AXIS]),
        *asked.rows([q for q in reading.names if q.kind.startswith("row:")]),
        *asked.headings([q for q in reading.names if q.kind == HEADING]),
        *asked.choices(reading),
        *asked.words_of(reading.words.values()),
    ]


def answers_in(sent: Mapping[str, str], groups: Iterable[QuestionGroup]) -> dict[str, str]:
    """What was chosen, by the key of its question; what was not offered is no answer."""
    found = {}
    for group in groups:
        for_rest = sent.get(group.rest.field, "") if group.rest else ""
        for question in group.questions:
            answer = sent.get(question.field, "") or for_rest
            if question.allows(answer):
                found[question.key] = _stored(question, answer)
    return found


def _stored(question: Question, answer: str) -> str:
    """A new row or measure keeps the name that it has in the file; an unclear word that is left out is nothing."""
    if answer.startswith(NEW):
        return f"{answer}{question.written}"
    return "" if answer == LEAVE and question.key.startswith("word|") else answer


class _Asked:
    def __init__(self, words: Vocabulary, before: Mapping[str, str], may_add: bool) -> None:
        self.words = words
        self.before = before
        self.may_add = may_add
        self.count = 0

    def field(self) -> str:
        self.count += 1
        return f"answer-{self.count - 1}"

    def quarter(self, reading: BookReading, periods: Sequence[Period]) -> Iterator[QuestionGroup]:
        if not reading.needs_period:
            return
        options = tuple((p.key, f"{p.name}: {p.months_name}") for p in periods if p.quarter)
        question = Question(
            "period",
            self.field(),
            _("Quarter"),
            "",
            (Options("", options),),
            options[0][0] if options else "",
        )
        help_text = _(
            "The file does not say it, or names more than one. Tables with a quarter of their own keep it."
        )
        yield QuestionGroup(_("Which quarter is this?"), help_text, (question,))

    def axes(self, asked: list[NameQuestion]) -> Iterator[QuestionGroup]:
        if asked:
            options = (
                Options(
                    "",
                    tuple(
                        (f"axis:{d.slug}", d.name)
                        for d in self.words.dimensions
                        if d.slug != TRUST and not d.crosses
                    ),
                ),
                Options("", ((LEAVE, _("Leave this table out")),)),
            )
            questions = tuple(Question(q.key, self.field(), q.text, q.where, options) for q in asked)
            yield QuestionGroup(_("What are the rows of these tables?"), "", questions)

    def rows(self, asked: list[NameQuestion]) -> Iterator[QuestionGroup]:
        for dimension in self.words.dimensions:
            of = [q for q in asked if q.kind == f"row:{dimension.slug}"]
            if not of:
                continue
            known = tuple(
                (f"row:{dimension.slug}:{c.slug}", c.name) for c in self.words.categories_of(dimension.slug)
            )
            others = [(NEW, _("A new row, with this name"))] if self.may_add else []
            others += [(LEAVE, _("Leave it out")), (TOTAL, _("A total"))]
            options = (Options(_("It is"), known), Options(_("Or"), tuple(others)))
            questions = tuple(
                Question(q.key, self.field(), q.text, q.where, options, q.near, q.text) for q in of
            )
            rest = None
            if len(questions) > 1:
                choices = ((CHOOSE, _("Ask me again")), *others[:-1])
                label = _("All others here that have no answer")
                rest = Question("", f"rest-{dimension.slug}", label, "", (Options("", tuple(choices)),))
            title = _("%(dimension)s: names that are not known") % {"dimension": dimension.name}
            help_text = _(
                "Rows that mean the same are added up, and the next page shows it. Asked once: remembered."
            )
            yield QuestionGroup(title, help_text, questions, rest)

    def headings(self, asked: list[NameQuestion]) -> Iterator[QuestionGroup]:
        if not asked:
            return
        measures = tuple((f"measure:{m.slug}", m.name) for m in self.words.measures)
        rows = tuple(
            (f"row:{d.slug}:{c.slug}", f"{d.name}: {c.name}")
            for d in self.words.dimensions
            if d.kind == "split"
            for c in self.words.categories_of(d.slug)
        )
        others = [(LEAVE, _("Leave it out")), (TOTAL, _("A total"))]
        new = (
            (f"{NEW}count:", _("New, counted")), (f"{NEW}hours:", _("New, in hours")),
            (f"{NEW}GBP:", _("New, in pounds")), (f"{NEW}percent:", _("New, a percentage")),
            (f"{NEW}WTE:", _("New, in WTE")), (f"{NEW}PA:", _("New, in PAs")),
        )  # fmt: skip
        options = [
            Options("", tuple(others)),
            Options(_("It is"), measures),
            Options(_("It is a part"), rows),
        ]
        if self.may_add:
            options.insert(1, Options(_("Keep it, for the board only"), new))
        questions = tuple(
            Question(q.key, self.field(), q.text, q.where, tuple(options), q.near or LEAVE, q.text)
            for q in asked
        )
        help_text = _("Nothing is guessed. What is left out stays in your file only. Asked once: remembered.")
        yield QuestionGroup(_("Headings that are not known"), help_text, questions)

    def choices(self, reading: BookReading) -> Iterator[QuestionGroup]:
        if reading.choices:
            questions = tuple(
                Question(c.key, self.field(), c.text, "", (Options("", c.options),), c.options[0][0])
                for c in reading.choices.values()
            )
            yield QuestionGroup(_("Please decide"), "", questions)

    def words_of(self, asked: Iterable[Word]) -> Iterator[QuestionGroup]:
        questions = []
        for word in asked:
            choices = [
                ("0", _("It is 0")), ("c", _("Too few to say: confidential [c]")), ("x", _("It is not known [x]")),
                ("z", _("It does not apply [z]")), (LEAVE, _("Leave these cells out")),
            ]  # fmt: skip
            if word.number:
                choices.insert(0, (word.number, _("It is %(number)s") % {"number": word.number}))
            chosen = "c" if word.text.startswith("<") else CHOOSE
            if word.key in self.before:
                chosen = self.before[word.key] or LEAVE
            options = (Options("", tuple(choices)),)
            questions.append(Question(word.key, self.field(), f"“{word.text}”", "", options, chosen))
        if questions:
            help_text = _("Each is asked once, for all cells alike.")
            yield QuestionGroup(_("What do these mean?"), help_text, tuple(questions))
