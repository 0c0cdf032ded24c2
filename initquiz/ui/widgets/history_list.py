"""The list of past answers, with its filters; choosing one shows it again."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QSizePolicy, QWidget

from initquiz.model.study_day import Now
from initquiz.study.history import Past
from initquiz.ui.widgets.flow_layout import FlowLayout
from initquiz.ui.widgets.history_model import HistoryModel
from initquiz.ui.widgets.history_row import history_view
from initquiz.ui.widgets.keycap import KeyButton
from initquiz.ui.widgets.page import Page

_WIDTH = 860
_LEAST = 180  # px of the list
_NONE = (
    "No compute-it question was answered yet."
    " Each one that is will be kept here, to be shown again exactly as it was."
)


class HistoryList(Page):
    """Answers to drawn questions, the latest first. `chosen` carries the one to show again.

    Arrows choose a row, Enter or a click shows it again; Alt+W leaves the wrong ones, Alt+K goes
    to the choice of a kind.
    """

    chosen = Signal(object)
    left = Signal()

    def __init__(self, title: Callable[[str], str], parent: QWidget | None = None) -> None:
        """Make an empty list; `title` names a question type by its key."""
        super().__init__(_WIDTH, parent)
        self._title = title
        self._head, self._count = QLabel("Past questions", wordWrap=True), QLabel(wordWrap=True)
        self._head.setProperty("role", "display")
        self._count.setProperty("role", "muted")
        self.model = HistoryModel(title, self)
        self.view = history_view()
        self.view.setModel(self.model)
        self.view.setMinimumHeight(_LEAST)
        self.view.clicked.connect(self._choose)
        self.view.activated.connect(self._choose)
        self._kind = QComboBox()
        self._kind.setAccessibleName("Kind of question")
        self._kind.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._kind.setMinimumContentsLength(24)
        self._kind.setMaxVisibleItems(20)
        self._kind.currentIndexChanged.connect(self._filter)
        self._failed = QCheckBox("Only &wrong or not known")
        self._failed.toggled.connect(self._filter)
        self._caption = QLabel("&Kind")
        self._caption.setProperty("role", "muted")
        self._caption.setBuddy(self._kind)
        self._filters = QWidget()
        row = FlowLayout(self._filters, 16)
        for each in (self._caption, self._kind, self._failed):
            row.addWidget(each)
        self._notice = QLabel(wordWrap=True)
        self._notice.setProperty("role", "small")
        self._show = KeyButton("Show this again", "Enter", kind="accent", centred=True)
        self._show.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._show.clicked.connect(self.show_current)
        self._study = KeyButton("Study now", "S", kind="accent")
        self._study.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._study.clicked.connect(self.left)
        for above in (self._head, self._count, self._filters):
            self.body.addWidget(above)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self._study, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch()
        for below in (self._notice, self._show):
            self.foot.addWidget(below)
        self._count.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_past(self, past: Sequence[Past], now: Now) -> None:
        """List these answers; the filters stay as they are, as far as they still can."""
        key = self._kind.currentData()
        kinds = sorted({each.key for each in past}, key=self._title)
        self._kind.blockSignals(True)
        self._kind.clear()
        for each, title in (("", "All kinds"), *((key, self._title(key)) for key in kinds)):
            self._kind.addItem(title, each)
        self._kind.setCurrentIndex(max(0, self._kind.findData(key)))
        self._kind.blockSignals(False)
        self.model.set_past(past, now)
        self._filter()
        for part in (self._filters, self.view, self._show):
            part.setVisible(bool(past))
        self._study.setVisible(not past)
        self.say("")

    def say(self, notice: str) -> None:
        """Show a quiet line; empty text takes it away."""
        self._notice.setText(notice)
        self._notice.setVisible(bool(notice))

    def take_focus(self) -> None:
        """Put the focus on the list, so that arrows and Enter work at once."""
        widget = self.view if self.model.whole else self._study
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_current(self) -> None:
        """Show the current row's question again."""
        self._choose(self.view.currentIndex())

    def step(self, by: int) -> None:
        """Choose the next older answer, or with -1 the next newer one, and show it."""
        row = self.view.currentIndex().row() + by
        if 0 <= row < self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(row))
            self.show_current()

    def _filter(self) -> None:
        """Leave what the filters say, and begin at its top."""
        self.model.choose(str(self._kind.currentData() or ""), failed=self._failed.isChecked())
        count, whole = self.model.rowCount(), len(self.model.whole)
        self._count.setText(_counted(count, whole))
        self._show.setEnabled(bool(count))
        if count:
            self.view.setCurrentIndex(self.model.index(0))
            self.view.scrollToTop()

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.model.past(index.row()))


def _counted(count: int, whole: int) -> str:
    """Say how many answers there are, and how many of them are listed."""
    if not whole:
        return _NONE
    answers = "1 answer" if whole == 1 else f"{whole:,} answers"
    if count == whole:
        return f"{answers}, the latest first"
    return f"{count:,} of {answers}" if count else f"None of {answers} is of that sort."
