"""An option on a card of its own: a key, its text and what became of it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from initquiz.ui.widgets.inline_text import InlineText, in_a_line
from initquiz.ui.widgets.keycap import KeyButton

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from initquiz.drawing.formula import Typesetter

_LEFT_TO_THE_GRID = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
    }
)


class OptionCard(KeyButton):
    """A button of kind "option", "chosen", "right" or "wrong"; its grid handles its keys."""

    _spoken = ""

    def __init__(self, key: str, text: str, typesetter: "Typesetter | None" = None) -> None:
        """Take the key on its cap and the text, which may hold formulas."""
        super().__init__("", key, kind="option")
        self._text = InlineText(typesetter)
        self._text.setObjectName("keyTitle")
        self._row.replaceWidget(self._title, self._text)
        self._title.hide()
        self.set_option(key, text)

    def set_option(self, key: str, text: str) -> None:
        """Show another option, without a note."""
        self.set_key(key)
        self._text.set_markup(text)
        self._spoken = self._text.spoken()
        self.set_note("")

    def title(self) -> str:
        """Return the text as it is spoken."""
        return self._spoken

    def set_note(self, note: str) -> None:
        """Change the second line; the first stays."""
        self.set_words("", in_a_line(note))
        self.say(self.note())

    def say(self, *words: str) -> None:
        """Name the card for a screen reader: key, text and what became of it."""
        self.setAccessibleName(", ".join([self._key, self.title(), *filter(None, words)]))

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Leave arrows and Enter to the grid."""
        if event.key() in _LEFT_TO_THE_GRID:
            event.ignore()
        else:
            super().keyPressEvent(event)
