"""The foot of the study screen: what can be done now, one row at a time, one thing accented."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from initquiz.model.review import Confidence, Rating
from initquiz.ui.widgets.keycap import KeyButton

if TYPE_CHECKING:
    from collections.abc import Mapping

    from initquiz.model.schedule import Interval
    from initquiz.ui.widgets.choosing_row import ChoosingRow
    from initquiz.ui.widgets.confidence_row import ConfidenceRow
    from initquiz.ui.widgets.feedback_row import FeedbackRow
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
    confiding = Signal(bool)
    confided = Signal(Confidence)
    reconsidered = Signal()
    practised = Signal()
    lab = Signal()

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
        self._choosing: ChoosingRow | None = None
        self._confidence: ConfidenceRow | None = None
        self._feedback: FeedbackRow | None = None
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
        """Show no row: at rest nothing is asked."""
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

    def show_choosing(self, *, confiding: bool, practice: bool = False) -> None:
        """Below an open question: the switch of the confidence, or that it is practice."""
        if self._choosing is None:
            from initquiz.ui.widgets.choosing_row import (  # noqa: PLC0415 - not for card one
                ChoosingRow,
            )

            self._choosing = ChoosingRow()
            self._choosing.confiding.connect(self.confiding)
            self._choosing.back.clicked.connect(self.advanced)
            self._column.addWidget(self._choosing)
        self._choosing.show_choices(confiding=confiding, practice=practice)
        self._show_only(self._choosing)

    def show_confidence(self) -> None:
        """Ask how sure the learner is of the answer just given."""
        if self._confidence is None:
            from initquiz.ui.widgets.confidence_row import (  # noqa: PLC0415 - not for card one
                ConfidenceRow,
            )

            self._confidence = ConfidenceRow()
            self._confidence.confided.connect(self.confided)
            self._confidence.back.clicked.connect(self.reconsidered)
            self._column.addWidget(self._confidence)
        self._show_only(self._confidence)
        self._confidence.setFocus()

    def show_grades(self, intervals: "Mapping[Rating, Interval]", default: Rating) -> None:
        """Offer the four grades, each with the interval it would give."""
        self._show_only(self._set_grades(intervals, default))

    def show_feedback(
        self,
        rating: Rating,
        interval: "Interval",
        intervals: "Mapping[Rating, Interval]",
        *,
        lab: bool = False,
    ) -> None:
        """Say how the program rated the answer, and offer to change that or to go on."""
        row = self._feedback_row()
        row.show_rating(rating, interval, lab=lab)
        self._set_grades(intervals, rating)
        self._show_only(row)
        row.go_on.setFocus()

    def show_practised(self, *, lab: bool = False) -> None:
        """Say that the answer does not count, and offer another or to go on."""
        row = self._feedback_row()
        row.show_practice(lab=lab)
        self._show_only(row)
        row.go_on.setFocus()

    def show_past(self, rated: str, *, lab: bool = False) -> None:
        """Below an answer of another time: how it was rated then, and the way back."""
        row = self._feedback_row()
        row.show_past(rated, lab=lab)
        self._show_only(row)
        row.go_on.setFocus()

    def toggle_typing(self) -> None:
        """Switch typing on or off, where it is offered."""
        if self._typing is not None and self._typing.isVisible():
            self._typing.toggle()

    def _feedback_row(self) -> "FeedbackRow":
        if self._feedback is None:
            from initquiz.ui.widgets.feedback_row import (  # noqa: PLC0415 - not for card one
                FeedbackRow,
            )

            self._feedback = FeedbackRow()
            self._feedback.change.clicked.connect(self._offer_grades)
            self._feedback.again.clicked.connect(self.practised)
            self._feedback.lab.clicked.connect(self.lab)
            self._feedback.why.clicked.connect(self.explained)
            self._feedback.go_on.clicked.connect(self.advanced)
            self._column.insertWidget(2, self._feedback)
        return self._feedback

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
        rows = (self._asking, self._choosing, self._confidence, self._feedback, self._ratings)
        for row in rows:
            if row is not None:
                row.setVisible(row is shown)
        self.setHidden(shown is None and self._notice.isHidden())


class _AskingRow(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.reveal = KeyButton("Show answer", "Space", kind="accent", centred=True)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(12)
        self.row.addWidget(self.reveal, 1)
