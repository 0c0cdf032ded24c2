"""A fact on its card: the question, then below a rule the answer, note and source."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from initquiz.ui.widgets.prose import Prose, Role

if TYPE_CHECKING:
    from initquiz.drawing.formula import Typesetter
    from initquiz.model.card import Fact
    from initquiz.study.typed import Comparison

_SHORT = 80  # characters of an answer that is set as large as its question
_AIR = 104  # px above the question


class FactCard(QFrame):
    """Shows one fact; `entered` says that a typed answer was finished with Enter."""

    entered = Signal(str)

    def __init__(self, typesetter: "Typesetter", parent: QWidget | None = None) -> None:
        """Make an empty card; what only the answer needs is made with the first answer."""
        super().__init__(parent)
        self._typesetter = typesetter
        self._fact: Fact | None = None
        self._answer: AnswerPart | None = None
        self._field: QLineEdit | None = None
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._question = Prose(typesetter, Role.QUESTION)
        self._question.setAccessibleName("Question")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(36, 36, 36, 36)
        self._column.setSpacing(16)
        # The question stays where it is when the answer comes; a small window has no such air.
        shrink, least = QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum
        self._column.addItem(QSpacerItem(0, _AIR, least, shrink))
        self._column.addWidget(self._question)
        self._column.addStretch(1)

    def ask(self, fact: "Fact", *, typed: bool) -> None:
        """Show the question alone; with a field to type in if `typed`."""
        self._fact = fact
        self._question.set_markdown(fact.question)
        if self._answer is not None:
            self._answer.hide()
        if typed and self._field is None:
            self._field = self._make_field()
            self._column.insertWidget(2, self._field)
        if self._field is not None:
            self._field.clear()
            self._field.setReadOnly(False)
            self._field.setVisible(typed)
        self.take_focus()

    def take_focus(self) -> None:
        """Put the focus where reading, or typing, begins."""
        typing = self._field is not None and not self._field.isHidden()
        widget = self._field if typing and self._field else self._question
        widget.setFocus()

    def typed(self) -> str:
        """Return what was typed so far; empty when nothing is to be typed."""
        field = self._field
        return field.text().strip() if field and not field.isHidden() else ""

    @property
    def news(self) -> QWidget | None:
        """Return the part that comes with the answer; None before the first."""
        return self._answer

    def reveal(self, comparison: "Comparison | None" = None) -> None:
        """Show the answer below the question, and what a typed one was worth."""
        if self._fact is None:
            return
        if self._answer is None:
            self._answer = AnswerPart(self._typesetter)
            self._column.insertWidget(self._column.count() - 1, self._answer)
        if self._field is not None:
            self._field.setReadOnly(True)
            self._field.setVisible(comparison is not None)
        self._answer.show_answer(self._fact, comparison)
        self._answer.show()

    def _make_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName("Your answer")
        field.setPlaceholderText("Type your answer, then press Enter")
        field.setMaxLength(200)
        field.returnPressed.connect(self._enter)
        return field

    def _enter(self) -> None:
        self.entered.emit(self.typed())


class AnswerPart(QWidget):
    """What lies below the question: a finding, a rule, the answer, the note, the source."""

    def __init__(self, typesetter: "Typesetter", parent: QWidget | None = None) -> None:
        """Make the parts, empty."""
        super().__init__(parent)
        from initquiz.ui.widgets.feedback import FeedbackPanel  # noqa: PLC0415 - not for card one

        self._finding = FeedbackPanel()
        rule = QFrame()
        rule.setProperty("role", "rule")
        self._answer = Prose(typesetter, Role.ANSWER)
        self._note = Prose(typesetter, Role.NOTE)
        self._source = Prose(typesetter, Role.SOURCE)
        self._answer.setAccessibleName("Answer")
        self._note.setAccessibleName("Teacher's note")
        self._source.setAccessibleName("Source")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._finding)
        column.addSpacing(4)
        column.addWidget(rule)
        column.addSpacing(4)
        for text in (self._answer, self._note, self._source):
            column.addWidget(text)

    def show_answer(self, fact: "Fact", comparison: "Comparison | None") -> None:
        """Fill the parts; those without a text are hidden."""
        short = len(fact.answer) <= _SHORT and "\n" not in fact.answer
        self._answer.set_role(Role.ANSWER if short else Role.LONG_ANSWER)
        self._answer.set_markdown(fact.answer)
        for text, view in ((fact.note, self._note), (fact.source, self._source)):
            view.set_markdown(text)
            view.setVisible(bool(text))
        self._finding.setVisible(comparison is not None)
        if comparison is not None:
            self._finding.show_feedback(*_finding(comparison))
        self._answer.setFocus()


def _finding(comparison: "Comparison") -> tuple[str, str, str]:
    """Return kind, title and text of what a typed answer was worth."""
    accepted = f"Accepted: {_in_words(comparison.closest)}"
    return {
        "same": ("right", "That is it.", ""),
        "near": ("neutral", "Nearly: look closely.", accepted),
        "different": ("wrong", "Not what the card says.", accepted),
    }[comparison.match]


def _in_words(answer: str) -> str:
    """Return an answer with words in place of its pictures."""
    if "![" not in answer:
        return answer
    from initquiz.markup.pictures import PICTURE, words  # noqa: PLC0415 - few answers have any

    return PICTURE.sub(lambda found: f"[{words(found[1])}]", answer)
