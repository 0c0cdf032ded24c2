"""The Lab's picture: tabs of views, the plots, a line about them, and what can be done."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from initquiz.ui.widgets.flow_layout import FlowLayout
from initquiz.ui.widgets.keycap import KeyButton
from initquiz.ui.widgets.plot_view import PlotView

Action = tuple[str, str, Callable[[], object]]


class LabFrame(QFrame):
    """Shows one view at a time; `viewed` carries the view whose tab was pressed."""

    viewed = Signal(str)

    def __init__(
        self,
        views: Sequence[str],
        actions: Sequence[Action],
        more: Sequence[Action],
        parent: QWidget | None = None,
    ) -> None:
        """Take the views' names and what buttons and menu do: words, key, slot."""
        super().__init__(parent)
        self.setProperty("role", "card")
        self.plots = PlotView()
        self.note = QLabel(wordWrap=True)
        self.note.setProperty("role", "small")
        self.reveal = KeyButton("Reveal", "Enter", kind="accent")
        self.reveal.hide()
        self._tabs = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.setContentsMargins(20, 16, 20, 12)
        column.addWidget(self._tab_row(views))
        column.addWidget(self.plots, 1)
        column.addWidget(self.reveal, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.note)
        column.addWidget(self._action_row(actions, more))

    def show_view(self, view: str) -> None:
        """Mark a view's tab."""
        for button in self._tabs.buttons():
            button.setChecked(button.text() == view)

    def chain(self) -> None:
        """Lead Tab from the tabs to the plot's marker, and on to what reveals it."""
        marked = self.plots.focusProxy() or self.plots
        for before, after in pairwise((self._tabs.buttons()[-1], marked, self.reveal)):
            QWidget.setTabOrder(before, after)

    def say(self, text: str) -> None:
        """Say something about what is shown."""
        self.note.setText(text)

    def _tab_row(self, views: Sequence[str]) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, 4)
        for number, view in enumerate(views, start=1):
            tab = QPushButton(view)
            tab.setCheckable(True)
            tab.setChecked(number == 1)
            tab.setProperty("role", "tab")
            tab.setToolTip(f"Alt+{number}")
            tab.setAccessibleName(f"{view}, key Alt+{number}")
            tab.clicked.connect(partial(self.viewed.emit, view))
            self._tabs.addButton(tab)
            flow.addWidget(tab)
        return _low(row)

    def _action_row(self, actions: Sequence[Action], more: Sequence[Action]) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row)
        for words, key, slot in actions:
            button = KeyButton(words, key, kind="flat")
            button.clicked.connect(slot)
            flow.addWidget(button)
        save = QPushButton("save …")
        save.setProperty("role", "link")
        save.setAccessibleName("Save")
        menu = QMenu(save)
        for words, key, slot in more:
            menu.addAction(f"{words}\t{key}", slot)
        save.setMenu(menu)
        flow.addWidget(save)
        return _low(row)


def _low(row: QWidget) -> QWidget:
    row.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return row
