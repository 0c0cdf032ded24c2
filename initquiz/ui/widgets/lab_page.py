"""The Lab's page: controls beside four views of what they set.

Alt+1 to Alt+4 choose the view, P asks for a prediction, R draws fresh weights, N and T copy
numpy and PyTorch code, Ctrl+E saves the picture or its data, Ctrl+T shows its numbers.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QVBoxLayout,
    QWidget,
)

from initquiz.errors import InitQuizError
from initquiz.initializers.drawn import SAMPLED
from initquiz.model.blocks import Plot
from initquiz.study import lab, snippets
from initquiz.study.lab import Lab, Setting
from initquiz.ui.widgets.background import Background
from initquiz.ui.widgets.lab_controls import LabControls
from initquiz.ui.widgets.lab_frame import LabFrame
from initquiz.ui.widgets.lab_saving import ask_where, save
from initquiz.ui.widgets.plot_table import PlotTable
from initquiz.ui.widgets.side_by_side import SideBySide

_FRAME_MS, _STEPS = 16, 200  # of the marker from 0 to the end of the axis

_SLOW: dict[str, Callable[[Sequence[Setting]], tuple[Plot, ...]]] = {
    "Layers": lab.by_depth,
    "Spectrum": lab.spectra,
    "Heatmap": lab.heatmaps,
}
VIEWS = ("Histogram", *_SLOW)


class LabPage(QWidget):
    """Shows what the controls set, at once or, for networks and spectra, from a worker."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show the first setting's histogram."""
        super().__init__(parent)
        self._lab = Lab()
        self._view = VIEWS[0]
        self._blocks: tuple[Plot, ...] = ()
        self._predicting = False
        self.controls = LabControls()
        self.controls.changed.connect(self._changed)
        numpy = partial(self.copy, snippets.numpy_code, "numpy")
        torch = partial(self.copy, snippets.torch_code, "PyTorch")
        actions = (
            ("predict σ", "P", self.predict),
            ("fresh weights", "R", self.redraw),
            ("copy as numpy", "N", numpy),
            ("copy as PyTorch", "T", torch),
        )
        more = (
            ("Picture or data …", "Ctrl+E", self.export),
            ("Table of this plot", "Ctrl+T", self.show_table),
        )
        self.frame = LabFrame(VIEWS, actions, more)
        self.frame.viewed.connect(self.show_view)
        self.frame.reveal.clicked.connect(self.reveal)
        self.plots, self.note = self.frame.plots, self.frame.note
        self._table = PlotTable(self)
        self._worker = Background(self)
        self._worker.done.connect(self._show)
        self._worker.failed.connect(self.frame.say)
        self._worker.busy.connect(self._tell_busy)
        self._timer = QTimer(self, singleShot=True, interval=_FRAME_MS)
        self._timer.timeout.connect(self._draw)
        self.room = SideBySide(self.controls, self.frame)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.room)
        for i, view in enumerate(VIEWS, start=1):
            self._key(f"Alt+{i}", partial(self.show_view, view))
        for _, keys, slot in (*actions, *more):
            self._key(keys, slot)
        # Only these are taken from the fields, and only while they mean something.
        self._predictive = [
            self._key(keys, slot)
            for keys, slot in (
                ("Return", self.reveal),
                ("Enter", self.reveal),
                ("Escape", self._give_up),
            )
        ]
        self._predict(on=False)

    def open_with(self, setting: Setting) -> None:
        """Start anew from one setting."""
        self._end_prediction()
        self.controls.open_with(setting)
        self.controls.take_focus()

    def refresh(self) -> None:
        """Show what the controls say, if nothing is shown yet, or what was left half-done."""
        if not self._blocks or self._view != VIEWS[0]:
            self._draw()
        self.controls.take_focus()

    def show_view(self, view: str) -> None:
        """Show the histogram, the layers, the spectrum or the heatmap."""
        self._view = view
        self.frame.show_view(view)
        self._end_prediction()
        self._draw()

    def predict(self) -> None:
        """Hide the weights and ask where σ will be."""
        self.show_view(VIEWS[0])
        if self._ask():
            self.plots.setFocus(Qt.FocusReason.OtherFocusReason)

    def reveal(self) -> None:
        """Show the weights under the prediction."""
        if not self._predicting:
            return
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractSpinBox):
            focused.interpretText()  # what was typed counts, as Enter says it does
        setting, place = self.controls.current, self.plots.marker_place()
        std = setting.law().std
        self._predict(on=False)
        self._blocks = (self._lab.histogram([setting], wide=True),)
        self.plots.show_blocks(self._blocks)
        self.plots.set_marker(0, "you", place, 0.0, self._end(), self._end() / _STEPS)
        self.plots.reveal_marker(std / lab.CLOSE, std * lab.CLOSE, std)
        self.frame.say(lab.prediction(setting, place))

    def redraw(self) -> None:
        """Take fresh weights."""
        self._lab.redraw()
        self._draw()

    def copy(self, code: Callable[[Setting], str], what: str) -> None:
        """Put the current setting on the clipboard as code."""
        QGuiApplication.clipboard().setText(code(self.controls.current))
        self.frame.say(f"The {what} code for {self.controls.current.title} is on the clipboard.")

    def show_table(self) -> None:
        """Open the numbers of what is shown."""
        if self._blocks:
            self._table.show_blocks(self._blocks)
            self._table.open()

    def export(self) -> None:
        """Save what is shown as a picture, or its data."""
        target = ask_where(self) if self._blocks else None
        if target is not None:
            self.save(target)

    def save(self, target: Path) -> None:
        """Save what is shown; where the folder refuses it is said."""
        try:
            save(self._blocks, target)
        except InitQuizError as error:
            self.frame.say(str(error))
        else:
            self.frame.say(f"Saved as {target.name}.")

    # Qt's own names

    def hideEvent(self, event: QHideEvent) -> None:
        """Want nothing any more that is still being worked on."""
        super().hideEvent(event)
        self._worker.cancel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press a focused button by Enter too, as everywhere in the program."""
        focused = QApplication.focusWidget()
        entered = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if entered and isinstance(focused, QAbstractButton):
            focused.click()
        else:
            super().keyPressEvent(event)

    # From the controls to the plots

    def _changed(self) -> None:
        """Follow the controls, at most once a frame."""
        if not self._timer.isActive():
            self._timer.start()

    def _draw(self) -> None:
        if self._predicting:
            self._ask()
            return
        self._end_prediction()
        settings = tuple(self.controls.settings)
        if self._view == VIEWS[0]:
            self._worker.cancel()
            self._show((self._lab.histogram(settings, self.controls.place),))
        else:
            self._worker.start(partial(_SLOW[self._view], settings))

    def _show(self, blocks: object) -> None:
        assert isinstance(blocks, tuple)  # noqa: S101 - what the views return
        self._blocks = blocks
        self.plots.show_blocks(blocks)
        self.frame.say(self._words())

    def _words(self) -> str:
        """Say what the law is, and how the bars came about."""
        setting = self.controls.current
        law, size = setting.law(), setting.layer.size
        told = f"{setting.title}: σ = {law.std:.4g}, {size:,} weights"
        if size > SAMPLED and self._view == VIEWS[0]:
            told += ", drawn bar by bar from the exact law"
        return f"{told}."

    def _tell_busy(self, busy: bool) -> None:  # noqa: FBT001 - a signal's argument
        if busy:
            self.frame.say(f"{self._view}: working …")

    # The prediction

    def _ask(self) -> bool:
        """Show the axis alone and a marker to be set; False if all weights are equal."""
        setting = self.controls.current
        if not setting.law().std:
            self._end_prediction()
            self._show((self._lab.histogram([setting]),))
            self.frame.say("All weights are equal here: there is no σ to predict.")
            return False
        (block,) = self._blocks = (self._lab.histogram([setting], hidden=True, wide=True),)
        self.plots.show_blocks(self._blocks)
        end = block.edges[-1]
        self.plots.set_marker(0, "σ", end / 2, 0.0, end, end / _STEPS)
        self._predict(on=True)
        self.frame.chain()
        self.frame.say(f"Where is σ of {setting.title}? Set the marker, then reveal.")
        return True

    def _give_up(self) -> None:
        """End a prediction without one."""
        self._end_prediction()
        self._draw()

    def _end_prediction(self) -> None:
        self._predict(on=False)
        self.plots.clear_marker()

    def _predict(self, *, on: bool) -> None:
        self._predicting = on
        self.frame.reveal.setVisible(on)
        for shortcut in self._predictive:
            shortcut.setEnabled(on)

    def _end(self) -> float:
        return float(getattr(self._blocks[0], "edges", (1.0,))[-1])

    def _key(self, keys: str, slot: Callable[[], object]) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(slot)
        return shortcut
