"""Some of the options are right, perhaps all or none: cards to tick."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from initquiz.model.choosing import Choices, letter
from initquiz.ui.theme import restyle
from initquiz.ui.widgets.answers.answer_widget import AnswerWidget, Tools
from initquiz.ui.widgets.answers.card_grid import CardGrid
from initquiz.ui.widgets.answers.check_row import CHECK, CheckRow
from initquiz.ui.widgets.answers.option_card import OptionCard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from initquiz.drawing.formula import Typesetter
    from initquiz.model.blocks import Block
    from initquiz.model.mistake import Given
    from initquiz.model.verdict import Verdict

NONE = "Answer: none of them"
_HINT = "Tick all that apply, by letter, Space or click; none may apply."
# What became of an option, by (is it right, was it ticked).
_FATES = {
    (True, True): ("right", "right"),
    (True, False): ("wrong", "right, but not ticked"),
    (False, True): ("wrong", "ticked, but not right"),
    (False, False): ("option", ""),
}
_SOLUTION = {True: ("right", "right"), False: ("option", "")}


class TickCard(OptionCard):
    """A check box as a card."""

    def __init__(self, key: str, text: str, typesetter: "Typesetter | None" = None) -> None:
        """Make it with an empty box at its right-hand end."""
        super().__init__(key, text, typesetter)
        self.setCheckable(True)
        self._box = QLabel()
        self._box.setObjectName("tickBox")
        self._row.addWidget(self._box)
        self.toggled.connect(self._tick)

    def _tick(self, ticked: bool) -> None:  # noqa: FBT001 - a slot
        restyle(self._box, kind="ticked" if ticked else "open")


class OptionChecks(AnswerWidget[Choices]):
    """Letters, Space and clicks tick; Enter or the button gives the answer as it stands."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        """Make an empty grid."""
        super().__init__(tools, parent)
        self._grid = CardGrid("Options, to be ticked")
        self._row = CheckRow(self._submit)
        self.setFocusProxy(self._grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._grid)
        column.addWidget(self._row)

    def ask(self, field: Choices, blocks: "Sequence[Block]") -> None:  # noqa: ARG002 - of no use
        """Show the options, none ticked."""
        texts = [option.text for option in field.options]
        cards = [TickCard(letter(i), text, self.tools.typesetter) for i, text in enumerate(texts)]
        for card in cards:
            card.toggled.connect(self._mark)
        self._grid.set_cards(cards)
        self._row.show()
        self._row.say(_HINT)
        self._mark()

    def reveal(self, field: Choices, given: "Given | None", verdict: "Verdict") -> None:  # noqa: ARG002 - told here
        """Show of each option whether it is right and whether it was ticked."""
        for index, card in enumerate(self._grid.cards):
            right = index in field.correct
            kind, word = _SOLUTION[right] if given is None else _FATES[right, index in given]
            note = field.options[index].note
            card.set_note(" · ".join(filter(None, (word, note))))
            card.set_kind(kind)
            card.setEnabled(False)
        self._row.hide()

    def card(self, index: int) -> OptionCard:
        """Return one option's card."""
        return self._grid.cards[index]

    def ticked(self) -> tuple[int, ...]:
        """Return the indexes of the ticked options."""
        return tuple(i for i, card in enumerate(self._grid.cards) if card.isChecked())

    def take_focus(self) -> None:
        """Put the focus on the options."""
        self._grid.go_to(self._grid.stop(), follow=False)

    def tab_stops(self) -> list[QWidget]:
        """Return the cards, one of which is a stop, and the button."""
        return [*self._grid.cards, self._row.button]

    def letters(self) -> int:
        """Return the number of options."""
        return len(self._grid.cards)

    def press_letter(self, index: int) -> None:
        """Tick an option, or take the tick away."""
        if index < self.letters():
            self._grid.cards[index].click()

    def press_enter(self) -> bool:
        """Give the ticked options as the answer."""
        if not self._row.isVisible():
            return False
        self._submit()
        return True

    def _mark(self) -> None:
        for card in self._grid.cards:
            card.set_kind("chosen" if card.isChecked() else "option")
        self._row.button.set_words(CHECK if self.ticked() else NONE)

    def _submit(self) -> None:
        self.submitted.emit(self.ticked())
