"""The options are to be put in order, from the first at the top to the last at the bottom."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from initquiz.model.arranging import Order
from initquiz.model.choosing import letter
from initquiz.ui.widgets.answers.answer_widget import AnswerWidget, Tools
from initquiz.ui.widgets.answers.card_grid import CardGrid
from initquiz.ui.widgets.answers.check_row import CheckRow
from initquiz.ui.widgets.answers.order_row import OrderRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from initquiz.model.blocks import Block
    from initquiz.model.mistake import Given
    from initquiz.model.verdict import Verdict

_MOVES = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
_ORDINALS = ("1st", "2nd", "3rd")


class OrderList(AnswerWidget[Order]):
    """Rows to drag, to move with Alt or Ctrl and an arrow, by buttons, or by typing the letters.

    The rows stay where they are and the options change places among them.
    """

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(tools, parent)
        self._field: Order | None = None
        self._order: list[int] = []
        self._lettered: list[int] = []  # what was placed by letters, while that goes on
        self._dragged = 0
        self.rows = CardGrid("Order", choices=(1,), cell_chars=1)
        self._first, self._last = QLabel(), QLabel()
        self._row = CheckRow(self._submit)
        self.setFocusProxy(self.rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self._first, self.rows, self._last, self._row):
            column.addWidget(widget)
        for end in (self._first, self._last):
            end.setProperty("role", "small")

    def ask(self, field: Order, blocks: "Sequence[Block]") -> None:  # noqa: ARG002 - of no use
        """Show the options in the order they come."""
        self._field = field
        self._first.setText(f"{field.first}, at the top")
        self._last.setText(f"{field.last}, at the bottom")
        rows = []
        for place in range(len(field.options)):
            row = OrderRow("", "", self.tools.typesetter)
            row.dragged.connect(partial(self._drag, place))
            row.grasped.connect(partial(self._grasp, place))
            row.dropped.connect(self._drop)
            row.raised.connect(partial(self._move, place, place - 1))
            row.lowered.connect(partial(self._move, place, place + 1))
            rows.append(row)
        self.rows.set_cards(rows)
        self._lettered = []
        self._row.show()
        self._set_order(list(range(len(field.options))))

    def order(self) -> tuple[int, ...]:
        """Return the options from the top to the bottom."""
        return tuple(self._order)

    def reveal(self, field: Order, given: "Given | None", verdict: "Verdict") -> None:
        """Show the right order, and where each option was put."""
        self._set_order(list(field.correct))
        for place, (option, row) in enumerate(zip(field.correct, self.rows.cards, strict=True)):
            put = None if given is None else list(given).index(option)
            word = "" if put is None else "right" if put == place else f"you put it {_nth(put)}"
            kind = "option" if put is None else "right" if put == place else "wrong"
            row.set_note(" · ".join(filter(None, (word, verdict.option_notes[option]))))
            row.set_kind(kind)
            row.setEnabled(False)
            if isinstance(row, OrderRow):
                row.set_place(place + 1, len(field.correct))
                row.close_moves(closed=True)
        self._row.hide()

    def take_focus(self) -> None:
        """Put the focus on the row that was last moved, or the first."""
        self.rows.go_to(self.rows.stop(), follow=False)

    def tab_stops(self) -> list[QWidget]:
        """Return the rows and the button."""
        return [*self.rows.cards, self._row.button]

    def letters(self) -> int:
        """Return the number of options."""
        return len(self.rows.cards)

    def press_letter(self, index: int) -> None:
        """Put an option behind those that were placed by letters before."""
        if index in self._lettered or len(self._lettered) == len(self._order):
            self._lettered = []
        place = len(self._lettered)
        typed = [*self._lettered, index]
        self._move(self._order.index(index), place)
        self._lettered = typed
        self._say()

    def press_enter(self) -> bool:
        """Give the order as the answer."""
        if not self._row.isVisible():
            return False
        self._submit()
        return True

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Move the option of the row with the focus."""
        here, last = self.rows.stop(), len(self._order) - 1
        target = {
            Qt.Key.Key_Up: here - 1,
            Qt.Key.Key_Down: here + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if target is not None and event.modifiers() & _MOVES:
            self._move(here, min(max(target, 0), last))
        else:
            super().keyPressEvent(event)

    def _move(self, place: int, target: int) -> None:
        option = self._order.pop(place)
        self._order.insert(target, option)
        self._lettered = []
        self._set_order(self._order)
        self.rows.go_to(target)

    def _grasp(self, place: int) -> None:
        self._dragged = place
        self.rows.set_stop(place)
        self.rows.cards[place].set_kind("chosen")

    def _drag(self, place: int, height: int) -> None:
        """Follow the pointer, `height` px below the top of the row it was pressed on."""
        y = self.rows.cards[place].y() + height
        tops = [row.y() for row in self.rows.cards]
        target = max((i for i, top in enumerate(tops) if top <= y), default=0)
        if target != self._dragged:
            self._move(self._dragged, target)
            self._dragged = target
            self.rows.cards[target].set_kind("chosen")

    def _drop(self) -> None:
        for row in self.rows.cards:
            row.set_kind("option")
        self.rows.go_to(self._dragged)

    def _set_order(self, order: list[int]) -> None:
        self._order = order
        if self._field is None:
            return
        for place, (option, row) in enumerate(zip(order, self.rows.cards, strict=True)):
            row.set_option(letter(option), self._field.options[option].text)
            row.set_kind("option")
            if isinstance(row, OrderRow):
                row.set_place(place + 1, len(order))
        self._say()

    def _say(self) -> None:
        if self._field is None:
            return
        lacking = len(self._order) - len(self._lettered)
        if self._lettered and lacking:
            letters = " ".join(map(letter, self._lettered))
            self._row.say(f"{letters} placed, {lacking} to go.")
        else:
            self._row.say("Drag, press Alt+Up or Alt+Down, or type the letters in order.")

    def _submit(self) -> None:
        self.submitted.emit(self.order())


def _nth(place: int) -> str:
    return _ORDINALS[place] if place < len(_ORDINALS) else f"{place + 1}th"
