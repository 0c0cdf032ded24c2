"""The shape of a screen plug-in: each file in `screens/` binds one as `SCREEN`."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from initquiz.ui.widgets.key_map import KeyMap

if TYPE_CHECKING:
    from collections.abc import Callable

    from initquiz.ui.services import Services


class Screen(QWidget):
    """One page of the window. `enter` is called each time it comes to the front.

    `go` asks the window for another screen: its key, and what it should be given. `claims`
    says whether the screen wants plain letters for itself now, as answers.
    """

    go = Signal(str, object)
    claims = Signal(bool)

    def enter(self, given: object = None) -> None:
        """Make ready to be looked at; `given` is what the asking screen passed on."""

    def undo(self) -> None:
        """Take the last step back (Ctrl+Z)."""

    def redo(self) -> None:
        """Do it again (Ctrl+Shift+Z)."""


class KeyedScreen(Screen):
    """A screen with `keys` of its own, which go before those of the window while they are on."""

    def __init__(self) -> None:
        """Make the screen; nothing is bound yet."""
        super().__init__()
        self.keys = KeyMap(self)

    def event(self, event: QEvent) -> bool:
        """Keep letters that mean something here from the window, which may have them too."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(self.keys.has(event))
            return event.isAccepted()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a letter means that was kept from the window."""
        if not self.keys.press(event):
            super().keyPressEvent(event)


class ScreenSpec(NamedTuple):
    """Where a screen stands in the navigation (by `order`), its key to press, its builder."""

    key: str
    title: str
    order: int
    shortcut: str
    build: "Callable[[Services], Screen]"
