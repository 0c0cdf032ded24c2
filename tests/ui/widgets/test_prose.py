"""Card text has the size and colours of its role, in whichever theme is on."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from initquiz.ui import theme
from initquiz.ui.services import Services
from initquiz.ui.tokens import DARK, LIGHT, Theme
from initquiz.ui.widgets.prose import Prose, Role, document_style

SIZES = {
    Role.QUESTION: 22,
    Role.PROMPT: 17,
    Role.ANSWER: 22,
    Role.LONG_ANSWER: 17,
    Role.NOTE: 14,
    Role.SOURCE: 12,
    Role.SAMPLE: 14,
}


@pytest.fixture
def restored(light: QApplication) -> Iterator[QApplication]:
    """The application in the light theme, whose font the test may change."""
    font = light.font()
    yield light
    light.setFont(font)


def shown(qtbot: QtBot, services: Services, role: Role) -> Prose:
    """Return a text of a role on screen."""
    prose = Prose(services.typesetter, role)
    qtbot.addWidget(prose)
    prose.set_markdown("Plain words and `code`.")
    prose.resize(400, 200)
    prose.show()
    return prose


def ink(prose: Prose) -> tuple[str, int]:
    """Return colour and size in px of the first letter."""
    cursor = QTextCursor(prose.document())
    cursor.movePosition(QTextCursor.MoveOperation.Right)
    form = cursor.charFormat()
    return form.foreground().color().name().upper(), form.font().pixelSize()


def expected(role: Role, colours: Theme) -> str:
    """Return the colour a role is written in."""
    return colours.muted if role in {Role.NOTE, Role.SOURCE} else colours.text


@pytest.mark.parametrize("role", Role)
@pytest.mark.usefixtures("light")
def test_each_role_has_its_size_and_colour(qtbot: QtBot, services: Services, role: Role) -> None:
    """Questions are largest, sources smallest; notes and sources are quiet."""
    assert ink(shown(qtbot, services, role)) == (expected(role, LIGHT), SIZES[role])


@pytest.mark.usefixtures("dark")
def test_a_dark_theme_colours_all_that_is_in_a_text() -> None:
    """Links, code and lines have the theme's colours too."""
    style = document_style(Role.QUESTION)
    assert (style.link, style.code_background, style.line) == (DARK.accent, DARK.hover, DARK.line)


@pytest.mark.usefixtures("twice_as_large")
@pytest.mark.parametrize("role", Role)
def test_type_follows_the_system(role: Role) -> None:
    """Who asked the system for letters of twice the size gets them."""
    assert document_style(role).size == pytest.approx(2 * SIZES[role], abs=1)


@pytest.mark.parametrize("role", Role)
def test_a_switch_of_the_theme_is_followed_at_once(
    qtbot: QtBot, light: QApplication, services: Services, role: Role
) -> None:
    """What is on screen is written anew in the other theme's ink, and back again."""
    prose = shown(qtbot, services, role)
    theme.apply(light, DARK)
    assert ink(prose) == (expected(role, DARK), SIZES[role])
    assert prose.markdown() == "Plain words and `code`."
    theme.apply(light, LIGHT)
    assert ink(prose)[0] == expected(role, LIGHT)


def test_a_switch_while_hidden_is_followed(
    qtbot: QtBot, light: QApplication, services: Services
) -> None:
    """A text that was on another screen meanwhile has the new ink when it is seen again."""
    prose = shown(qtbot, services, Role.ANSWER)
    prose.hide()
    theme.apply(light, DARK)
    prose.show()
    assert ink(prose)[0] == DARK.text


def test_larger_type_is_followed_at_once(
    qtbot: QtBot, restored: QApplication, services: Services
) -> None:
    """A new size of the system's font reaches a card that is open."""
    prose = shown(qtbot, services, Role.LONG_ANSWER)
    font = QFont(restored.font())
    font.setPixelSize(28)
    restored.setFont(font)
    theme.apply(restored, LIGHT)
    assert ink(prose)[1] == 34


def test_without_a_change_the_page_is_left_alone(
    qtbot: QtBot, light: QApplication, services: Services
) -> None:
    """The same theme again does not lay the text out again, so a selection survives."""
    prose = shown(qtbot, services, Role.ANSWER)
    before = prose.document()
    theme.apply(light, LIGHT)
    assert prose.document() is before
