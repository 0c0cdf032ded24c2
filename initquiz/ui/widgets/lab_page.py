"""The Lab's page: controls beside four views of what they set.

Alt+1 to Alt+4 choose the view, P asks for a prediction, R draws fresh weights, N and T copy
numpy and PyTorch code, Ctrl+E saves the picture or its data.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from initquiz.drawing.colours import PRINT
from initquiz.drawing.images import png_of, svg_of
from initquiz.drawing.tables import csv_of
from initquiz.errors import InitQuizError
from initquiz.initializers.drawn import SAMPLED
from initquiz.model.blocks import Plot
from initquiz.study import lab, snippets
from initquiz.study.exchange import write_whole
from initquiz.study.lab import Lab, Setting
from initquiz.ui.widgets.background import Background
from initquiz.ui.widgets.keycap import KeyButton
from initquiz.ui.widgets.lab_controls import LabControls
from initquiz.ui.widgets.plot_table import PlotTable
from initquiz.ui.widgets.plot_view import PlotView

_CONTROLS = 300
_PICTURE = (900, 520)
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
        self.plots = PlotView()
        self._table = PlotTable(self)
        self._worker = Background(self)
        self._worker.done.connect(self._show)
        self._worker.busy.connect(self._tell_busy)
        self._frame = QTimer(self, singleShot=True, interval=_FRAME_MS)
        self._frame.timeout.connect(self._draw)
        self.note = QLabel(wordWrap=True)
        self.note.setProperty("role", "small")
        self._tabs = QButtonGroup(self)
        self.reveal_button = KeyButton("Reveal", "Enter", kind="accent")
        self.reveal_button.clicked.connect(self.reveal)
        self.reveal_button.hide()
        self._lay_out()
        for i, view in enumerate(VIEWS, start=1):
            self._key(f"Alt+{i}", partial(self.show_view, view))
        for keys, slot in (
            ("P", self.predict),
            ("R", self.redraw),
            ("N", partial(self.copy, snippets.numpy_code, "numpy")),
            ("T", partial(self.copy, snippets.torch_code, "PyTorch")),
            ("Return", self.reveal),
            ("Enter", self.reveal),
            ("Escape", self._give_up),
            ("Ctrl+E", self.export),
            ("Ctrl+T", self.show_table),
        ):
            self._key(keys, slot)

    def open_with(self, setting: Setting) -> None:
        """Start anew from one setting."""
        self._end_prediction()
        self.controls.open_with(setting)

    def refresh(self) -> None:
        """Show what the controls say, if nothing is shown yet."""
        if not self._blocks:
            self._draw()
        self.controls.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_view(self, view: str) -> None:
        """Show the histogram, the layers, the spectrum or the heatmap."""
        self._view = view
        for button in self._tabs.buttons():
            button.setChecked(button.text() == view)
        self._end_prediction()
        self._draw()

    def predict(self) -> None:
        """Hide the weights and ask where σ will be."""
        self.show_view(VIEWS[0])
        setting = self.controls.current
        if not setting.law().std:
            self.note.setText("All weights are equal here: there is no σ to predict.")
            return
        self._predicting = True
        (block,) = self._blocks = (self._lab.histogram([setting], hidden=True),)
        self.plots.show_blocks(self._blocks)
        end = block.edges[-1]
        self.plots.set_marker(0, "σ", end / 2, 0.0, end, end / _STEPS)
        self.reveal_button.show()
        self.note.setText(f"Where is σ of {setting.title}? Set the marker, then reveal.")
        self.plots.setFocus(Qt.FocusReason.OtherFocusReason)

    def reveal(self) -> None:
        """Show the weights under the prediction."""
        if not self._predicting:
            return
        setting, place = self.controls.current, self.plots.marker_place()
        std = setting.law().std
        self._predicting = False
        self.reveal_button.hide()
        self._blocks = (self._lab.histogram([setting]),)
        self.plots.show_blocks(self._blocks)
        self.plots.set_marker(0, "you", place, 0.0, self._end(), self._end() / _STEPS)
        self.plots.reveal_marker(std / 1.15, std * 1.15, std)
        self.note.setText(lab.prediction(setting, place))

    def _give_up(self) -> None:
        """End a prediction without one."""
        if self._predicting:
            self._end_prediction()
            self._draw()

    def redraw(self) -> None:
        """Take fresh weights."""
        self._lab.redraw()
        self._draw()

    def copy(self, code: Callable[[Setting], str], what: str) -> None:
        """Put the current setting on the clipboard as code."""
        QGuiApplication.clipboard().setText(code(self.controls.current))
        self.note.setText(f"The {what} code for {self.controls.current.title} is on the clipboard.")

    def show_table(self) -> None:
        """Open the numbers of what is shown."""
        self._table.show_blocks(self._blocks)
        self._table.open()

    def export(self) -> None:
        """Save what is shown as a picture, or its data."""
        kinds = "Picture (*.png);;Drawing (*.svg);;Data (*.csv)"
        title = "Save the picture or its data"
        chosen, _ = QFileDialog.getSaveFileName(self, title, "initquiz-lab.png", kinds)
        if chosen:
            try:
                self.save(Path(chosen))
            except InitQuizError as error:
                self.note.setText(str(error))

    def save(self, target: Path) -> None:
        """Save what is shown; the suffix tells how: .svg, .csv, else a PNG.

        Raises:
            DiskError: the folder refuses; an old file is left as it was.
        """
        suffix = target.suffix.lower()
        if suffix == ".csv":
            data = csv_of(self._blocks).encode()
        elif suffix == ".svg":
            data = svg_of(self._blocks, PRINT, *_PICTURE)
        else:
            target = target if suffix == ".png" else target.with_name(f"{target.name}.png")
            data = png_of(self._blocks, PRINT, *_PICTURE)
        write_whole(target, data)
        self.note.setText(f"Saved as {target.name}.")

    def hideEvent(self, event: QHideEvent) -> None:
        """Let no worker outlive what it works for."""
        super().hideEvent(event)
        self._worker.cancel()
        self._worker.wait()

    def _changed(self) -> None:
        """Follow the controls, at most once a frame."""
        self._end_prediction()
        if not self._frame.isActive():
            self._frame.start()

    def _draw(self) -> None:
        settings = tuple(self.controls.settings)
        if self._view == VIEWS[0]:
            self._worker.cancel()
            # The bars are those of the current setting, which comes first.
            current = self.controls.current
            first = (current, *(setting for setting in settings if setting is not current))
            self._show((self._lab.histogram(first),))
        else:
            self._worker.start(partial(_SLOW[self._view], settings))

    def _show(self, blocks: object) -> None:
        assert isinstance(blocks, tuple)  # noqa: S101 - what the views return
        self._blocks = blocks
        self.plots.show_blocks(blocks)
        self.note.setText(self._words())

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
            self.note.setText("Working …")

    def _end_prediction(self) -> None:
        self._predicting = False
        self.reveal_button.hide()
        self.plots.clear_marker()

    def _end(self) -> float:
        return float(getattr(self._blocks[0], "edges", (1.0,))[-1])

    def _key(self, keys: str, slot: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)

    def _lay_out(self) -> None:
        tabs = QHBoxLayout()
        tabs.setSpacing(4)
        for view in VIEWS:
            tab = QPushButton(view)
            tab.setCheckable(True)
            tab.setChecked(view == self._view)
            tab.setProperty("role", "tab")
            tab.clicked.connect(partial(self.show_view, view))
            self._tabs.addButton(tab)
            tabs.addWidget(tab)
        tabs.addStretch(1)
        actions = QHBoxLayout()
        actions.setSpacing(12)
        for words, key, slot in (
            ("predict σ", "P", self.predict),
            ("fresh weights", "R", self.redraw),
            ("copy as numpy", "N", partial(self.copy, snippets.numpy_code, "numpy")),
            ("copy as PyTorch", "T", partial(self.copy, snippets.torch_code, "PyTorch")),
        ):
            button = KeyButton(words, key, kind="flat")
            button.clicked.connect(slot)
            actions.addWidget(button)
        more = QPushButton("save …")
        more.setProperty("role", "link")
        menu = QMenu(more)
        menu.addAction("Picture or data …\tCtrl+E", self.export)
        menu.addAction("Table of this plot\tCtrl+T", self.show_table)
        more.setMenu(menu)
        actions.addWidget(more)
        actions.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(tabs)
        right.addWidget(self.plots, 1)
        right.addWidget(self.reveal_button, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self.note)
        right.addLayout(actions)
        frame = QFrame()
        frame.setProperty("role", "card")
        frame.setLayout(right)
        right.setContentsMargins(20, 16, 20, 12)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.controls)
        scroll.setMinimumWidth(_CONTROLS)
        scroll.setMaximumWidth(_CONTROLS + 60)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 20, 24, 20)
        row.setSpacing(24)
        row.addWidget(scroll)
        row.addWidget(frame, 1)
