"""The window: a line of words to the screens, the screens, and the keys that work everywhere."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from initquiz.ui import theme
from initquiz.ui.screen import Screen
from initquiz.ui.widgets.nav_bar import NavBar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QCloseEvent

    from initquiz.ui.screen import ScreenSpec
    from initquiz.ui.services import Services
    from initquiz.ui.tokens import Theme

_MODES = (theme.Mode.SYSTEM, theme.Mode.LIGHT, theme.Mode.DARK)
_THEME = "theme"
_SEEN = "system_theme"


class Window(QWidget):
    """Builds each screen when it is first asked for, and keeps it."""

    def __init__(self, services: "Services", specs: "Mapping[str, ScreenSpec]") -> None:
        """Make the window; `show_screen` fills it."""
        super().__init__()
        self.setWindowTitle("initquiz")
        self.resize(1200, 800)
        self.setMinimumSize(360, 320)
        self._services = services
        self._specs = sorted(specs.values(), key=lambda spec: spec.order)
        self._screens: dict[str, Screen] = {}
        self._mode = _mode(services.preferences.get(_THEME))
        # Before any widget, so that each begins with its font; and without asking the system,
        # whose answer of last time stands until the first card is shown.
        seen = theme.Mode.DARK if services.preferences.get(_SEEN) == "dark" else theme.Mode.LIGHT
        self._use(theme.resolve(seen if self._mode is theme.Mode.SYSTEM else self._mode))
        self._settled = False
        self.bar = NavBar()
        self.bar.chosen.connect(self._choose)
        self._stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self._stack, 1)
        self._letters = [
            self._key(spec.shortcut, partial(self.show_screen, spec.key)) for spec in self._specs
        ]
        self._key("Ctrl+Z", self._undo)
        self._key("Ctrl+Shift+Z", self._redo)
        self._key("Ctrl+L", self.next_theme)
        self._key("Ctrl+Q", self.close)

    @property
    def screen_shown(self) -> Screen:
        """Return the screen in front."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, Screen)  # noqa: S101 - nothing else is ever put there
        return shown

    def show_screen(self, key: str, given: object = None) -> None:
        """Bring a screen to the front, building it first if it is new."""
        if key not in self._screens:
            (spec,) = (each for each in self._specs if each.key == key)
            screen = self._screens[key] = spec.build(self._services)
            screen.go.connect(self.show_screen)
            screen.claims.connect(self._leave_letters)
            self._stack.addWidget(screen)
        self._stack.setCurrentWidget(self._screens[key])
        self.bar.set_current(key)
        if not self.bar.count():  # filled now, so that each word is made as it is to look
            words = [(spec.key, spec.title) for spec in self._specs]
            self.bar.set_items(words, [(_THEME, _name(self._mode))])
        self._leave_letters(False)
        self._screens[key].enter(given)

    def settle(self) -> None:
        """Follow the system's light and dark from now on; not before the first card is shown."""
        QApplication.styleHints().colorSchemeChanged.connect(self._apply_theme)
        self._settled = True
        self._apply_theme()

    def next_theme(self) -> None:
        """Go from following the system to light, to dark, and round again."""
        self._mode = _MODES[(_MODES.index(self._mode) + 1) % len(_MODES)]
        self._services.preferences.set(_THEME, self._mode)
        self._apply_theme()
        self.bar.set_title(_THEME, _name(self._mode))

    def closeEvent(self, event: "QCloseEvent") -> None:
        """Let go of the system's signals, so that nothing arrives at a closed window."""
        if self._settled:
            QApplication.styleHints().colorSchemeChanged.disconnect(self._apply_theme)
            self._settled = False
        super().closeEvent(event)

    def _apply_theme(self) -> None:
        wanted = theme.resolve(self._mode)
        if self._mode is theme.Mode.SYSTEM:
            self._services.preferences.set(_SEEN, wanted.name)
        if wanted is not theme.current():
            self._use(wanted)

    def _use(self, wanted: "Theme") -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.apply(application, wanted)

    def _choose(self, key: str) -> None:
        if key == _THEME:
            self.next_theme()
        else:
            self.show_screen(key)

    def _leave_letters(self, claimed: bool) -> None:  # noqa: FBT001 - a slot
        """Leave plain letters to the screen in front, or take them back."""
        for shortcut in self._letters:
            shortcut.setEnabled(not claimed)

    def _undo(self) -> None:
        self.screen_shown.undo()

    def _redo(self) -> None:
        self.screen_shown.redo()

    def _key(self, keys: str, slot: "Callable[[], object]") -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(slot)
        return shortcut


def _mode(text: str) -> theme.Mode:
    return theme.Mode(text) if text in set(theme.Mode) else theme.Mode.SYSTEM


def _name(mode: theme.Mode) -> str:
    return {"system": "Theme: system", "light": "Theme: light", "dark": "Theme: dark"}[mode]
