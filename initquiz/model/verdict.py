"""What the program found of an answer, and what it shows to teach by it."""

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from initquiz.model.blocks import Block


class Grade(StrEnum):
    """The program's finding. "I don't know" is honest, and counts as not remembered."""

    RIGHT = "right"
    WRONG = "wrong"
    UNKNOWN = "unknown"


class Verdict(NamedTuple):
    """The finding, with one sentence that names the mistake and the numbers behind it.

    `answer` is what is logged, `option_notes` a short line under each option or part,
    `blocks` the question's blocks with the truth laid over them, `misconception` a stable key
    of the mistake (empty when right or unknown), `confusion` what was taken for what, as it is
    logged (`truth>answer`, or the misconception's key; empty when right or unknown).
    """

    grade: Grade
    answer: str
    title: str
    why: str
    option_notes: tuple[str, ...]
    blocks: "tuple[Block, ...]"
    misconception: str = ""
    confusion: str = ""
