"""A compute-it question on its card: prompt, plot, options, and after the answer why."""

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from initquiz.drawing.tables import outside_note
from initquiz.model.verdict import Grade
from initquiz.study.rating_rule import RULE
from initquiz.ui.widgets.feedback import FeedbackPanel
from initquiz.ui.widgets.keycap import KeyButton
from initquiz.ui.widgets.option_grid import OptionGrid
from initquiz.ui.widgets.plot_table import PlotTable
from initquiz.ui.widgets.plot_view import PlotView
from initquiz.ui.widgets.prose import Prose, Role

if TYPE_CHECKING:
    from initquiz.drawing.formula import Typesetter
    from initquiz.model.question import Histogram, Question
    from initquiz.model.verdict import Verdict

_KINDS = {Grade.RIGHT: "right", Grade.WRONG: "wrong", Grade.UNKNOWN: "neutral"}
_RULE = "**How answers are rated.** " + "; ".join(
    f"{when}: {rating.name.capitalize()}" for when, rating in RULE
)


class QuestionCard(QFrame):
    """Shows one drawn question; `answered` carries the option's index, or None."""

    answered = Signal(object)

    def __init__(self, typesetter: "Typesetter", parent: "QWidget | None" = None) -> None:
        """Make an empty card."""
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._prompt = Prose(typesetter, Role.PROMPT)
        self._prompt.setAccessibleName("Question")
        self._plot = PlotView()
        self._counted = QLabel(wordWrap=True)
        self._counted.setProperty("role", "small")
        self._counted.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.options = OptionGrid()
        self.options.submitted.connect(self._answer)
        self._unknown = KeyButton("I don't know", "?", kind="flat")
        self._unknown.clicked.connect(self._give_up)
        self._as_table = KeyButton("table of this plot", "T", kind="flat")
        self._as_table.clicked.connect(self.show_table)
        self._bound = QLabel(wordWrap=True)
        self._bound.setProperty("role", "small")
        self._bound.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._feedback = FeedbackPanel()
        self._explanation = Prose(typesetter, Role.NOTE)
        self._explanation.setAccessibleName("Explanation")
        self._table = PlotTable(self)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._unknown)
        foot.addWidget(self._as_table)
        foot.addWidget(self._bound, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(12)
        column.addWidget(self._prompt)
        column.addWidget(self._plot, 1)
        column.addWidget(self._counted)
        for widget in (self.options, self._feedback, self._explanation):
            column.addWidget(widget)
        column.addLayout(foot)

    def ask(self, question: "Question") -> None:
        """Show a question to be answered."""
        self._block = question.blocks[0]
        self._prompt.set_markdown(question.prompt)
        self._plot.show_histogram(self._block)
        self._counted.setText(_counted(self._block))
        self.options.set_options([option.text for option in question.answer.options])
        # Options are made anew each time, and Tab would come to them after everything else.
        cards = [self.options.card(index) for index in range(self.options.count())]
        for before, after in pairwise((self._prompt, *cards, self._unknown, self._as_table)):
            QWidget.setTabOrder(before, after)
        self._feedback.hide()
        self._explanation.hide()
        self._unknown.show()
        self._bound.setText(_promise(question.error_bound))
        self.take_focus()

    def take_focus(self) -> None:
        """Put the focus on the options."""
        self.options.setFocus(Qt.FocusReason.OtherFocusReason)

    def reveal(self, question: "Question", chosen: int | None, verdict: "Verdict") -> None:
        """Show what came of the answer: on the options, over the plot, in words."""
        # Not before: what is hidden from eyes may still be read by other means.
        self._explanation.set_markdown(f"{question.explanation}\n\n{_RULE}")
        self._block = verdict.blocks[0]
        self._plot.show_histogram(self._block)
        self.options.reveal(question.answer.correct, chosen, verdict.option_notes)
        self._feedback.show_feedback(_KINDS[verdict.grade], verdict.title, verdict.why)
        self._feedback.show()
        self._unknown.hide()
        self._bound.setText("")

    @property
    def news(self) -> QWidget:
        """Return the part that comes with the answer."""
        return self._feedback

    def toggle_explanation(self) -> QWidget | None:
        """Show or hide the longer explanation; return it if it is shown now."""
        self._explanation.setVisible(self._explanation.isHidden())
        return self._explanation if self._explanation.isVisible() else None

    def show_table(self) -> None:
        """Open the plot's numbers as a table."""
        self._table.show_block(self._block)
        self._table.open()

    def _answer(self, index: int) -> None:
        self.answered.emit(index)

    def _give_up(self) -> None:
        self.answered.emit(None)


def _counted(block: "Histogram") -> str:
    """Say what bars cannot show: how many weights there are, exactly 0, and out of range."""
    parts = [f"{block.total:,} weights", f"{block.zeros:,} of them exactly 0", outside_note(block)]
    return ", ".join(part for part in parts if part)


def _promise(bound: float) -> str:
    """Say how surely the drawn sample settles the question (Bhattacharyya bound)."""
    once = 10_000 if bound <= 0 else max(1, int(1 / max(bound, 1e-9)))
    shown = next(limit for limit in (1_000_000, 100_000, 10_000, 1) if once >= limit)
    return f"an ideal observer errs less than once in {shown:,} here"
