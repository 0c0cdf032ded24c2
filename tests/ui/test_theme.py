"""Themes are chosen as asked and switched on a living window."""

import sys
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from initquiz.ui import theme
from initquiz.ui.theme import Mode
from initquiz.ui.tokens import DARK, LIGHT, Theme


@pytest.mark.parametrize(
    ("mode", "scheme", "expected"),
    [
        (Mode.SYSTEM, Qt.ColorScheme.Unknown, LIGHT),
        (Mode.SYSTEM, Qt.ColorScheme.Light, LIGHT),
        (Mode.SYSTEM, Qt.ColorScheme.Dark, DARK),
        (Mode.LIGHT, Qt.ColorScheme.Dark, LIGHT),
        (Mode.DARK, Qt.ColorScheme.Light, DARK),
    ],
)
def test_resolve(
    mode: Mode, scheme: Qt.ColorScheme, expected: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The user's word goes first, then the desktop's, then light."""
    hints = SimpleNamespace(colorScheme=lambda: scheme)
    monkeypatch.setattr(theme, "QApplication", SimpleNamespace(styleHints=lambda: hints))
    assert theme.resolve(mode) is expected


def test_palette_greys_what_is_disabled() -> None:
    """Disabled text differs from enabled text; placeholder and link have their own colour."""
    palette = theme.palette(DARK)
    group, role = QPalette.ColorGroup, QPalette.ColorRole
    assert palette.color(group.Disabled, role.Text) == QColor(DARK.disabled)
    assert palette.color(group.Active, role.Text) == QColor(DARK.text)
    assert palette.color(role.PlaceholderText) == QColor(DARK.muted)
    assert palette.color(role.Link) == QColor(DARK.accent)


def test_switching_recolours_an_open_window(qtbot: QtBot, light: QApplication) -> None:
    """The window's ground takes the new theme's colour without being opened again."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(40, 40)
    window.show()
    assert window.grab().toImage().pixelColor(20, 20) == QColor(LIGHT.background)
    theme.apply(light, DARK)
    assert window.grab().toImage().pixelColor(20, 20) == QColor(DARK.background)
    assert theme.current() is DARK


def test_type_grows_with_the_system_and_only_once(twice_as_large: QApplication) -> None:
    """A larger system font scales every size; applying again changes nothing."""
    assert theme.sizes().base == 28
    assert theme.figure_style(LIGHT).font_px == 24
    theme.apply(twice_as_large, LIGHT)
    assert theme.sizes().base == 28


def test_restyle_reaches_the_children(qtbot: QtBot, light: QApplication) -> None:
    """A changed property takes effect at once."""
    label = QLabel("Words")
    qtbot.addWidget(label)
    label.ensurePolished()
    theme.restyle(label, role="display")
    assert label.font().pixelSize() == 34
    assert light.styleSheet()


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from 3.12 on")
def test_the_binding_keeps_count_of_none(qtbot: QtBot) -> None:
    """This Qt binding does not lose references to None, which would end the program."""
    button = QPushButton("Words")
    qtbot.addWidget(button)
    before = sys.getrefcount(None)
    for _ in range(100):
        button.setText("Words")
        button.resize(40, 40)
        button.update()
        button.parent()
    assert abs(sys.getrefcount(None) - before) < 5
