"""A marker is set by mouse or keys, seen, heard, and fixed once the answer is known."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from initquiz.drawing.colours import PRINT
from initquiz.drawing.figures import Figure
from initquiz.drawing.plots.marker import Marker
from initquiz.model.blocks import Bars, Curve, CurveRole, Histogram, Lines, Mark

EMPTY = Histogram(tuple(i / 100 for i in range(25)), (0,) * 24, 0, summary="An empty axis.")
SIGMA = Marker("σ", 0.06, 0.0, 0.24, 0.002)
PLAIN, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
Draw = Callable[..., Figure[Any]]


@pytest.fixture
def plot(draw: Draw) -> Figure[Any]:
    """An empty axis with a marker that has the focus."""
    figure = draw(EMPTY)
    figure.set_marker(SIGMA)
    figure.activateWindow()
    figure.setFocus()
    QApplication.processEvents()
    return figure


def place(figure: Figure[Any]) -> float:
    """Return where the marker stands."""
    assert figure.marker is not None
    return figure.marker.place


def at(figure: Figure[Any], value: float) -> QPoint:
    """Return the pixel of a place on the x axis, half way up."""
    frame = figure.frame()
    return QPoint(round(frame.x(value)), round((frame.top + frame.bottom) / 2))


@pytest.mark.parametrize(
    ("key", "modifier", "value"),
    [
        (Qt.Key.Key_Right, PLAIN, 0.062),
        (Qt.Key.Key_Left, PLAIN, 0.058),
        (Qt.Key.Key_Right, SHIFT, 0.08),
        (Qt.Key.Key_Left, SHIFT, 0.04),
        (Qt.Key.Key_PageUp, PLAIN, 0.08),
        (Qt.Key.Key_PageDown, PLAIN, 0.04),
        (Qt.Key.Key_Home, PLAIN, 0.0),
        (Qt.Key.Key_End, PLAIN, 0.24),
    ],
)
def test_keys_move_the_marker(
    qtbot: QtBot, plot: Figure[Any], key: Qt.Key, modifier: Qt.KeyboardModifier, value: float
) -> None:
    """Arrows go a step, with Shift or by page ten, Home and End to the ends; all are told."""
    with qtbot.waitSignal(plot.marker_moved) as caught:
        qtbot.keyClick(plot, key, modifier)
    assert place(plot) == pytest.approx(value)
    assert caught.args == [place(plot)]


def test_other_keys_are_left_to_the_window(qtbot: QtBot, draw: Draw) -> None:
    """Enter, letters and combinations reach the parent; without a marker all keys do."""
    figure = draw(EMPTY)
    heard: list[int] = []
    holder = _Holder(heard)
    qtbot.addWidget(holder)
    figure.setParent(holder)
    figure.show()
    figure.set_marker(SIGMA)
    qtbot.keyClick(figure, Qt.Key.Key_Return)
    qtbot.keyClick(figure, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert heard == [Qt.Key.Key_Return, Qt.Key.Key_Right]
    qtbot.keyClick(figure, Qt.Key.Key_Right)
    assert len(heard) == 2
    figure.set_marker(None)
    qtbot.keyClick(figure, Qt.Key.Key_Right)
    assert len(heard) == 3
    figure.setParent(None)


def test_a_click_brings_the_marker_and_a_drag_takes_it_along(
    qtbot: QtBot, plot: Figure[Any]
) -> None:
    """The marker comes to the step nearest to the mouse, beyond the axis to its end."""
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(plot.viewport(), left, pos=at(plot, 0.1207))
    assert place(plot) == pytest.approx(0.12)
    qtbot.mousePress(plot.viewport(), left, pos=at(plot, 0.12))
    qtbot.mouseMove(plot.viewport(), at(plot, 0.18))
    qtbot.mouseMove(plot.viewport(), at(plot, 0.2))
    qtbot.mouseRelease(plot.viewport(), left, pos=at(plot, 0.2))
    assert place(plot) == pytest.approx(0.2)
    qtbot.mouseClick(plot.viewport(), left, pos=QPoint(1, 100))
    assert place(plot) == 0
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.RightButton, pos=at(plot, 0.2))
    assert place(plot) == 0


def test_the_marker_is_drawn_where_it_stands(plot: Figure[Any]) -> None:
    """Line and handle are at the place, and the label with the value is above them."""
    frame = plot.frame()
    (stroke,), (knob,) = plot.overlay.strokes, plot.overlay.knobs
    assert stroke.x0 == stroke.x1 == knob.x == pytest.approx(frame.x(0.06))
    assert "σ 0.060" in [word.text for word in plot.overlay.words]
    assert all(word.y < frame.top for word in plot.overlay.words if word.text.startswith("σ"))


def test_it_takes_the_focus_only_while_it_can_be_moved(plot: Figure[Any]) -> None:
    """Tab leads to a plot with a free marker, and to no other; the focus is seen."""
    assert plot.hasFocus()
    assert plot.focusPolicy() == Qt.FocusPolicy.StrongFocus
    rim = plot.grab().toImage().pixelColor(1, 150).name().upper()
    assert rim == PRINT.accent
    plot.clearFocus()
    assert plot.grab().toImage().pixelColor(1, 150).name().upper() == PRINT.background
    plot.set_marker(SIGMA.fixed(0.05, 0.07, 0.0612))
    assert plot.focusPolicy() == Qt.FocusPolicy.NoFocus
    plot.set_marker(None)
    assert plot.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_the_value_is_heard(
    qtbot: QtBot, plot: Figure[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The description tells value and keys; each move is announced to a screen reader."""
    said = plot.accessibleDescription()
    assert said.startswith("σ 0.060.")
    assert "Left and Right" in said
    assert said.endswith("An empty axis.")
    events: list[object] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", events.append)
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    (event,) = events
    assert isinstance(event, QAccessibleAnnouncementEvent)
    assert event.message() == "0.062"
    assert plot.accessibleDescription().startswith("σ 0.062.")


def test_the_truth_is_told_by_lines_and_words(qtbot: QtBot, plot: Figure[Any]) -> None:
    """Answer, truth and band differ in dashes, each with its label, and nothing moves."""
    plot.set_marker(SIGMA.fixed(0.055, 0.068, 0.0612))
    words = {word.text for word in plot.overlay.words}
    assert {"σ 0.060", "true: 0.0612", "accepted: 0.055 to 0.068"} <= words
    (band,), frame = plot.overlay.bands, plot.frame()
    assert (band.left, band.right) == pytest.approx((frame.x(0.055), frame.x(0.068)))
    dashes = {round(stroke.x0, 3): stroke.dash for stroke in plot.overlay.strokes}
    looks = [dashes[round(frame.x(value), 3)] for value in (0.06, 0.0612, 0.055)]
    assert len(set(looks)) == 3
    assert plot.overlay.knobs == []
    assert "true: 0.0612; accepted: 0.055 to 0.068." in plot.accessibleDescription()
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=at(plot, 0.2))
    assert place(plot) == 0.06


def test_the_true_place_is_named_once(plot: Figure[Any]) -> None:
    """A mark at the truth gives way to the marker's own label; others stay."""
    marks = (Mark("−σ", CurveRole.TRUTH, -0.0612), Mark("σ", CurveRole.TRUTH, 0.0612))
    plot.show_block(replace(EMPTY, marks=marks))
    assert {"−σ", "σ"} <= {word.text for word in plot.overlay.words}
    plot.set_marker(SIGMA.fixed(0.055, 0.068, 0.0612))
    words = [word.text for word in plot.overlay.words]
    assert "−σ" in words
    assert "σ" not in words
    assert "true: 0.0612" in words


def test_the_title_of_the_counts_is_clear_of_the_ring(plot: Figure[Any]) -> None:
    """The focus ring lies on the rim; no letter does."""
    turned = [word for word in plot.overlay.words if word.turned]
    assert turned
    assert all(word.x >= 4 for word in turned)


def test_labels_of_marks_and_marker_do_not_meet(plot: Figure[Any]) -> None:
    """A crowd of lines has its labels in rows, clear of each other and above the plot area."""
    marks = tuple(Mark(f"mark {i}", CurveRole.GUIDE, 0.055 + i / 500) for i in range(3))
    plot.show_block(replace(EMPTY, marks=marks, title="A"))
    plot.set_marker(SIGMA.fixed(0.055, 0.068, 0.0612))
    line, measure = plot.metrics.height(), plot.metrics.horizontalAdvance
    boxes = [
        (word.x, word.y, word.x + measure(word.text), word.y + line)
        for word in plot.overlay.words
        if not word.turned and word.y + line <= plot.frame().top + 0.5
    ]
    assert len(boxes) == 7
    for i, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[i + 1 :]:
            assert (
                right <= other[0]
                or other[2] <= left
                or bottom <= other[1] + 0.5
                or (other[3] <= top + 0.5)
            )


def test_names_and_descriptions_follow_the_block(draw: Draw) -> None:
    """A screen reader hears the kind, the title, the summary, and what is laid over it."""
    curve = Curve("He", CurveRole.TRUTH, (0.0, 0.1), (1.0, 1.0))
    mark = Mark("σ", CurveRole.GUIDE, 0.06)
    figure = draw(replace(EMPTY, title="Layer A", curves=(curve,), marks=(mark,)))
    assert figure.accessibleName() == "Histogram of the weights: Layer A"
    assert figure.accessibleDescription() == ("An empty axis. Marked: σ at 0.06. Laid over it: He.")
    assert draw(Lines((), "layer", "rms")).accessibleName() == "Lines by layer"
    assert draw(Bars((), (), "scheme", "share")).accessibleName() == "Bars by scheme"


def test_formulas_in_labels_are_spelled(draw: Draw) -> None:
    """Titles and labels with LaTeX are written in a line of text, without dollars."""
    figure = draw(replace(EMPTY, title="$n_{in}$ = 512", x_title=r"$\sigma$"))
    texts = [word.text for word in figure.overlay.words]
    assert not any("$" in text or "\\" in text for text in texts)
    assert any("512" in text for text in texts)


class _Holder(QWidget):
    """A parent that notes the keys its child leaves to it."""

    def __init__(self, heard: list[int]) -> None:
        super().__init__()
        self._heard = heard

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt names it
        """Note the key, unless it only goes with another."""
        if event.key() != Qt.Key.Key_Alt:
            self._heard.append(event.key())
