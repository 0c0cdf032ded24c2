"""Cards: what is learned. A fact is asked as written, a skill draws a fresh question each time."""

from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """How hard a compute-it question may be."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class Fact:
    """A question and its answer, both Markdown with LaTeX between dollars.

    `note` is the teacher's note shown after the answer, `source` says where the fact stands,
    `accept` lists short answers (plain text) that count as right when the learner types one.
    """

    question: str
    answer: str
    note: str = ""
    source: str = ""
    accept: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, str, str, str]:
        """Return what may hold Markdown: question, answer, note and source."""
        return self.question, self.answer, self.note, self.source


@dataclass(frozen=True, slots=True)
class Skill:
    """A question type (its plug-in key) at one level; every review draws a new instance."""

    key: str
    level: Level


@dataclass(frozen=True, slots=True)
class Card:
    """One scheduled thing. Its identity is `id`, never its text."""

    id: str
    topic: str
    content: Fact | Skill
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deck:
    """A named list of cards, in the order new cards are met."""

    name: str
    cards: tuple[Card, ...] = field(default=())
