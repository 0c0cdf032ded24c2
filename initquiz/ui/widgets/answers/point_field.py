"""A place on a plot's axis: a marker to move, and a line that shows and takes its value."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from initquiz.model.blocks import Code, Table
from initquiz.model.measuring import PointOnPlot
from initquiz.ui.widgets.answers.answer_widget import AnswerWidget, Tools
from initquiz.ui.widgets.answers.check_row import CheckRow
from initquiz.ui.widgets.answers.quantity_edit import QuantityEdit, shown
from initquiz.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from initquiz.model.blocks import Block
    from initquiz.model.mistake import Given
    from initquiz.model.verdict import Verdict


class PointField(AnswerWidget[PointOnPlot]):
    """The marker follows the mouse and the arrows on the plot; the line follows the marker."""

    typed = True

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        """Make a field without a line."""
        super().__init__(tools, parent)
        self._field: PointOnPlot | None = None
        self._plot = 0
        self._passing_on = False  # a place from the marker to the line, or back
        self.edit: QuantityEdit | None = None
        self._row = CheckRow(self._submit)
        self._line = FlowLayout(self, spacing=16, top=True)
        tools.plots.marker_moved.connect(self._follow)

    def ask(self, field: PointOnPlot, blocks: "Sequence[Block]") -> None:
        """Put the marker at its start."""
        if self.edit is not None:
            self._line.removeWidget(self.edit)
            self.edit.hide()
            self.edit.deleteLater()
        self._field = field
        self._plot = sum(not isinstance(block, Table | Code) for block in blocks[: field.block])
        self.edit = QuantityEdit(field.quantity, self.tools.typesetter)
        self._line.removeWidget(self._row)
        self._row.setContentsMargins(0, self.fontMetrics().height(), 0, 0)  # beside the line
        for part in (self.edit, self._row):
            self._line.addWidget(part)
            part.show()
        self._set_marker(field.start)
        self._follow(field.start)
        self.edit.changed.connect(self._lead)
        self._row.say("Drag the marker, use the arrow keys, or type.")

    def reveal(self, field: PointOnPlot, given: "Given | None", verdict: "Verdict") -> None:
        """Show on the plot what counts as right, and say it below the line."""
        asked = field.quantity
        self.tools.plots.reveal_marker(asked.low, asked.high, asked.value)
        if self.edit is not None:
            right = given is not None and asked.accepts(given[0])
            kind = "" if given is None else "right" if right else "wrong"
            self.edit.reveal(kind, verdict.option_notes[0])
        self._row.hide()

    def take_focus(self) -> None:
        """Put the focus on the plot, where the arrows move the marker."""
        self.tools.plots.setFocus()

    def tab_stops(self) -> list[QWidget]:
        """Return the line and the button; the plot comes before them."""
        return [*([self.edit.line] if self.edit else []), self._row.button]

    def press_enter(self) -> bool:
        """Give the marker's place as the answer."""
        if not self._row.isVisible():
            return False
        self._submit()
        return True

    def type_key(self, event: "QKeyEvent") -> None:
        """Begin to type a place, wherever the focus is."""
        if self.edit is not None and event.text() and event.text().isprintable():
            self.edit.line.setFocus()
            self.edit.line.selectAll()
            QApplication.sendEvent(self.edit.line, event)

    def _set_marker(self, place: float) -> None:
        field = self._field
        if field is not None:
            self.tools.plots.set_marker(
                self._plot, field.quantity.label, place, field.least, field.most, field.step
            )

    def _follow(self, place: float) -> None:
        """Show the marker's place in the line."""
        if self.edit is not None and not self.edit.line.isReadOnly() and not self._passing_on:
            self._passing_on = True
            self.edit.line.setText(shown(place))
            self._passing_on = False

    def _lead(self) -> None:
        """Take the marker to what was typed, if it lies on the axis."""
        value = self._typed()
        if value is not None and not self._passing_on:
            self._passing_on = True
            self._set_marker(value)
            self._passing_on = False

    def _typed(self) -> float | None:
        value, field = self.edit.value() if self.edit else None, self._field
        inside = value is not None and field is not None and field.least <= value <= field.most
        return value if inside else None

    def _submit(self) -> None:
        if self.edit is None or self._field is None:
            return
        value = self._typed()
        if value is not None:
            self.submitted.emit((value,))
        elif self.edit.value() is None:
            self.edit.complain()
        else:
            reach = f"{shown(self._field.least)} to {shown(self._field.most)}"
            self.edit.refuse(f"The marker goes from {reach}.")
