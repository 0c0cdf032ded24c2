"""For tests of windows: the themes, and a walk over what a screen reader meets."""

from collections.abc import Callable, Iterator, Mapping

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface, QFont
from PySide6.QtWidgets import QApplication, QWidget

from initquiz.drawing.formula import Typesetter
from initquiz.model.question_type import QuestionType
from initquiz.model.study_day import Now
from initquiz.study.collection import Collection
from initquiz.study.overview import overview
from initquiz.study.sitting import Sitting
from initquiz.ui import theme
from initquiz.ui.services import Bus, Services
from initquiz.ui.tokens import DARK, LIGHT, Theme

_INTERACTIVE = {
    QAccessible.Role.Button,
    QAccessible.Role.ButtonMenu,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.EditableText,
    QAccessible.Role.ComboBox,
    QAccessible.Role.SpinBox,
    QAccessible.Role.Slider,
    QAccessible.Role.Table,
    QAccessible.Role.Link,
}


@pytest.fixture
def light(qapp: QApplication) -> Iterator[QApplication]:
    """An application in the light theme, put back afterwards."""
    yield from _themed(qapp, LIGHT)


@pytest.fixture
def dark(qapp: QApplication) -> Iterator[QApplication]:
    """An application in the dark theme, put back afterwards."""
    yield from _themed(qapp, DARK)


@pytest.fixture
def twice_as_large(qapp: QApplication) -> Iterator[QApplication]:
    """An application whose user asked the system for type of twice the size."""
    font = QFont(qapp.font())
    font.setPixelSize(28)
    before = qapp.font()
    qapp.setFont(font)
    yield from _themed(qapp, LIGHT)
    qapp.setFont(before)


@pytest.fixture
def unnamed() -> Callable[[QWidget], list[str]]:
    """Return a function that lists the interactive nodes below a widget without a name."""

    def walk(widget: QWidget) -> list[str]:
        QAccessible.setActive(True)
        return list(_unnamed(QAccessible.queryAccessibleInterface(widget)))

    return walk


def _themed(app: QApplication, colours: Theme) -> Iterator[QApplication]:
    font = app.font()
    theme.apply(app, colours)
    yield app
    app.setStyleSheet("")
    app.setFont(font)


def _unnamed(node: QAccessibleInterface | None) -> Iterator[str]:
    if node is None or node.state().invisible:
        return
    if node.role() in _INTERACTIVE and not node.text(QAccessible.Text.Name).strip():
        yield f"{node.role().name} {node.object()}"
    for index in range(node.childCount()):
        yield from _unnamed(node.child(index))


@pytest.fixture
def clock(later: Callable[..., Now]) -> list[Now]:
    """A clock the test sets: its last entry is now."""
    return [later()]


@pytest.fixture
def services(
    qapp: QApplication,  # noqa: ARG001 - the bus is a QObject
    collection: Collection,
    questions: Mapping[str, QuestionType],
    clock: list[Now],
) -> Services:
    """The services of a window, on the test's collection and clock."""
    return Services(
        clock=lambda: clock[-1],
        new_sitting=lambda deck: Sitting(collection, questions, deck),
        overview=lambda: overview(collection, clock[-1]),
        typesetter=Typesetter(collection.formulas),
        preferences=collection.settings,
        bus=Bus(),
    )
