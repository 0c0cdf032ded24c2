"""The options of a choice question as cards with the letters that pick them."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from initquiz.ui.widgets.column_layout import ColumnLayout
from initquiz.ui.widgets.keycap import KeyButton

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_RIGHT = "right"
_YOURS = "your answer"
_GRID_KEYS = {
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
}


class _OptionCard(KeyButton):
    """One option, a radio button to a screen reader; the grid handles its keys."""

    def __init__(self, letter: str, text: str) -> None:
        super().__init__(text, letter, kind="option")
        self.letter = letter
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.say()

    def say(self, *words: str) -> None:
        """Name the card for a screen reader: letter, text and what became of it."""
        self.setAccessibleName(", ".join([self.letter, self.title(), *filter(None, words)]))

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Leave arrows and Enter to the grid."""
        if event.key() in _GRID_KEYS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class OptionGrid(QWidget):
    """Options in three columns, or two or one where the window is narrow.

    A click or Space submits at once. Arrows move the selection, Enter submits it. The screen
    binds the letters to `select` and `submit`.
    """

    submitted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty grid."""
        super().__init__(parent)
        self.setAccessibleName("Options")
        self._grid = ColumnLayout(self, choices=(3, 2, 1), cell_chars=19, spacing=8)
        self._cards: list[_OptionCard] = []
        self._selected: int | None = None
        self._open = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def card(self, index: int) -> KeyButton:
        """Return one option's button."""
        return self._cards[index]

    def count(self) -> int:
        """Return the number of options."""
        return len(self._cards)

    def selected(self) -> int | None:
        """Return the index of the selected option, if any."""
        return self._selected

    def set_options(self, options: list[str]) -> None:
        """Show other options (plain text or light markup), unanswered."""
        for card in self._cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = []
        for index, text in enumerate(options):
            card = _OptionCard(chr(ord("A") + index), text)
            card.clicked.connect(partial(self._click, index))
            self._grid.addWidget(card)
            card.show()  # at once, for only what is shown can take the focus
            self._cards.append(card)
        if self._cards:
            self.setFocusProxy(self._cards[0])
        self.reset()

    def select(self, index: int) -> None:
        """Mark an option without submitting it; ignored when revealed or out of range."""
        if self._open and 0 <= index < len(self._cards):
            self._selected = index
            self._mark()
            self._cards[index].setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Give the selected option as the answer; ignored when none is."""
        if self._open and self._selected is not None:
            self.submitted.emit(self._selected)

    def reveal(self, correct: int, chosen: int | None, notes: tuple[str, ...] = ()) -> None:
        """Show which option is right and which was chosen; `notes` go under the options."""
        self._open = False
        for index, card in enumerate(self._cards):
            note = notes[index] if index < len(notes) else ""
            word = _RIGHT if index == correct else _YOURS if index == chosen else ""
            if word and word not in note:
                note = f"{word} · {note}" if note else word
            kind = "right" if index == correct else "wrong" if index == chosen else "option"
            card.set_words(card.title(), note)
            card.set_kind(kind)
            card.say(note, _YOURS if index == chosen and _YOURS not in note else "")
            card.setEnabled(False)

    def reset(self) -> None:
        """Open the same options again, unanswered."""
        self._open = True
        self._selected = None
        for card in self._cards:
            card.setEnabled(True)
            card.set_words(card.title())
            card.say()
        self._mark()

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Move with the arrows, Home and End; submit with Enter."""
        key = Qt.Key(event.key())
        if not self._open or key not in _GRID_KEYS or event.modifiers() & ~_KEYPAD:
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.select(self._current())
            self.submit()
        else:
            self.select(self._target(key))

    def _target(self, key: Qt.Key) -> int:
        """Return where an arrow leads; at the rim it stays."""
        here, last = self._current(), len(self._cards) - 1
        columns = self._grid.columns(self.width())
        column = here % columns
        targets = {
            Qt.Key.Key_Left: here - 1 if column else here,
            Qt.Key.Key_Right: min(here + 1, last) if column < columns - 1 else here,
            Qt.Key.Key_Up: here - columns,
            Qt.Key.Key_Down: here + columns,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        target = targets[key]
        return target if 0 <= target <= last else here

    def _current(self) -> int:
        """Return the selected option, else the one with the focus, else the first."""
        if self._selected is not None:
            return self._selected
        focused = (index for index, card in enumerate(self._cards) if card.hasFocus())
        return next(focused, 0)

    def _click(self, index: int) -> None:
        self.select(index)
        self.submit()

    def _mark(self) -> None:
        """Show the selection; as among radio buttons, one card alone is a tab stop."""
        stop = self._selected or 0
        for index, card in enumerate(self._cards):
            # An exclusive group would not let its only checked button go.
            card.setAutoExclusive(False)
            card.setChecked(index == self._selected)
            card.setAutoExclusive(True)
            card.set_kind("chosen" if index == self._selected else "option")
            policy = Qt.FocusPolicy.TabFocus if index == stop else Qt.FocusPolicy.NoFocus
            card.setFocusPolicy(policy)


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
