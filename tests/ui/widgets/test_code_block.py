"""A listing is shown as written, wholly, and can be copied."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from initquiz.model.blocks import Code
from initquiz.ui.widgets.code_block import CodeBlock

LINES = "w = rng.normal(size=(n_in, n_out))\nif relu:\n    w *= math.sqrt(2 / n_in)\n"


@pytest.fixture
def code(qtbot: QtBot, light: QApplication) -> CodeBlock:
    """Three lines, on screen."""
    assert light.styleSheet()
    made = CodeBlock(Code(LINES, title="The layer", summary="Normal numbers, scaled."))
    qtbot.addWidget(made)
    made.resize(600, made.sizeHint().height())
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    return made


def test_it_is_shown_as_written_in_a_fixed_pitch(code: CodeBlock) -> None:
    """Indentation stays, all letters are equally wide, an empty last line is left out."""
    assert code.toPlainText() == LINES.rstrip("\n")
    assert code.fontMetrics().horizontalAdvance("i") == code.fontMetrics().horizontalAdvance("m")
    assert code.isReadOnly()


def test_it_is_as_high_as_its_lines(code: CodeBlock) -> None:
    """Nothing is scrolled to, up or down, however many there are."""
    for count in (1, 7, 30):
        code.setPlainText("\n".join(["x = 1"] * count))
        code.resize(600, code.heightForWidth(600))
        assert code.verticalScrollBar().maximum() == 0
    code.setPlainText(LINES.rstrip("\n"))
    one = CodeBlock(Code("x"))
    line = code.fontMetrics().lineSpacing()
    assert code.sizeHint().height() - one.sizeHint().height() == pytest.approx(2 * line, abs=2)


def test_a_long_line_is_scrolled_to_and_not_broken(code: CodeBlock) -> None:
    """In a narrow window the bar has its own room below the lines."""
    whole = code.heightForWidth(600)
    code.resize(200, code.heightForWidth(200))
    assert code.height() > whole
    assert code.horizontalScrollBar().maximum() > 0
    assert code.verticalScrollBar().maximum() == 0


def test_it_is_copied_and_letters_are_left_to_the_window(code: CodeBlock, qtbot: QtBot) -> None:
    """All is selected and copied by key; a plain letter is none of its business."""
    heard: list[int] = []
    QShortcut(QKeySequence("W"), code).activated.connect(lambda: heard.append(1))
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(code, Qt.Key.Key_A, control)
    qtbot.keyClick(code, Qt.Key.Key_C, control)
    assert QGuiApplication.clipboard().text() == code.toPlainText()
    qtbot.keyClick(code, Qt.Key.Key_W)
    assert heard == [1]


def test_it_says_what_it_is(code: CodeBlock) -> None:
    """Title and summary for a screen reader; without a title it is code."""
    assert code.accessibleName() == "The layer"
    assert code.accessibleDescription() == "Normal numbers, scaled."
    assert CodeBlock(Code("x")).accessibleName() == "Code"


def test_the_wheel_scrolls_the_page(code: CodeBlock) -> None:
    """Up and down is not for the listing."""
    event = QWheelEvent(
        QPointF(5, 5),
        code.mapToGlobal(QPointF(5, 5)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    code.wheelEvent(event)
    assert not event.isAccepted()
