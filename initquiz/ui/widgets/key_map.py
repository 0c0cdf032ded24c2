"""The keys of a screen, each of which may mean something only now and then."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget


class _Binding(NamedTuple):
    keys: str
    shortcut: QShortcut
    slot: "Callable[[], object]"
    when: "Callable[[], bool]"


class KeyMap:
    """Shortcuts that are switched on and off together; two may share a key if never both are on.

    Where the window has the same plain letter for another screen, the screen's meaning goes
    first while it is on: it hands over the events it gets as ShortcutOverride and KeyPress.
    """

    def __init__(self, owner: "QWidget") -> None:
        """Take the screen."""
        self._owner = owner
        self._bindings: list[_Binding] = []

    def bind(
        self, keys: str, slot: "Callable[[], object]", when: "Callable[[], bool]" = lambda: True
    ) -> None:
        """Have a key do something while `when()` holds; held down, it does it once."""
        shortcut = QShortcut(QKeySequence(keys), self._owner)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(slot)
        self._bindings.append(_Binding(keys, shortcut, slot, when))

    def refresh(self) -> None:
        """Ask anew which keys mean something."""
        for binding in self._bindings:
            binding.shortcut.setEnabled(binding.when())

    def has(self, event: "QKeyEvent") -> bool:
        """Tell whether an event is a plain letter that means something now."""
        return self._meant(event) is not None

    def press(self, event: "QKeyEvent") -> bool:
        """Do what a plain letter means now; False if it means nothing."""
        binding = self._meant(event)
        if binding is None:
            return False
        if not event.isAutoRepeat():
            binding.slot()
        return True

    def _meant(self, event: "QKeyEvent") -> _Binding | None:
        letter = event.text().upper()
        if len(letter) != 1 or not letter.isalpha() or event.modifiers().value & _COMMAND:
            return None
        on = (each for each in self._bindings if each.shortcut.isEnabled())
        return next((each for each in on if each.keys == letter), None)


_COMMAND = 0x04000000 | 0x08000000 | 0x10000000
"""Ctrl, Alt and Meta, by value: their names would have PySide6 build the whole of `Qt`."""
