"""Each thing that is seen is to be given one of the options."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from initquiz.model.arranging import Match
from initquiz.model.choosing import letter
from initquiz.ui.widgets.answers.answer_widget import AnswerWidget, Tools
from initquiz.ui.widgets.answers.card_grid import CardGrid
from initquiz.ui.widgets.answers.check_row import CheckRow
from initquiz.ui.widgets.answers.option_card import OptionCard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from initquiz.model.blocks import Block
    from initquiz.model.mistake import Given
    from initquiz.model.verdict import Verdict

_HINT = "Pick one by its number, then press a letter; each letter fits once."


class MatchField(AnswerWidget[Match]):
    """Numbered items above lettered options: a number picks an item, a letter gives it an option.

    An option that is given to a second item is taken from the first. After a letter the next
    item without an option is picked, so that the letters in order are an answer.
    """

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        """Make an empty field."""
        super().__init__(tools, parent)
        self._field: Match | None = None
        self._given: list[int | None] = []
        self.items = CardGrid("What is to be matched", (4, 3, 2, 1), cell_chars=17)
        self.items.pressed.connect(self._pick)
        self.items.moved.connect(self._pick)
        self.options = CardGrid("Options")
        self.options.pressed.connect(self.press_letter)
        self._row = CheckRow(self._submit)
        self.setFocusProxy(self.items)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self.items, self.options, self._row):
            column.addWidget(widget)

    def ask(self, field: Match, blocks: "Sequence[Block]") -> None:  # noqa: ARG002 - of no use
        """Show the items without options."""
        sets = self.tools.typesetter
        self._field = field
        self._given = [None] * len(field.items)
        texts = [option.text for option in field.options]
        self.items.set_cards([OptionCard(str(i + 1), t, sets) for i, t in enumerate(field.items)])
        self.options.set_cards([OptionCard(letter(i), t, sets) for i, t in enumerate(texts)])
        self._row.show()
        self._mark()

    def given(self) -> tuple[int | None, ...]:
        """Return the option of each item so far."""
        return tuple(self._given)

    def reveal(self, field: Match, given: "Given | None", verdict: "Verdict") -> None:
        """Say of each item what it is, and what it was taken for."""
        for item, card in enumerate(self.items.cards):
            right = _named(field, field.correct[item])
            taken = None if given is None else int(given[item])
            if taken is None or taken == field.correct[item]:
                card.set_note(right if taken is None else f"right · {right}")
                card.set_kind("option" if taken is None else "right")
            else:
                card.set_note(f"it is {right} · not {letter(taken)}")
                card.set_kind("wrong")
            card.setEnabled(False)
        for note, card in zip(verdict.option_notes, self.options.cards, strict=True):
            card.set_note(note)
            card.set_kind("option")
            card.setEnabled(False)
        self._row.hide()

    def take_focus(self) -> None:
        """Put the focus on the item that is picked."""
        self.items.go_to(self.items.stop(), follow=False)

    def tab_stops(self) -> list[QWidget]:
        """Return the items, the options and the button."""
        return [*self.items.cards, *self.options.cards, self._row.button]

    def letters(self) -> int:
        """Return the number of options."""
        return len(self.options.cards)

    def digits(self) -> int:
        """Return the number of items."""
        return len(self.items.cards)

    def press_letter(self, index: int) -> None:
        """Give an option to the picked item, and pick the next that has none."""
        item = self.items.stop()
        self._given = [None if option == index else option for option in self._given]
        self._given[item] = index
        later = [*range(item + 1, len(self._given)), *range(item)]
        self._pick(next((each for each in later if self._given[each] is None), item))
        self.items.go_to(self.items.stop())

    def press_digit(self, number: int) -> None:
        """Pick an item."""
        self._pick(number - 1)
        self.items.go_to(number - 1)

    def press_enter(self) -> bool:
        """Take the option that has the focus, or give the answer."""
        if not self._row.isVisible():
            return False
        if self.options.has_focus():
            self.press_letter(self.options.stop())
        else:
            self._submit()
        return True

    def _pick(self, item: int) -> None:
        self.items.set_stop(item)
        self._mark()

    def _mark(self) -> None:
        """Write under each card what goes with it now."""
        if self._field is None:
            return
        for item, card in enumerate(self.items.cards):
            option = self._given[item]
            card.set_note("not set" if option is None else _named(self._field, option))
            card.set_kind("chosen" if item == self.items.stop() else "option")
        for option, card in enumerate(self.options.cards):
            taken = self._given.index(option) if option in self._given else None
            card.set_note("" if taken is None else f"given to {self._field.items[taken]}")
        lacking = self._given.count(None)
        self._row.say(_HINT if lacking else "All are set.")

    def _submit(self) -> None:
        lacking = [item for item, option in enumerate(self._given) if option is None]
        if lacking and self._field is not None:
            self._pick(lacking[0])
            self.items.go_to(lacking[0])
            names = ", ".join(self._field.items[item] for item in lacking)
            self._row.warn(f"Still without an option: {names}.")
        else:
            self.submitted.emit(tuple(self._given))


def _named(field: Match, option: int) -> str:
    return f"{letter(option)} {field.options[option].text}"
