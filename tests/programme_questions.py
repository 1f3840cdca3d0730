"""A question as a sheet of a programme asks it."""

from recalibrate.programmes.answers.option_lines import options_of
from recalibrate.programmes.answers.types import AskedQuestion

KNOWS = "Nothing yet\nA little\nSome\nQuite a lot +\nA great deal +\nPrefer not to say *"


def question(matter="work", kind="scale", lines=KNOWS, **more) -> AskedQuestion:
    text, options = "How much do you know about it?", options_of(lines)
    return AskedQuestion(**{"code": "knows", "kind": kind, "matter": matter, "text": text, "options": options,
                            "short": "Understanding"} | more)  # fmt: skip
