"""What one form says, checked against what was asked. It lives until it is counted, and is kept nowhere."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from recalibrate.translation import gettext, gettext_noop

from .types import AskedQuestion

MOST_CHARACTERS = 500  # of one answer: Remark.text is as wide
NOT_OFFERED = gettext_noop("Choose one of the answers that are offered.")
ONE_ONLY = gettext_noop("Choose one answer.")
_BREAKS = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class FreeText:
    """Words for one question."""

    code: str
    text: str
    may_quote: bool = False


@dataclass(frozen=True, slots=True)
class Ballot:
    """One form. `people` are the questions of which many answers may be ticked and at least one was."""

    ticks: tuple[tuple[str, int], ...] = ()
    people: tuple[str, ...] = ()
    pairs: tuple[tuple[str, int, int], ...] = ()
    texts: tuple[FreeText, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Mistakes:
    """What is wrong, by question; nothing that was typed is lost over it."""

    words: Mapping[str, str]


def field_name(code: str) -> str:
    return f"q-{code}"


def quote_name(code: str) -> str:
    return f"quote-{code}"


def parse_ballot(sheet: Sequence[AskedQuestion], sent: Mapping[str, Sequence[str]]) -> Ballot | Mistakes:
    """The form as a ballot, or what is wrong with it. Nothing is compulsory."""
    wrong: dict[str, str] = {}
    chosen: dict[str, list[int]] = {}
    texts: list[FreeText] = []
    for asked in sheet:
        given = sent.get(field_name(asked.code), ())
        if asked.kind == "text":
            text = tidied_text("\n".join(given))
            if len(text) > MOST_CHARACTERS:
                wrong[asked.code] = gettext(
                    "This has {count} characters; {most_characters} fit. It is all here: shorten it."
                ).format(count=len(text), most_characters=MOST_CHARACTERS)
            elif text:
                texts.append(FreeText(asked.code, text, bool(sent.get(quote_name(asked.code)))))
            continue
        values = list(dict.fromkeys(given))
        if mistake := mistake_in(asked, values):
            wrong[asked.code] = mistake
        elif values:
            chosen[asked.code] = [int(value) for value in values]
    if wrong:
        return Mistakes(wrong)
    return Ballot(
        ticks=tuple((code, value) for code, values in chosen.items() for value in values),
        people=tuple(asked.code for asked in sheet if asked.kind == "many" and asked.code in chosen),
        pairs=tuple(pairs_of(sheet, chosen)),
        texts=tuple(texts),
    )


def mistake_in(asked: AskedQuestion, values: Sequence[str]) -> str:
    if not set(values) <= {str(option.value) for option in asked.options}:
        return gettext(NOT_OFFERED)
    return gettext(ONE_ONLY) if asked.kind != "many" and len(values) > 1 else ""


def pairs_of(
    sheet: Sequence[AskedQuestion], chosen: Mapping[str, Sequence[int]]
) -> Iterator[tuple[str, int, int]]:
    """Then and now of those who ticked both, and neither apart."""
    apart = {asked.code: {o.value for o in asked.options if o.is_apart} for asked in sheet}
    for asked in sheet:
        then, now = chosen.get(asked.code), chosen.get(asked.looks_back_from)
        if not (asked.looks_back_from and then and now):
            continue
        if then[0] not in apart[asked.code] and now[0] not in apart[asked.looks_back_from]:
            yield asked.code, then[0], now[0]


def tidied_text(text: str) -> str:
    """Without what no keyboard writes: control characters, and marks that turn the direction of text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (
        c
        for c in lines
        if c == "\n" or (unicodedata.category(c) not in ("Cc", "Cs", "Co") and not turns_direction(c))
    )
    return _BREAKS.sub("\n\n", "".join(kept)).strip()


def turns_direction(character: str) -> bool:
    return character in "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
