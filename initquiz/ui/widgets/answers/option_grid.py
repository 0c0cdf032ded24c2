"""Exactly one option is to be chosen: cards with the letters that pick them."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from initquiz.model.choosing import Choice, letter
from initquiz.ui.widgets.answers.answer_widget import AnswerWidget, Tools
from initquiz.ui.widgets.answers.card_grid import CardGrid
from initquiz.ui.widgets.answers.option_card import OptionCard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from initquiz.model.blocks import Block
    from initquiz.model.mistake import Given
    from initquiz.model.verdict import Verdict

_RIGHT = "right"
_YOURS = "your answer"


class OptionGrid(AnswerWidget[Choice]):
    """A letter, a click or Space submits at once; arrows move the selection, Enter submits it."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        """Make an empty grid."""
        super().__init__(tools, parent)
        self._grid = CardGrid("Options")
        self._grid.pressed.connect(self.press_letter)
        self._grid.moved.connect(self.select)
        self._selected: int | None = None
        self._open = True
        self.setFocusProxy(self._grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._grid)

    def ask(self, field: Choice, blocks: "Sequence[Block]") -> None:  # noqa: ARG002 - of no use
        """Show the options, unanswered."""
        texts = [option.text for option in field.options]
        cards = [OptionCard(letter(i), text, self.tools.typesetter) for i, text in enumerate(texts)]
        for card in cards:  # radio buttons to a screen reader
            card.setCheckable(True)
            card.setAutoExclusive(True)
        self._grid.set_cards(cards)
        self._open = True
        self._selected = None
        self._mark()

    def reveal(self, field: Choice, given: "Given | None", verdict: "Verdict") -> None:
        """Show which option is right and which was chosen, with a note under each."""
        self._open = False
        chosen = int(given[0]) if given is not None else None
        for index, card in enumerate(self._grid.cards):
            right, yours = index == field.correct, index == chosen
            note = verdict.option_notes[index] if index < len(verdict.option_notes) else ""
            word = _RIGHT if right else _YOURS if yours else ""
            if word and word not in note:
                note = f"{word} · {note}" if note else word
            card.set_note(note)
            card.say(note, _YOURS if yours and _YOURS not in note else "")
            card.set_kind("right" if right else "wrong" if yours else "option")
            card.setEnabled(False)

    def card(self, index: int) -> OptionCard:
        """Return one option's card."""
        return self._grid.cards[index]

    def count(self) -> int:
        """Return the number of options."""
        return len(self._grid.cards)

    def selected(self) -> int | None:
        """Return the index of the selected option, if any."""
        return self._selected

    def select(self, index: int) -> None:
        """Mark an option without submitting it; ignored when revealed or out of range."""
        if self._open and 0 <= index < self.count():
            self._selected = index
            self._mark()
            self._grid.go_to(index)

    def take_focus(self) -> None:
        """Put the focus on the selected option, or the first."""
        self._grid.go_to(self._selected or 0, follow=False)

    def tab_stops(self) -> list[QWidget]:
        """Return the cards, one of which is a stop."""
        return list(self._grid.cards)

    def letters(self) -> int:
        """Return the number of options."""
        return self.count()

    def press_letter(self, index: int) -> None:
        """Choose an option and give it as the answer."""
        self.select(index)
        if self._open and index == self._selected:
            self.submitted.emit((index,))

    def press_enter(self) -> bool:
        """Give the selected option, or the one with the focus, as the answer."""
        if not self._grid.has_focus():
            return False
        self.press_letter(self._grid.stop())
        return True

    press_space = press_enter

    def _mark(self) -> None:
        for index, card in enumerate(self._grid.cards):
            # An exclusive group would not let its only checked button go.
            card.setAutoExclusive(False)
            card.setChecked(index == self._selected)
            card.setAutoExclusive(True)
            card.set_kind("chosen" if index == self._selected else "option")
