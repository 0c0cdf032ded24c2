"""What the screens are given: use cases, the clock and one signal that tells of changes."""

from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from initquiz.drawing.formula import Typesetter
    from initquiz.model.card import Card
    from initquiz.model.counts import DeckCounts
    from initquiz.model.question_type import QuestionType
    from initquiz.model.study_day import Now
    from initquiz.study.history import Past
    from initquiz.study.sharing import Sharing
    from initquiz.study.sitting import Sitting


class Preferences(Protocol):
    """Small texts remembered between runs."""

    def get(self, key: str, default: str = "") -> str:
        """Return the text kept under `key`."""

    def set(self, key: str, value: str) -> None:
        """Keep a text under `key`."""


class Bus(QObject):
    """Carries each change, a `Changes`, from who made it to whoever shows it."""

    changed = Signal(object)


class Services(NamedTuple):
    """Everything a screen may ask for; built once, passed to constructors."""

    clock: "Callable[[], Now]"
    new_sitting: "Callable[[str | None], Sitting]"
    overview: "Callable[[], tuple[DeckCounts, ...]]"
    typesetter: "Typesetter"
    preferences: Preferences
    bus: Bus
    questions: "Mapping[str, QuestionType]"
    card: "Callable[[str], Card | None]"
    past: "Callable[[], list[Past]]"
    sharing: "Callable[[], Sharing]"
