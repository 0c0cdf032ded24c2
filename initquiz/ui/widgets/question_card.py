"""A compute-it question on its card: prompt, blocks, answer field, and after the answer why."""

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from initquiz.model.arranging import Match
from initquiz.model.choosing import Choice
from initquiz.model.verdict import Grade
from initquiz.study.rating_rule import RULE
from initquiz.ui.widgets.answers.answer_widget import Tools
from initquiz.ui.widgets.answers.fields import FIELDS
from initquiz.ui.widgets.feedback import FeedbackPanel
from initquiz.ui.widgets.flow_layout import FlowLayout
from initquiz.ui.widgets.keycap import KeyButton
from initquiz.ui.widgets.prose import Prose, Role
from initquiz.ui.widgets.question_blocks import QuestionBlocks
from initquiz.ui.widgets.rests_on import RestsOn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from initquiz.drawing.formula import Typesetter
    from initquiz.model.blocks import Block
    from initquiz.model.card import Fact
    from initquiz.model.mistake import Given
    from initquiz.model.question import Question
    from initquiz.model.verdict import Verdict
    from initquiz.ui.widgets.answers.answer_widget import AnswerWidget
    from initquiz.ui.widgets.plot_table import PlotTable

_KINDS = {Grade.RIGHT: "right", Grade.WRONG: "wrong", Grade.UNKNOWN: "neutral"}
_PROVEN = frozenset({Choice.kind, Match.kind})  # the bound is about telling options apart
_RULE = "**How answers are rated.** " + "; ".join(
    f"{when}: {rating.name.capitalize()}" for when, rating in RULE
)


class QuestionCard(QFrame):
    """Shows one drawn question; `answered` carries the answer as a tuple, or None."""

    answered = Signal(object)

    def __init__(self, typesetter: "Typesetter", parent: "QWidget | None" = None) -> None:
        """Make an empty card."""
        super().__init__(parent)
        self.setProperty("role", "card")
        self._prompt = Prose(typesetter, Role.PROMPT)
        self._prompt.setAccessibleName("Question")
        self.blocks = QuestionBlocks(typesetter)
        self._tools = Tools(self.blocks.plots, typesetter)
        self._fields: dict[str, AnswerWidget[Any]] = {}
        self._kind = ""
        self._open = False
        self._feedback = FeedbackPanel(typesetter)
        self._explanation = Prose(typesetter, Role.NOTE)
        self._explanation.setAccessibleName("Explanation")
        self._rests = RestsOn(typesetter)
        self._unknown = KeyButton("I don't know", "?", kind="flat")
        self._unknown.clicked.connect(self._give_up)
        self._as_table = KeyButton("table of this plot", "T", kind="flat")
        self._as_table.clicked.connect(self.show_table)
        self._bound = QLabel(wordWrap=True)
        self._bound.setProperty("role", "small")
        self._bound.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._bound.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._table: PlotTable | None = None
        self._foot = QWidget()
        foot = FlowLayout(self._foot)
        for part in (self._unknown, self._as_table, self._rests.line, self._bound):
            foot.addWidget(part)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 16, 20, 12)
        self._column.setSpacing(12)
        self._column.addWidget(self._prompt)
        self._column.addWidget(self.blocks)
        for widget in (self._feedback, self._explanation, self._foot, self._rests):
            self._column.addWidget(widget)

    @property
    def field(self) -> "AnswerWidget[Any]":
        """Return the answer field of the question that is shown."""
        return self._fields[self._kind]

    @property
    def news(self) -> QWidget:
        """Return the part that comes with the answer."""
        return self._feedback

    def ask(self, question: "Question") -> None:
        """Show a question to be answered."""
        self._prompt.set_markdown(question.prompt)
        self._show_blocks(question.blocks)
        self._bring(question.answer.kind)
        self.field.setEnabled(True)
        self.field.ask(question.answer, question.blocks)
        self._open = True
        self._chain()
        self._feedback.hide()
        self._explanation.hide()
        self._rests.show_facts(())
        self._unknown.show()
        self._show_foot()
        self._as_table.set_key("Alt+T" if self.field.typed else "T")
        proven = question.answer.kind in _PROVEN and bool(self.blocks.shown())
        self._bound.setText(_promise(question.error_bound))
        self._bound.setVisible(proven)
        self.take_focus()

    def take_focus(self) -> None:
        """Put the focus on the answer field."""
        self.field.take_focus()

    def hold(self, *, held: bool) -> None:
        """Keep the answer as it is while something else is asked, or let it be changed again."""
        self.field.setEnabled(not held)
        self._unknown.setVisible(not held)
        if not held:
            self.take_focus()

    def reveal(
        self, question: "Question", given: "Given | None", verdict: "Verdict", *, rated: bool = True
    ) -> None:
        """Show what came of the answer, and unless it is not `rated` the rule of the grades."""
        # Not before: what is hidden from eyes may still be read by other means.
        rule = f"\n\n{_RULE}" if rated else ""
        self._explanation.set_markdown(f"{question.explanation}{rule}")
        self._show_blocks(verdict.blocks)
        self.field.setEnabled(True)
        self.field.reveal(question.answer, given, verdict)
        self._open = False
        self._feedback.show_feedback(_KINDS[verdict.grade], verdict.title, verdict.why)
        self._feedback.show()
        self._unknown.hide()
        self._show_foot()
        self._as_table.set_key("T")
        self._bound.hide()

    def rest_on(self, facts: "Sequence[Fact]") -> None:
        """Name the fact cards the question rests on."""
        self._rests.show_facts(facts)
        self._show_foot()

    def open_fact(self) -> QWidget | None:
        """Open the next of these cards; return what is shown now, if anything."""
        return self._rests if self._rests.open_next() else None

    def toggle_explanation(self) -> QWidget | None:
        """Show or hide the longer explanation; return it if it is shown now."""
        self._explanation.setVisible(self._explanation.isHidden())
        return self._explanation if self._explanation.isVisible() else None

    def show_table(self) -> None:
        """Open the plots' numbers as a table."""
        if self.blocks.shown():
            if self._table is None:
                from initquiz.ui.widgets.plot_table import (  # noqa: PLC0415 - seldom wanted
                    PlotTable,
                )

                self._table = PlotTable(self)
            self._table.show_blocks(self.blocks.shown())
            self._table.open()

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Leave what is typed to a field that is typed into; "?" gives up in any field."""
        if self._open and event.text() == "?":
            self._give_up()
        elif self._open and self.field.typed and not event.modifiers() & ~_SHIFTED:
            self.field.type_key(event)
        else:
            super().keyPressEvent(event)

    def _show_blocks(self, blocks: "Sequence[Block]") -> None:
        """Show blocks; with plots the card takes all the room there is, without what it needs."""
        self.blocks.show_blocks(blocks)
        plots = bool(self.blocks.shown())
        self._column.setStretchFactor(self.blocks, int(plots))
        vertical = QSizePolicy.Policy.Expanding if plots else QSizePolicy.Policy.Minimum
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, vertical)
        policy.setVerticalStretch(int(plots))
        self.setSizePolicy(policy)
        self._as_table.setVisible(plots)

    def _show_foot(self) -> None:
        """Without anything in it, the foot takes no room."""
        parts = (self._unknown, self._as_table, self._rests.line)
        self._foot.setHidden(all(part.isHidden() for part in parts))

    def _bring(self, kind: str) -> None:
        """Show the field for a kind of answer, and only that; it is made when it is first used."""
        if kind not in self._fields:
            field = FIELDS[kind](self._tools)
            field.submitted.connect(self.answered)
            self._column.insertWidget(2, field)
            self._fields[kind] = field
        self.blocks.plots.clear_marker()
        self._kind = kind
        for each, field in self._fields.items():
            field.setVisible(each == kind)

    def _chain(self) -> None:
        """Lead Tab from the top to the bottom, for parts are made anew each time."""
        stops = (self.blocks.tab_stops(), self.field.tab_stops(), [self._unknown, self._as_table])
        for before, after in pairwise((self._prompt, *(each for part in stops for each in part))):
            QWidget.setTabOrder(before, after)

    def _give_up(self) -> None:
        self.answered.emit(None)


_SHIFTED = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


def _promise(bound: float) -> str:
    """Say how surely the drawn sample settles the question (Bhattacharyya bound)."""
    once = 10_000 if bound <= 0 else max(1, int(1 / max(bound, 1e-9)))
    shown = next(limit for limit in (1_000_000, 100_000, 10_000, 1) if once >= limit)
    return f"an ideal observer errs less than once in {shown:,} here"
