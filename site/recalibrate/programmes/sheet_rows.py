"""A sheet of questions as a form shows it: every answer that was given stays given."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .answers.ballots import field_name, quote_name
from .answers.types import AskedQuestion

LOOKING_BACK = "Now, knowing what you know: where were you before?"


@dataclass(frozen=True, slots=True)
class SheetOption:
    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class SheetQuestion:
    """One question on the page. `name` is its field’s; `text` what was typed."""

    number: int
    asked: AskedQuestion
    name: str
    quote_name: str
    options: tuple[SheetOption, ...]
    text: str = ""
    may_quote: bool = False
    mistake: str = ""

    @property
    def input_type(self) -> str:
        return "checkbox" if self.asked.kind == "many" else "radio"

    @property
    def hint(self) -> str:
        return self.asked.hint or (LOOKING_BACK if self.asked.looks_back_from else "")


def rows_of_sheet(
    sheet: Sequence[AskedQuestion], sent: Mapping[str, Sequence[str]], mistakes: Mapping[str, str]
) -> Iterator[SheetQuestion]:
    for number, asked in enumerate(sheet, 1):
        name = field_name(asked.code)
        given = sent.get(name, ())
        yield SheetQuestion(
            number,
            asked,
            name,
            quote_name(asked.code),
            tuple(SheetOption(str(one.value), one.text, str(one.value) in given) for one in asked.options),
            text="\n".join(given) if asked.kind == "text" else "",
            may_quote=bool(sent.get(quote_name(asked.code))),
            mistake=mistakes.get(asked.code, ""),
        )
