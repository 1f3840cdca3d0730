"""What a writer confirms when handing a post in: confidentiality and safe messaging. Pure."""

from dataclasses import dataclass

PATIENTS = [
    ("none", "There is no patient in it."),
    ("consent", "There is one, who agreed in writing to be written about."),
    ("changed", "Nobody real: changed, or several people made into one, and the post says so."),
]


@dataclass(frozen=True, slots=True)
class Promise:
    """One thing that the writer confirms."""

    key: str
    text: str
    why: str


PROMISES = (
    Promise(
        "unrecognisable",
        "No patient, relative or colleague can be recognised.",
        "No names, dates, ages, bed or ward, rare conditions or places, and none in the pictures.",
    ),
    Promise(
        "safe_words",
        "Where it speaks of suicide or self-harm, it does so safely, or it does not speak of them.",
        "No method, place or note; “died by suicide”, never “committed”; no single cause; where to get help.",
    ),
    Promise(
        "not_a_case",
        "It is not about a death, complaint or investigation that is still open.",
        "An inquest or a family’s grief comes first. Ask the editors if you are not sure.",
    ),
)
