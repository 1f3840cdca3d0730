"""What a writer confirms when handing a post in: confidentiality and safe messaging. Pure."""

from dataclasses import dataclass

from recalibrate.translation import gettext_noop

PATIENTS = [
    ("none", gettext_noop("There is no patient in it.")),
    ("consent", gettext_noop("There is one, who agreed in writing to be written about.")),
    ("changed", gettext_noop("Nobody real: changed, or several people made into one, and the post says so.")),
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
        gettext_noop("No patient, relative or colleague can be recognised."),
        gettext_noop(
            "No names, dates, ages, bed or ward, rare conditions or places, and none in the pictures."
        ),
    ),
    Promise(
        "safe_words",
        gettext_noop(
            "Where it speaks of suicide or self-harm, it does so safely, or it does not speak of them."
        ),
        gettext_noop(
            "No method, place or note; “died by suicide”, never “committed”; no single cause; where to get help."
        ),
    ),
    Promise(
        "not_a_case",
        gettext_noop("It is not about a death, complaint or investigation that is still open."),
        gettext_noop("An inquest or a family’s grief comes first. Ask the editors if you are not sure."),
    ),
)

# Of a round-up, which says only what other sites have published: filled in, for an editor to read and confirm.
OF_A_ROUND_UP = {"patients": "none"} | {promise.key: True for promise in PROMISES}
