"""The one quiet line of words that leads from screen to screen."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy

from initquiz.ui.theme import restyle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

_CURRENT = "current screen"


class NavBar(QFrame):
    """Wordmark, screens to the left, quieter things to the right.

    Words that do not fit move into a "More" menu, the right-hand ones first; the current
    screen's word always stays.
    """

    chosen = Signal(str)

    def __init__(self, parent: "QWidget | None" = None) -> None:
        """Make a bar with the wordmark alone."""
        super().__init__(parent)
        self.setAccessibleName("Screens")
        self._words: dict[str, QPushButton] = {}
        self._right: list[str] = []
        self._current = ""
        self._mark = QLabel("initquiz")
        self._mark.setObjectName("wordmark")
        self._more = QPushButton("More")
        self._more.setAccessibleName("More screens")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 8, 16, 8)
        self._row.setSpacing(4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_items(
        self, items: "Sequence[tuple[str, str]]", right: "Sequence[tuple[str, str]]" = ()
    ) -> None:
        """Show (key, title) words; those of `right` stand at the right-hand end."""
        while self._row.count():
            self._row.takeAt(0)
        for word in self._words.values():
            word.hide()
            word.deleteLater()
        self._words = {key: self._word(key, title) for key, title in (*items, *right)}
        self._right = [key for key, _title in right]
        self._row.addWidget(self._mark)
        self._row.addSpacing(16)
        for key, _title in items:
            self._row.addWidget(self._words[key])
        self._row.addWidget(self._more)
        self._row.addStretch(1)
        for key in self._right:
            self._row.addWidget(self._words[key])
        self.set_current(self._current)

    def count(self) -> int:
        """Return how many words there are."""
        return len(self._words)

    def set_title(self, key: str, title: str) -> None:
        """Change one word."""
        self._words[key].setText(title)
        self._name(key)
        self._fit()

    def set_current(self, key: str) -> None:
        """Mark the screen that is shown; "" for none of them."""
        self._current = key
        for each, word in self._words.items():
            now = "true" if each == key else "false"
            if word.property("current") != now:
                restyle(word, current=now)
            self._name(each)
        self._fit()

    def word(self, key: str) -> QPushButton:
        """Return one word's button."""
        return self._words[key]

    def minimumSizeHint(self) -> QSize:
        """Fit any width: what has no room is in the menu."""
        return QSize(self._more.sizeHint().width() + 40, super().minimumSizeHint().height())

    def resizeEvent(self, event: "QResizeEvent") -> None:
        """Move words into the menu or back."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Measure the words again when type or style has changed."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def _word(self, key: str, title: str) -> QPushButton:
        word = QPushButton(title)
        word.setProperty("current", "true" if key == self._current else "false")
        word.setAutoDefault(True)
        word.clicked.connect(partial(self._choose, key))
        return word

    def _choose(self, key: str) -> None:
        self.chosen.emit(key)

    def _name(self, key: str) -> None:
        word = self._words[key]
        word.setAccessibleName(word.text())
        word.setAccessibleDescription(_CURRENT if key == self._current else "")

    def _fit(self) -> None:
        """Show as many words as there is room for, the rest in the menu."""
        margins = self._row.contentsMargins()
        gap = self._row.spacing()
        room = self.width() - margins.left() - margins.right() - 16
        widths = {key: word.sizeHint().width() + gap for key, word in self._words.items()}
        mark = self._mark.sizeHint().width() + gap
        more = self._more.sizeHint().width() + gap
        order = [key for key in widths if key not in self._right] + self._right
        hidden: list[str] = []
        while order and sum(widths[key] for key in order) + mark + more * bool(hidden) > room:
            spare = [key for key in order if key != self._current]
            if not spare:
                break
            order.remove(spare[-1])
            hidden.insert(0, spare[-1])
        self._mark.setVisible(sum(widths[key] for key in order) + mark + more <= room or not hidden)
        for key, word in self._words.items():
            word.setVisible(key in order)
        self._more.setVisible(bool(hidden))
        if hidden or self._more.menu() is not None:
            self._fill_menu(hidden)

    def _fill_menu(self, hidden: list[str]) -> None:
        from PySide6.QtWidgets import QMenu  # noqa: PLC0415 - few windows are so narrow

        menu = self._more.menu() or QMenu(self._more)
        self._more.setMenu(menu)
        menu.clear()
        for key in hidden:
            menu.addAction(self._words[key].text(), partial(self._choose, key))
