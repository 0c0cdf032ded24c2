"""Which deck new cards go into: the file's own, one there is, or a new one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from initquiz.ui.widgets.share_pick import choice

if TYPE_CHECKING:
    from collections.abc import Sequence

_OTHER = "\0other"


class DeckChoice(QWidget):
    """A list, and a field for the name of a new deck; `changed` carries a name, "" the file's."""

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer nothing yet."""
        super().__init__(parent)
        self.box = choice("Deck for new cards")
        self.box.setMinimumContentsLength(24)
        self.name = QLineEdit(placeholderText="name of the new deck")
        self.name.setAccessibleName("Name of the new deck")
        self.name.setAcceptDrops(False)
        self.name.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.box)
        column.addWidget(self.name)
        self.setFocusProxy(self.box)
        self._deck = ""
        self.box.activated.connect(self._choose)
        self.name.editingFinished.connect(self._tell)

    def show_decks(self, own: "Sequence[str]", known: "Sequence[str]", deck: str) -> None:
        """Offer the file's own decks, those that are known and a new one; choose `deck`."""
        self._deck = deck
        self.box.clear()
        self.box.addItem(_own_words(own), "")
        for name in known:
            self.box.addItem(name, name)
        self.box.addItem("A new deck …", _OTHER)
        place = self.box.findData(deck)
        self.box.setCurrentIndex(place if place >= 0 else self.box.count() - 1)
        self.name.setVisible(place < 0)
        if place < 0:
            self.name.setText(deck)

    def _choose(self) -> None:
        new = self.box.currentData() == _OTHER
        self.name.setVisible(new)
        if new:
            self.name.setFocus()
        self._tell()

    def _tell(self) -> None:
        new = self.box.currentData() == _OTHER
        deck = self.name.text().strip() if new else str(self.box.currentData() or "")
        if deck != self._deck and (deck or not new):
            self._deck = deck
            self.changed.emit(deck)


def _own_words(own: "Sequence[str]") -> str:
    if len(own) == 1:
        return f"{own[0]} (as in the file)"
    return "the decks of the file" if own else "as in the file"
