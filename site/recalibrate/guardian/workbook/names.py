"""What the words in a Guardian's workbook mean: ours, those that mean the same everywhere, and those learnt."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..figures.row_names import other_names
from ..figures.types import TRUST
from ..figures.vocabulary import Vocabulary
from .measure_names import MEASURE_NAMES
from .words import bare, near, plain

HEADING = "heading"  # of a column, or of a row of measures
LEAVE, TOTAL = "leave", "total"
ROW_AXES = {  # what people call the columns of labels
    "department": "department", "departments": "department", "specialty": "department", "speciality": "department",
    "specialities": "department", "specialties": "department", "directorate": "department", "division": "department",
    "service": "department", "clinical area": "department", "dept": "department", "specialty area": "department",
    "grade": "grade", "grades": "grade", "training grade": "grade", "grade of doctor": "grade", "level": "grade",
    "doctor grade": "grade", "rota": "rota", "rotas": "rota", "rota name": "rota", "rota template": "rota",
    "month": "month", "months": "month", "quarter": "period", "period": "period", "reporting period": "period",
    "report": "period", "measure": "measure", "indicator": "measure", "metric": "measure", "what": "measure",
    "figure": "measure", "description": "measure", "item": "measure", "data": "measure", "detail": "measure",
    "reason": "reason", "main reason": "reason", "reasons": "reason", "type": "reason", "outcome": "outcome",
    "outcomes": "outcome", "response": "response", "response time": "response", "first response": "response",
    "notice": "notice", "type of exception": "reason", "exception type": "reason", "category": "",
}  # fmt: skip
NOTES = frozenset(
    ("note", "notes", "comment", "comments", "remarks", "narrative", "unit", "units", "source", "checked by", "status",
     "details", "explanation", "note for readers", "how to fill in")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NameQuestion:
    """A name that no one but its writer can tell, asked about once for all cells alike."""

    kind: str  # "heading", or "row:" and the dimension
    text: str  # as first written
    where: str
    near: str = ""  # the meaning that is offered first: a neighbour that differs only in spelling
    was: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}|{plain(self.text)}"


@dataclass
class Names:
    """`meanings` are those answered now and learnt before, by the key of their question."""

    vocabulary: Vocabulary
    meanings: Mapping[str, str] = field(default_factory=dict)
    questions: dict[str, NameQuestion] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def learnt(self, kind: str, text: str) -> str:
        key = f"{kind}|{plain(text)}"
        meaning = self.meanings.get(key, "")
        if meaning:
            self.used.add(key)
        return meaning

    def measure(self, *texts: str) -> str:
        """The measure that the first of these texts to name one names."""
        for text in texts:
            for wanted in (plain(text), bare(text)):
                if wanted and (found := self._measures.get(wanted)):
                    return found
        return ""

    @cached_property
    def _measures(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for measure in self.vocabulary.measures:
            for name in (measure.slug, measure.name, *MEASURE_NAMES.get(measure.slug, ())):
                found.setdefault(plain(name), measure.slug)
                found.setdefault(bare(name), measure.slug)
        found.pop("", None)
        return found

    def category(self, dimension: str, text: str) -> str:
        return self._categories.get(dimension, {}).get(plain(text), "")

    @cached_property
    def _categories(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for category in self.vocabulary.categories:
            of = found.setdefault(category.dimension, {})
            of.setdefault(plain(category.slug), category.slug)
            of.setdefault(plain(category.name), category.slug)
        for dimension in self.vocabulary.dimensions:
            if dimension.combined_name:
                combined = self.vocabulary.combined(dimension.slug)
                found.setdefault(dimension.slug, {}).setdefault(plain(dimension.combined_name), combined)
        for category in self.vocabulary.categories:
            for name in other_names(category.name):
                found[category.dimension].setdefault(plain(name), category.slug)
        return found

    def row_axis(self, text: str) -> str:
        """`measure`, `period`, `month` or a dimension, where a column of labels is headed by its name."""
        wanted = plain(text)
        for dimension in self.vocabulary.dimensions:
            if dimension.slug != TRUST and wanted in (plain(dimension.name), plain(dimension.slug)):
                return dimension.slug
        return self.known_axis(ROW_AXES.get(wanted, ""))

    def is_axis(self, text: str) -> bool:
        return bool(self.row_axis(text)) or plain(text) in NOTES

    def known_axis(self, axis: str) -> str:
        slugs = {d.slug for d in self.vocabulary.dimensions}
        return axis if axis in ("measure", "period") or axis in slugs else ""

    def dimensions_in(self, title: str) -> list[str]:
        """Those that a title ends with: “… by grade and month”."""
        _, by, rest = f" {plain(title)} ".rpartition(" by ")
        if not by:
            _, by, rest = f" {plain(title)} ".rpartition(" per ")
        words = rest.replace(",", " and ").split(" and ") if by else ()
        return [axis for word in words if (axis := self.row_axis(word.strip(" ()-")))]

    def ask(self, kind: str, text: str, where: str) -> None:
        question = NameQuestion(kind, text, where, self.neighbour(kind, text))
        self.questions.setdefault(question.key, question)

    def neighbour(self, kind: str, text: str) -> str:
        if kind == HEADING:
            found = near(bare(text), self._measures)
            return f"measure:{found}" if found else ""
        dimension = kind.removeprefix("row:")
        found = near(text, self._categories.get(dimension, {}))
        return f"row:{dimension}:{found}" if found else ""

    def is_known(self, text: str) -> bool:
        return bool(self.measure(text)) or self.learnt(HEADING, text).startswith("measure:")

    def votes(self, texts: Iterable[str]) -> dict[str, int]:
        """How many of some labels each dimension knows."""
        found: dict[str, int] = {}
        for text in texts:
            for dimension in self._categories:
                if dimension not in (TRUST, "month") and (
                    self.category(dimension, text) or self.learnt(f"row:{dimension}", text)
                ):
                    found[dimension] = found.get(dimension, 0) + 1
        return found
