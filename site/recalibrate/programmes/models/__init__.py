"""Programmes, their sessions and exercises; what is asked in the room; calls that others make."""

from .call import OpenCall, OpenCallStateOfMind
from .exercise import Exercise, ExerciseStateOfMind
from .index import ProgrammeIndexPage
from .programme import ProgrammeFacilitator, ProgrammePage
from .questionnaire import Question, Questionnaire
from .room import DoorCount, RaisedConcern, Remark
from .session import SessionExercise, SessionPage, SessionStateOfMind
from .wave import BallotBox, PooledResult, SpentNonce, Wave

__all__ = [
    "BallotBox",
    "DoorCount",
    "Exercise",
    "ExerciseStateOfMind",
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
