"""Cards in columns that are one stop for Tab; the arrows move among them."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from initquiz.ui.widgets.answers.answer_widget import bring_into_sight
from initquiz.ui.widgets.column_layout import ColumnLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from initquiz.ui.widgets.answers.option_card import OptionCard

_ARROWS = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)


class _EvenColumns(ColumnLayout):
    """Columns that make the rows as even as may be: four cards are two and two."""

    def columns(self, width: int) -> int:
        most = super().columns(width)
        rows = -(-self.count() // most)
        return -(-self.count() // rows) if rows else most


class CardGrid(QWidget):
    """Cards in three columns, or two or one where the window is narrow.

    `pressed` tells which card was clicked, `moved` to which one an arrow led.
    """

    pressed = Signal(int)
    moved = Signal(int)

    def __init__(
        self,
        name: str,
        choices: tuple[int, ...] = (3, 2, 1),
        cell_chars: int = 19,
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty grid; `name` is what a screen reader calls it."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._grid = _EvenColumns(self, choices, cell_chars, spacing=8)
        self.cards: tuple[OptionCard, ...] = ()
        self._stop = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def set_cards(self, cards: "Sequence[OptionCard]") -> None:
        """Show these cards instead of the last ones."""
        for card in self.cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = tuple(cards)
        for index, card in enumerate(self.cards):
            card.clicked.connect(partial(self._press, index))
            self._grid.addWidget(card)
            card.show()  # at once, for only what is shown can take the focus
        self.set_stop(0)

    def stop(self) -> int:
        """Return the place of the card that Tab leads to."""
        return self._stop

    def set_stop(self, place: int) -> None:
        """Make one card the stop for Tab; the focus stays where it is."""
        self._stop = place
        for index, card in enumerate(self.cards):
            here = index == place
            card.setFocusPolicy(Qt.FocusPolicy.TabFocus if here else Qt.FocusPolicy.NoFocus)
            if here:
                self.setFocusProxy(card)

    def go_to(self, place: int, *, follow: bool = True) -> None:
        """Put the stop and the focus on a card, and unless told otherwise bring it into sight."""
        self.set_stop(place)
        self.cards[place].setFocus(Qt.FocusReason.OtherFocusReason)
        if follow:
            bring_into_sight(self.cards[place])

    def has_focus(self) -> bool:
        """Tell whether the focus is on one of the cards."""
        return any(card.hasFocus() for card in self.cards)

    def columns(self) -> int:
        """Return the number of columns at the present width."""
        return self._grid.columns(self.width())

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Move with the arrows, Home and End; at the rim nothing moves."""
        key = Qt.Key(event.key())
        keypad = Qt.KeyboardModifier.KeypadModifier
        if key not in _ARROWS or event.modifiers() & ~keypad or not self.cards:
            super().keyPressEvent(event)
            return
        place = self._target(key)
        self.go_to(place)
        self.moved.emit(place)

    def _target(self, key: Qt.Key) -> int:
        here, last = self._stop, len(self.cards) - 1
        columns = self.columns()
        column = here % columns
        target = {
            Qt.Key.Key_Left: here - 1 if column else here,
            Qt.Key.Key_Right: min(here + 1, last) if column < columns - 1 else here,
            Qt.Key.Key_Up: here - columns,
            Qt.Key.Key_Down: here + columns,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }[key]
        return target if 0 <= target <= last else here

    def _press(self, index: int) -> None:
        self.go_to(index)
        self.pressed.emit(index)
