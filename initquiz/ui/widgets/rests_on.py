"""The fact cards a question rests on: a quiet line that opens them one after another."""

from textwrap import shorten
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from initquiz.ui.widgets.keycap import KeyButton
from initquiz.ui.widgets.prose import Prose, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from initquiz.drawing.formula import Typesetter
    from initquiz.model.card import Fact

_LONGEST = 60  # characters of a question on the line


class RestsOn(QFrame):
    """Shows one fact at a time, with its answer; its `line`, which may stand anywhere, names it."""

    def __init__(self, typesetter: "Typesetter", parent: QWidget | None = None) -> None:
        """Make an empty panel and an empty line, both hidden."""
        super().__init__(parent)
        self._facts: tuple[Fact, ...] = ()
        self._opened: int | None = None
        self.line = KeyButton("", "C", kind="flat")
        self.line.clicked.connect(self.open_next)
        self.line.hide()
        self.setObjectName("restsOn")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._question = Prose(typesetter, Role.NOTE)
        self._answer = Prose(typesetter, Role.LONG_ANSWER)
        self._note = Prose(typesetter, Role.NOTE)
        self._question.setAccessibleName("Question of the card")
        self._answer.setAccessibleName("Answer of the card")
        self._note.setAccessibleName("Teacher's note")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(8)
        for text in (self._question, self._answer, self._note):
            inside.addWidget(text)
        self.hide()

    def show_facts(self, facts: "Sequence[Fact]") -> None:
        """Name the first of these facts, and open none; without any the line is hidden."""
        self._facts = tuple(facts)
        self.line.setVisible(bool(self._facts))
        self._open(None)

    def open_next(self) -> bool:
        """Open the next fact, or close the last; tell whether one is open now."""
        following = 0 if self._opened is None else self._opened + 1
        self._open(following if following < len(self._facts) else None)
        return self._opened is not None

    def _open(self, place: int | None) -> None:
        self._opened = place
        self.setVisible(place is not None)
        if self._facts:
            self.line.set_words(self._named(place))
        if place is not None:
            fact = self._facts[place]
            self._question.set_markdown(fact.question)
            self._answer.set_markdown(fact.answer)
            self._note.set_markdown(fact.note)
            self._note.setVisible(bool(fact.note))

    def _named(self, place: int | None) -> str:
        """Return which fact is open, or what will be opened."""
        from initquiz.drawing.reading import (  # noqa: PLC0415 - not before an answer
            plain_markdown,
        )

        count = len(self._facts)
        question = plain_markdown(self._facts[place or 0].question)
        short = shorten(question, _LONGEST, placeholder="…")
        if count == 1:
            return f"Rests on: {short}"
        if place is None:
            return f"Rests on: {short} and {count - 1} more"
        return f"Rests on ({place + 1} of {count}): {short}"
