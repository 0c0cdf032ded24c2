"""The foot of the study screen: what can be done now, one row at a time, one thing accented."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from initquiz.model.review import Rating
from initquiz.ui.widgets.keycap import KeyButton

if TYPE_CHECKING:
    from collections.abc import Mapping

    from initquiz.model.schedule import Interval
    from initquiz.ui.widgets.rating_bar import RatingBar


class StudyFoot(QWidget):
    """Show answer, the four grades, or what a graded answer was rated, with a way on.

    Each row is made when it is first shown: the first card needs but one of them.
    """

    revealed = Signal()
    rated = Signal(Rating)
    explained = Signal()
    advanced = Signal()
    typing = Signal(bool)

    def __init__(self, *, typing: bool, parent: QWidget | None = None) -> None:
        """Make the first row; `typing` says whether short answers are typed."""
        super().__init__(parent)
        self._types = typing
        self._notice = QLabel(wordWrap=True)
        self._notice.setProperty("role", "small")
        self._notice.hide()
        self._asking = _AskingRow()
        self._asking.reveal.clicked.connect(self.revealed)
        self._typing: QCheckBox | None = None
        self._feedback: _FeedbackRow | None = None
        self._ratings: RatingBar | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(self._notice)
        self._column.addWidget(self._asking)
        self.show_nothing()

    def say(self, notice: str) -> None:
        """Show a quiet line; empty text takes it away."""
        self._notice.setText(notice)
        self._notice.setAccessibleName(notice)
        self._notice.setVisible(bool(notice))
        self.setVisible(True)

    def show_nothing(self) -> None:
        """Show no row: a question is answered on its card, and at rest nothing is asked."""
        self._show_only(None)

    def show_asking(self, *, typable: bool, typing: bool = False) -> None:
        """Offer to show the answer, and the choice of typing it where that makes sense.

        While an answer is typed, Space types a space and Enter alone shows the answer.
        """
        self._asking.reveal.set_key("Enter" if typing else "Space")
        if typable and self._typing is None:
            self._typing = QCheckBox("Type the answer")
            self._typing.setToolTip("Ctrl+T")
            self._typing.setAccessibleName("Type the answer, key Ctrl+T")
            self._typing.setChecked(self._types)
            self._typing.toggled.connect(self.typing)
            self._asking.row.addWidget(self._typing)
            QWidget.setTabOrder(self._asking.reveal, self._typing)
        if self._typing is not None:
            self._typing.setVisible(typable)
        self._show_only(self._asking)

    def show_grades(self, intervals: "Mapping[Rating, Interval]", default: Rating) -> None:
        """Offer the four grades, each with the interval it would give."""
        self._show_only(self._set_grades(intervals, default))

    def show_feedback(
        self, rating: Rating, interval: "Interval", intervals: "Mapping[Rating, Interval]"
    ) -> None:
        """Say how the program rated the answer, and offer to change that or to go on."""
        self._set_grades(intervals, rating)
        if self._feedback is None:
            self._feedback = _FeedbackRow()
            self._feedback.change.clicked.connect(self._offer_grades)
            self._feedback.why.clicked.connect(self.explained)
            self._feedback.go_on.clicked.connect(self.advanced)
            self._column.insertWidget(2, self._feedback)
        name = rating.name.capitalize()
        self._feedback.rated.setText(f"Rated <b>{name}</b>, back in {interval}")
        self._feedback.rated.setAccessibleName(f"Rated {name}, back in {interval}")
        self._show_only(self._feedback)
        self._feedback.go_on.setFocus()

    def toggle_typing(self) -> None:
        """Switch typing on or off, where it is offered."""
        if self._typing is not None and self._typing.isVisible():
            self._typing.toggle()

    def _set_grades(self, intervals: "Mapping[Rating, Interval]", default: Rating) -> "RatingBar":
        if self._ratings is None:
            from initquiz.ui.widgets.rating_bar import RatingBar  # noqa: PLC0415 - not for card one

            self._ratings = RatingBar()
            self._ratings.rated.connect(self.rated)
            self._column.addWidget(self._ratings)
        self._ratings.set_intervals({rating: str(span) for rating, span in intervals.items()})
        self._ratings.set_default(default)
        return self._ratings

    def _offer_grades(self) -> None:
        if self._ratings is not None:
            self._ratings.setVisible(self._ratings.isHidden())

    def _show_only(self, shown: QWidget | None) -> None:
        for row in (self._asking, self._feedback, self._ratings):
            if row is not None:
                row.setVisible(row is shown)
        self.setHidden(shown is None and self._notice.isHidden())


class _AskingRow(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.reveal = KeyButton("Show answer", "Space", kind="accent", centred=True)
        self.row = _fill(self, self.reveal)


class _FeedbackRow(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.rated = QLabel(wordWrap=True)
        self.rated.setProperty("role", "small")
        self.change = KeyButton("grade it yourself", "1–4", kind="flat")
        self.why = KeyButton("why?", "W", kind="flat")
        self.go_on = KeyButton("Next", "Enter", kind="accent")
        _fill(self, self.rated, self.change, self.why, self.go_on)


def _fill(row: QWidget, first: QWidget, *others: QWidget) -> QHBoxLayout:
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(12)
    layout.addWidget(first, 1)
    for other in others:
        layout.addWidget(other)
    return layout
