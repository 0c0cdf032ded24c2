"""The style sheet is complete and Qt understands it."""

import re

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from initquiz.ui.style_sheet import style_sheet
from initquiz.ui.tokens import DARK, LIGHT, Theme, type_scale


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_every_token_is_filled_in(theme: Theme) -> None:
    """No placeholder is left, and the braces pair."""
    sheet = style_sheet(theme, type_scale(14))
    assert "@" not in re.sub(r"url\([^)]*\)", "", sheet)
    assert sheet.count("{") == sheet.count("}")


def test_qt_parses_the_sheet(qtbot: QtBot, light: QApplication) -> None:
    """A role takes effect, so the sheet was parsed to its end."""
    label = QLabel("Title")
    label.setProperty("role", "title")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert light.styleSheet()
    assert label.font().pixelSize() == 22
