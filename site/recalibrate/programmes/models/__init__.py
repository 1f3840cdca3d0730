"""Programmes, their sessions and exercises; what is asked in the room; calls that others make."""

from ..records.call import OpenCall, OpenCallStateOfMind
from ..records.exercise import Exercise, ExerciseStateOfMind
from ..records.instrument import Instrument
from ..records.questionnaire import Question, Questionnaire
from ..records.room import DoorCount, RaisedConcern, Remark
from ..records.wave import BallotBox, PooledResult, SpentNonce, Wave
from .index import ProgrammeIndexPage
from .programme import ProgrammeFacilitator, ProgrammePage
from .session import SessionExercise, SessionPage, SessionStateOfMind

__all__ = [
    "BallotBox",
    "DoorCount",
    "Exercise",
    "ExerciseStateOfMind",
    "Instrument",
    "OpenCall",
    "OpenCallStateOfMind",
    "PooledResult",
    "ProgrammeFacilitator",
    "ProgrammeIndexPage",
    "ProgrammePage",
    "Question",
    "Questionnaire",
    "RaisedConcern",
    "Remark",
    "SessionExercise",
    "SessionPage",
    "SessionStateOfMind",
    "SpentNonce",
    "Wave",
]
