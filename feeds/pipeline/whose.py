"""Whose feelings a text tells of: those of a person who works here, or a patient's, a metal's, a board's. Pure.

Counted, so that it can be told: an “I” and a job count double, “our” and “shift” once; against them stand
patients, clinics, trials, the public and what organisations say of themselves.
"""

from enum import StrEnum
from functools import lru_cache

from recalibrate.language import hard_words
from recalibrate.language.analysis import split_words, stem
from recalibrate.language.phrases import PhraseMatch, Phrases, Spoken

ENOUGH = 2  # for a text to be ours


class Whose(StrEnum):
    OURS = "ours"
    UNSAID = "unsaid"
    THEIRS = "theirs"


OURS_STRONGLY = """
i my me myself mine im ive nurse midwife doctor porter paramedic registrar consultant trainee surgeon anaesthetist
pharmacist radiographer matron sister physiotherapist clerk cleaner carer therapist dietitian houseman physician medic
technician receptionist intern houseofficer locum student healthcare assistant psychologist chaplain telephonist
colleague coworker burnout burned burnt wellbeing imposter impostor bleep handover
"""
OURS = """
we our us ourselves staff team shift rota night on-call ward theatre training work working worker job career supervisor
manager department workforce break mess choir locker canteen kindness profession professional placement exam overtime
nhs resident frontline corridor you your yourself everyone nobody somebody
"""
THEIRS = """
patient clinic trial randomised randomized imaging referral guideline screening outpatient pathway prevalence disease
symptom syndrome diagnosis cohort meta-analysis visitor councillor motorist parent infant pregnancy expectant adult
adolescent leaflet appointment procurement vacancy shortlisted tournament bulletin statement board chair director
inspector finalist poll laboratory device implant nerve sclerosis cancer older discharge booking vaccine estates
supply engineer roundabout maintenance procedure infection stock pharmacology
"""
# What such words mean beside others: no one's feelings.
FIGURES = """
margin|standard|human|type|refractive|medication|rounding of? error|errors; error 404|message|code|bars|rate|rates
isolation room|rooms|ward|unit|precautions|gown|procedure; isolation of; =st depression; respiratory depression
depression of; numb|numbness|numbing hand|hands|cream|gel|in; rest of; the rest; happy hour; calm sea|seas|birth|app
hope|joy|grace|calm|faith|pride hospital|street|house|ward|centre|university|clinic|adeyemi; joy of; proud partner
proud|delighted|pleased|happy|excited|thrilled to; proud sponsor; metal|cancer|muscle|fracture|alarm|alert fatigue
fatigue fracture|crack|testing|in; chronic fatigue; exhaust|exhausted fume|fumes|supplies|stock|system
shift in|of; tired of|tyre|tyres; worrying rise|trend; anger|fury|frustration|outrage as|grows|at|over|mounts
angry wasps; without doubt; no doubt; doubtful; burn unit|centre|ward|victims; mistake proofing; loss of
rotation of; investigation of|into; incident reporting|system|form|command; complaints procedure|policy|department
leadership programme|course|team; optimism bias; floor plan; plan of; night sky; break in|out; breaks down
sleep apnoea|clinic|study|service; anxiety disorder|disorders; power loss; weight loss; hearing loss; blood loss
"""

_strong = frozenset(stem(word) for word in OURS_STRONGLY.split())
_weak = frozenset(stem(word) for word in OURS.replace("-", "").split())
_theirs = frozenset(stem(word) for word in THEIRS.replace("-", "").split())
_figures = Phrases({"": FIGURES}, hard_words.GROUPS)


def whose(title: str, text: str) -> Whose:
    """Whether it tells of a person who works in a hospital, of others, or does not say."""
    said = [stem(word.folded) for word in split_words(f"{title} {text}")]
    ours = 2 * len(_strong.intersection(said)) + len(_weak.intersection(said))
    theirs = 2 * len(_theirs.intersection(said))
    if ours >= ENOUGH and ours > theirs:
        return Whose.OURS
    return Whose.THEIRS if theirs > ours else Whose.UNSAID


def figures_of_speech(stems: tuple[str, ...]) -> tuple[PhraseMatch, ...]:
    """Where words stand that are no one's feelings, by the places of these words."""
    return tuple(_figures.find([_spoken(one) for one in stems]))


@lru_cache(maxsize=20_000)
def _spoken(word: str) -> Spoken:
    said = frozenset({stem(word), f"={word}"})
    return Spoken(said, said, False)
