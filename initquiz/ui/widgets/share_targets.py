"""Where the cards go, in people's words; the rarer formats stand in a menu."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QWidget

from initquiz.ui.theme import restyle
from initquiz.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Mapping

    from initquiz.model.exchange import Exporter

_FIRST = ("anki-package", "moodle-xml", "canvas-qti", "spreadsheet", "bundle")
_MORE = "More formats"


class TargetRow(QWidget):
    """A word for each common target and one for all the others; `changed` carries the key."""

    changed = Signal(str)

    def __init__(self, exporters: "Mapping[str, Exporter]", parent: QWidget | None = None) -> None:
        """Offer these formats, the first of them chosen."""
        super().__init__(parent)
        self._exporters = exporters
        common = [key for key in _FIRST if key in exporters]
        rare = [key for key in exporters if key not in common]
        if not common:
            common, rare = rare, []
        self._key = common[0] if common else ""
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        row = FlowLayout(self, 8)
        for key in common:
            row.addWidget(self._button(key))
        self.more = QPushButton(_MORE)
        self.more.setProperty("role", "tab")
        self.more.setCheckable(True)
        self._group.addButton(self.more)
        self._menu = QMenu(self.more)
        self._actions = QActionGroup(self)
        for key in rare:
            self._menu.addAction(self._action(key))
        self.more.setMenu(self._menu)
        self.more.setVisible(bool(rare))
        row.addWidget(self.more)
        self._show()

    @property
    def key(self) -> str:
        """Return the chosen format's key; "" where there are no formats."""
        return self._key

    def choose(self, key: str) -> None:
        """Choose a format; one that is not there changes nothing."""
        if key in self._exporters and key != self._key:
            self._key = key
            self._show()
            self.changed.emit(key)
        else:
            self._show()

    def button(self, key: str) -> QPushButton:
        """Return the button that stands for a format, or the one with the menu."""
        return self._buttons.get(key, self.more)

    def _button(self, key: str) -> QPushButton:
        exporter = self._exporters[key]
        button = QPushButton(target_of(exporter))
        button.setCheckable(True)
        button.setProperty("role", "tab")
        button.setAccessibleName(f"For {target_of(exporter)}: {exporter.title}")
        button.setToolTip(exporter.title)
        button.clicked.connect(partial(self.choose, key))
        self._group.addButton(button)
        self._buttons[key] = button
        return button

    def _action(self, key: str) -> QAction:
        exporter = self._exporters[key]
        words = exporter.title
        if exporter.target and exporter.target.casefold() not in words.casefold():
            words = f"{words}, for {exporter.target}"
        action = QAction(f"{words} ({exporter.suffixes[0]})", self._menu, checkable=True)
        action.setData(key)
        action.triggered.connect(partial(self.choose, key))
        self._actions.addAction(action)
        return action

    def _show(self) -> None:
        chosen = self._buttons.get(self._key, self.more)
        chosen.setChecked(True)
        for button in self._group.buttons():
            button.updateGeometry()  # the chosen one is set in wider letters
        for action in self._actions.actions():
            action.setChecked(action.data() == self._key)
        rare = chosen is self.more
        title = self._exporters[self._key].title if rare and self._key else _MORE
        if title != self.more.text():
            self.more.setText(title)
            self.more.updateGeometry()
        chosen_words = f", chosen: {title}" if rare else ""
        self.more.setAccessibleName(f"{_MORE}{chosen_words}")
        restyle(self.more, role="tab")


def target_of(exporter: "Exporter") -> str:
    """Return the program a format is for, with a capital; the format's title if it names none."""
    words = exporter.target or exporter.title
    return words[:1].upper() + words[1:]
