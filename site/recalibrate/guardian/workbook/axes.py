"""What each heading and each label of a table stands for: a measure, a quarter, a month, a row of a dimension."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from recalibrate.translation import gettext

from .cells import place_name
from .facets import AXIS, OTHER, WHOLE, Axes, Facets
from .names import HEADING, LEAVE, NOTES, TOTAL, Names
from .tables import Table, is_value
from .times import month_in, one_period, periods_in
from .words import NEUTRAL, bare, is_total, plain


def passed_column(where: str, name: str) -> str:
    return where + gettext("the column “{name}” was passed over.").format(name=name)


class _Reader:
    """Finds the axes of one table. `titles` are its own, the nearest last, after the sheet’s name."""

    def __init__(self, table: Table, names: Names, titles: list[str]) -> None:
        self.table = table
        self.names = names
        self.titles = titles
        self.axes = Axes()
        self.subjects = list(subjects(titles))
        self.by = [axis for title in reversed(titles) for axis in names.dimensions_in(title)]
        self.taken: set[str] = set()
        self.where = f"{table.sheet.name}, " if table.sheet.name else ""

    def read(self) -> Axes:
        labels = self.label_axes()
        levels = self.level_axes()
        self.settle(labels, levels)
        if self.axes.is_alien:
            return self.axes
        self.axes.context = Facets(measure=self.names.measure(*self.subjects))
        for column in self.table.columns:
            self.read_column(column, levels)
        if not self.axes.context.measure and "measure" not in labels.values():
            self.ask_subject()
        for row in self.table.rows:
            self.axes.rows[row] = self.row(row, labels)
        return self.axes

    def ask_subject(self) -> None:
        """What the table counts, where neither its title nor a heading says it."""
        open_columns = [f for f in self.axes.columns.values() if not (f.measure or f.is_left_out)]
        if open_columns and any(f.places or f.period for f in open_columns):
            where = f"{self.where}{place_name(self.first_head(), self.table.labels[0])}"
            self.axes.context = self.answered(self.title, where)

    # What the label columns and the levels of headings are

    def label_axes(self) -> dict[int, str]:
        found = {}
        for column in self.table.labels:
            heading = self.table.label_head(column)
            if plain(heading) in NOTES:
                continue
            texts = self.texts_down(column)
            axis = self.headed(heading, texts) or self.learnt_axis() or self.voted(texts)
            found[column] = axis
            self.taken.add(axis)
        return found

    def headed(self, heading: str, texts: list[str]) -> str:
        """What the heading says, unless it is the columns’: “Grade” above measures, and left of grades."""
        axis = self.names.row_axis(heading)
        if axis in ("", "measure", "period", "month") or self.names.votes(texts).get(axis):
            return axis
        voted = self.voted(texts)
        return voted if voted == "measure" else axis

    def level_axes(self) -> list[str]:
        """For each row of headings: a dimension, or `measure` for whatever else headings say."""
        found = []
        for level in range(len(self.table.heads)):
            texts = [t for c in self.table.columns if (t := self.table.head(level, c))]
            axis = self.voted(texts)
            is_dimension = axis not in ("", "measure", "period", "month") and axis not in self.taken
            found.append(axis if is_dimension else "measure")
        return found

    def voted(self, texts: list[str]) -> str:
        """What most of some words are; "" if nothing is known of them."""
        kept = list(dict.fromkeys(t for t in texts if not is_total(t) and plain(t) not in NEUTRAL))
        votes = self.names.votes(kept)
        votes["measure"] = sum(bool(self.measure_of((text,))) for text in kept)
        votes["month"] = sum(month_in(text) is not None for text in kept)
        votes["period"] = sum(one_period(text) is not None and month_in(text) is None for text in kept)
        preferred = (*self.by, "measure")
        best = max(votes, key=lambda axis: (votes[axis], axis in preferred), default="")
        if best and votes[best] and votes[best] * 3 >= len(kept):
            return best
        return ""

    def settle(self, labels: dict[int, str], levels: list[str]) -> None:
        """Label columns of which nothing is known: as the title says, or asked about where all else is clear."""
        for column, axis in labels.items():
            labels[column] = self.fitting(axis, self.texts_down(column), levels)
            if labels[column] == OTHER:
                self.left_out(column)
        rest = [axis for axis in self.by if axis not in self.taken and axis not in levels]
        unknown = [column for column, axis in labels.items() if not axis]
        for column in unknown:
            if rest:
                labels[column] = rest.pop(0)
        unknown = [column for column, axis in labels.items() if not axis]
        has_measures = bool(self.names.measure(*self.subjects)) or any(
            self.measure_of(self.path(c, levels, "measure")) for c in self.table.columns
        )
        if unknown and has_measures and not [a for a in labels.values() if a]:
            self.names.ask(AXIS, self.title, f"{self.where}{place_name(self.table.rows[0], unknown[0])}")
        self.axes.is_alien = not has_measures and not self.has_known_labels(labels, levels)
        if unknown:
            labels_known = [axis for axis in labels.values() if axis]
            for column in unknown:
                heading = self.table.label_head(column)
                if labels_known and heading:
                    self.axes.passed.append(passed_column(self.where, heading))
                del labels[column]
            self.axes.is_alien = self.axes.is_alien or not labels_known

    def has_known_labels(self, labels: dict[int, str], levels: list[str]) -> bool:
        """Whether a label, or a heading of a level with a dimension, is a name of ours."""
        if any(axis != "measure" for axis in levels):
            return True
        for column, axis in labels.items():
            texts = self.texts_down(column)
            if axis == "measure" and any(self.measure_of((text,)) for text in texts):
                return True
            if axis != "measure" and self.names.votes(texts).get(axis):
                return True
        return False

    def fitting(self, axis: str, texts: list[str], levels: list[str]) -> str:
        """The dimension that the table’s measures are given by: locum shifts have other reasons than reports."""
        kinds = {d.slug: d for d in self.names.vocabulary.dimensions}
        if axis not in kinds or kinds[axis].kind != "split":
            return axis
        measures = {self.measure_of(self.path(c, levels, "measure")) for c in self.table.columns}
        measures.add(self.names.measure(*self.subjects))
        given = {b.dimension for b in self.names.vocabulary.breakdowns if b.measure in measures}
        if axis in given or self.names.votes(texts).get(axis):
            return axis
        word = plain(kinds[axis].name).split()[-1]
        others = [slug for slug in given if word in plain(kinds[slug].name)]
        return others[0] if len(others) == 1 else OTHER

    def left_out(self, column: int) -> None:
        """Rows by something that no measure here is given by: their total is read all the same."""
        texts = [text for text in dict.fromkeys(self.texts_down(column)) if not is_total(text)]
        names = ", ".join(f"“{text}”" for text in texts[:6]) + (" …" if len(texts) > 6 else "")
        self.axes.passed.append(
            self.where
            + gettext("{names} are rows that we have no place for: only their total is read.").format(
                names=names
            )
        )

    def learnt_axis(self) -> str:
        meaning = self.names.learnt(AXIS, self.title)
        return self.names.known_axis(meaning.removeprefix("axis:")) if meaning.startswith("axis:") else ""

    @property
    def title(self) -> str:
        return next(iter(self.subjects), "") or self.table.sheet.name or "Table"

    # Headings

    def path(self, column: int, levels: list[str], axis: str) -> tuple[str, ...]:
        texts = (self.table.head(level, column) for level, of in enumerate(levels) if of == axis)
        return tuple(dict.fromkeys(text for text in texts if text))

    def read_column(self, column: int, levels: list[str]) -> None:
        texts = self.path(column, levels, "measure")
        if any(plain(text) in NOTES for text in texts[-1:]) or self.is_words(column):
            self.axes.notes.append(column)
            if texts and not any(plain(text).startswith("note") for text in texts):
                self.axes.passed.append(passed_column(self.where, texts[-1]))
            return
        found = self.heading(texts, column)
        for level, axis in enumerate(levels):
            if axis != "measure" and (text := self.table.head(level, column)):
                found = found.with_(self.row_of(axis, text, self.table.heads[level], column))
        self.axes.columns[column] = found

    def is_words(self, column: int) -> bool:
        cells = [cell for row in self.table.rows if (cell := self.table.sheet.cell(row, column))]
        return bool(cells) and not any(map(is_value, cells))

    def heading(self, texts: tuple[str, ...], column: int) -> Facets:
        found, rest = Facets(), []
        for text in texts:
            if plain(text) in NEUTRAL or self.names.row_axis(text):
                continue
            period, month = one_period(text), month_in(text)
            if month:
                found = found.with_(Facets(month=month, period=month.period, places=(("month", ""),)))
            elif period or (len(periods_in(text, *self.titles)) == 1 and "quarter" in plain(text)):
                found = found.with_(Facets(period=period or periods_in(text, *self.titles).pop()))
            elif is_total(text):
                found = replace(found, is_total=True)
            else:
                rest.append(text)
        return found.with_(self.measure_facets(tuple(rest), column)) if rest else found

    def measure_facets(self, texts: tuple[str, ...], column: int) -> Facets:
        if measure := self.measure_of(texts):
            return Facets(measure=measure)
        text = " – ".join(texts)
        if " " not in plain(text) and self.subjects:
            text = f"{self.subjects[0]}: {text}"
        return self.answered(text, f"{self.where}{place_name(self.first_head(), column)}")

    def first_head(self) -> int:
        return self.table.heads[0] if self.table.heads else self.table.rows[0]

    def answered(self, text: str, where: str) -> Facets:
        """What a person said that a heading means; asked about if no one has."""
        meaning = self.names.learnt(HEADING, text)
        kind, _, rest = meaning.partition(":")
        if kind == "measure":
            return Facets(measure=rest, is_chosen=True)
        if kind == "row":
            dimension, _, category = rest.partition(":")
            return Facets(places=((dimension, category),), labels=(text,), is_chosen=True)
        if meaning == TOTAL:
            return Facets(is_total=True)
        if meaning != LEAVE:
            self.names.ask(HEADING, text, where)
        return Facets(is_left_out=True)

    def measure_of(self, texts: Iterable[str]) -> str:
        texts = tuple(texts)
        whole = " ".join(texts)
        with_subject = [f"{subject} {text}" for subject in self.subjects for text in (whole, bare(whole))]
        found = self.names.measure(whole, *reversed(texts), *with_subject) if texts else ""
        learnt = "" if found or not texts else self.names.learnt(HEADING, " – ".join(texts))
        return found or (learnt.removeprefix("measure:") if learnt.startswith("measure:") else "")

    # Labels

    def texts_down(self, column: int) -> list[str]:
        cells = [self.table.sheet.cell(row, column) for row in self.table.rows]
        return list(
            dict.fromkeys(cell.text for cell in cells if cell and cell.kind not in ("formula", "number"))
        )

    def row(self, row: int, labels: dict[int, str]) -> Facets:
        cells = {column: self.table.sheet.cell(row, column) for column in labels}
        texts = {
            column: "" if cell.kind in ("formula", "number") else cell.text for column, cell in cells.items()
        }
        total = any(is_total(text) for text in texts.values())
        found = Facets(is_total=total)
        for column, axis in labels.items():
            text = texts[column] or self.above(row, column, labels)
            if total and (not text or is_total(text) or not texts[column]):
                found = found.with_(self.total_of(axis))
            elif text:
                found = found.with_(self.label(axis, text, row, column))
        return found

    def above(self, row: int, column: int, labels: dict[int, str]) -> str:
        """A label that was written once for the rows below it, in a table with two columns of labels."""
        if len(labels) < 2 or column != min(labels) or self.table.sheet.cell(row, max(labels)).text == "":
            return ""
        earlier = [r for r in self.table.rows if r < row]
        return next((t for r in reversed(earlier) if (t := self.table.sheet.cell(r, column).text)), "")

    def total_of(self, axis: str) -> Facets:
        if axis == OTHER:
            return Facets()
        if axis in ("measure", "period", ""):
            return Facets(is_left_out=axis == "measure", is_total=True)
        return Facets(places=((axis, WHOLE),), is_total=True)

    def label(self, axis: str, text: str, row: int, column: int) -> Facets:
        if axis == OTHER:
            return Facets(is_left_out=True)
        if axis == "measure":
            measure = self.measure_of((text,))
            where = f"{self.where}{place_name(row, column)}"
            return Facets(measure=measure) if measure else self.answered(text, where)
        if axis == "period":
            period = one_period(text)
            return Facets(period=period, is_left_out=period is None)
        return self.row_of(axis, text, row, column)

    def row_of(self, dimension: str, text: str, row: int, column: int) -> Facets:
        if is_total(text):
            return Facets(places=((dimension, WHOLE),), is_total=True)
        if dimension == "month":
            month = month_in(text)
            if month is None:
                return Facets(is_left_out=True)
            return Facets(month=month, period=month.period, places=(("month", ""),))
        if category := self.names.category(dimension, text):
            return Facets(places=((dimension, category),), labels=(text,))
        return chosen_row(self.names, dimension, text, f"{self.where}{place_name(row, column)}")


def chosen_row(names: Names, dimension: str, text: str, where: str) -> Facets:
    """The row that a person said a name means; asked about if no one has."""
    kind = f"row:{dimension}"
    meaning = names.learnt(kind, text)
    if meaning.startswith(f"{kind}:"):
        category = meaning.removeprefix(f"{kind}:")
        return Facets(places=((dimension, category),), labels=(text,), is_chosen=True)
    if meaning == TOTAL:
        return Facets(places=((dimension, WHOLE),), is_total=True)
    if meaning != LEAVE:
        names.ask(kind, text, where)
    return Facets(is_left_out=True)


def subjects(titles: list[str]) -> Iterator[str]:
    """What titles are about, the nearest first: “Exception reports” of “Exception reports by grade, Q3 2026/27”."""
    for title in reversed(titles):
        text = plain(title)
        for mark in (" by ", " per "):
            text = text.partition(mark)[0]
        words = [part for part in text.replace(",", " - ").split(" - ") if not periods_in(part)]
        subject = " ".join(words).strip(" -")
        if subject:
            yield subject


def axes_of(table: Table, names: Names, titles: list[str]) -> Axes:
    return _Reader(table, names, titles).read()
