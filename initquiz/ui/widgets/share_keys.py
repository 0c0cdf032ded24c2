"""Leaves to the page the keys that a field would take for its own: Ctrl+E ends a line on X11."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence


class LeaveKeys(QObject):
    """An event filter for fields; keys given to it reach the shortcuts of their page."""

    def __init__(self, keys: tuple[str, ...], parent: QObject | None = None) -> None:
        """Take the keys, as in "Ctrl+E"."""
        super().__init__(parent)
        self._keys = {QKeySequence(each) for each in keys}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep a field from claiming the keys."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and QKeySequence(event.keyCombination()) in self._keys
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)
