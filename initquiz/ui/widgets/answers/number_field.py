"""One number is to be typed, or several, as numbers or as expressions."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from initquiz.model.measuring import Number
from initquiz.ui.widgets.answers.answer_widget import AnswerWidget, Tools
from initquiz.ui.widgets.answers.check_row import CheckRow
from initquiz.ui.widgets.answers.quantity_edit import QuantityEdit
from initquiz.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from initquiz.model.blocks import Block
    from initquiz.model.mistake import Given
    from initquiz.model.verdict import Verdict


class NumberField(AnswerWidget[Number]):
    """Lines to type into; Enter goes to the next one that lacks its number, then submits."""

    typed = True

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        """Make a field without a line."""
        super().__init__(tools, parent)
        self.edits: tuple[QuantityEdit, ...] = ()
        self._row = CheckRow(self._submit)
        self._line = FlowLayout(self, spacing=16, top=True)

    def ask(self, field: Number, blocks: "Sequence[Block]") -> None:  # noqa: ARG002 - of no use
        """Show an empty line for each quantity."""
        for edit in self.edits:
            self._line.removeWidget(edit)
            edit.hide()
            edit.deleteLater()
        self.edits = tuple(QuantityEdit(asked, self.tools.typesetter) for asked in field.quantities)
        self._line.removeWidget(self._row)
        self._row.setContentsMargins(0, self.fontMetrics().height(), 0, 0)  # beside the lines
        for part in (*self.edits, self._row):
            self._line.addWidget(part)
            part.show()
        self.setFocusProxy(self.edits[0].line)
        self._row.say("")

    def reveal(self, field: Number, given: "Given | None", verdict: "Verdict") -> None:
        """Say of each number whether it was right, and what counts as right."""
        for index, (edit, asked) in enumerate(zip(self.edits, field.quantities, strict=True)):
            right = given is not None and asked.accepts(given[index])
            kind = "" if given is None else "right" if right else "wrong"
            edit.reveal(kind, verdict.option_notes[index])
        self._row.hide()

    def take_focus(self) -> None:
        """Put the focus on the first line that lacks its number."""
        lacking = [edit for edit in self.edits if edit.value() is None]
        (lacking or self.edits)[0].line.setFocus()

    def tab_stops(self) -> list[QWidget]:
        """Return the lines and the button."""
        return [*(edit.line for edit in self.edits), self._row.button]

    def press_enter(self) -> bool:
        """Go to the next empty line, or give the answer; the button does its own."""
        if not self._row.isVisible():
            return False
        self._submit()
        return True

    def type_key(self, event: "QKeyEvent") -> None:
        """Type into the first line that lacks its number, wherever the focus is."""
        if event.text().isprintable() and event.text():
            self.take_focus()
            focused = QApplication.focusWidget()
            if focused is not None and self.isAncestorOf(focused):
                QApplication.sendEvent(focused, event)

    def _submit(self) -> None:
        for edit in self.edits:
            if edit.value() is None:
                empty = not edit.line.text().strip()
                if empty and edit is not self._focused():
                    edit.line.setFocus()
                else:
                    edit.complain()
                return
        self.submitted.emit(tuple(edit.value() for edit in self.edits))

    def _focused(self) -> QuantityEdit | None:
        return next((edit for edit in self.edits if edit.line.hasFocus()), None)
