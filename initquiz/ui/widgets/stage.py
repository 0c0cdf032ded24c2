"""What the study screen waits for."""

from enum import Enum, auto


class Stage(Enum):
    """A step of asking a card."""

    ASKING = auto()  # a fact's question is shown
    GRADING = auto()  # its answer is shown too
    CHOOSING = auto()  # a drawn question waits for an answer
    CONFIDING = auto()  # it has one, and the learner is asked how sure it is
    FEEDBACK = auto()  # it was answered and graded
    RESTING = auto()  # nothing is due now
