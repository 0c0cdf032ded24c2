"""A line to type one number into: its name above it, what was read below it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from initquiz.errors import UsageError
from initquiz.ui.theme import restyle
from initquiz.ui.widgets.answers.answer_widget import bring_into_sight
from initquiz.ui.widgets.inline_text import InlineText

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from initquiz.drawing.formula import Typesetter
    from initquiz.model.measuring import Quantity

_EXAMPLE = "such as 0.0625, 1/16, 6.25e-2 or sqrt(2/512)"
_LONGEST = 1000  # characters, more than are read, so that what is too long is told
_WIDTH = 30  # digits


class NumberLine(QLineEdit):
    """A line that leaves "?" to the window: no number is written with it."""

    def event(self, event: QEvent) -> bool:
        """Let "?" be a shortcut even here."""
        if event.type() == event.Type.ShortcutOverride and event.text() == "?":  # type: ignore[attr-defined]
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Type anything else."""
        if event.text() == "?":
            event.ignore()
        else:
            super().keyPressEvent(event)


class QuantityEdit(QWidget):
    """A labelled number; `changed` carries its value, None while it cannot be read."""

    changed = Signal(object)

    def __init__(self, asked: "Quantity", typesetter: "Typesetter | None" = None) -> None:
        """Make an empty line for a quantity."""
        super().__init__()
        self.asked = asked
        self._name = InlineText(typesetter)
        self._name.setProperty("role", "strong")
        self._name.set_markup(asked.label)
        self.line = NumberLine(maxLength=_LONGEST)
        unit = f", in {asked.unit}" if asked.unit else ""
        self.line.setAccessibleName(f"{self._name.spoken()}{unit}")
        self.line.textChanged.connect(self._read)
        self._unit = QLabel(asked.unit)
        self._unit.setProperty("role", "muted")
        if not asked.unit:
            self._unit.hide()
        self._told = QLabel(wordWrap=True)
        self._told.setProperty("role", "small")
        self._value: float | None = None
        self._fault = ""
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self._unit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._name)
        column.addLayout(row)
        column.addWidget(self._told)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._read()

    def value(self) -> float | None:
        """Return the number that was typed, or None if there is none."""
        return self._value

    def told(self) -> str:
        """Return what stands below the line."""
        return self._told.text()

    def complain(self) -> None:
        """Say what is wrong with what was typed, aloud too, and put the focus there."""
        self._tell(self._fault, "warning")
        QAccessible.updateAccessibility(QAccessibleEvent(self._told, QAccessible.Event.Alert))
        self.line.setFocus()
        self.line.selectAll()
        bring_into_sight(self)

    def refuse(self, fault: str) -> None:
        """Say why a number that can be read is not taken."""
        self._fault = fault
        self.complain()

    def reveal(self, kind: str, note: str) -> None:
        """Close the line; `kind` is "right", "wrong" or "" (nothing was answered)."""
        self.line.setReadOnly(True)
        restyle(self.line, kind=kind)
        self._tell(_WORDS[kind] + note, "small")

    def sizeHint(self) -> QSize:
        """Return one width for all, so that lines stand under each other."""
        width = self._widest()
        return QSize(width, self.heightForWidth(width))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the type size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.Polish}:
            self.setMaximumWidth(self._widest())

    def _widest(self) -> int:
        return self.fontMetrics().horizontalAdvance("0") * _WIDTH

    def _read(self) -> None:
        text = self.line.text()
        self._value, self._fault = None, "Type a number first."
        line = _EXAMPLE
        if text.strip():
            try:
                self._value = self.asked.read(text)
                self._fault = ""
                line = f"= {shown(self._value)}"
            except UsageError as error:
                self._fault = str(error)
                line = self._fault.split(". ")[0] + "."
        self._tell(line, "small")
        if self.line.hasFocus():
            bring_into_sight(self)
        self.changed.emit(self._value)

    def _tell(self, text: str, role: str) -> None:
        self._told.setText(text)
        self.line.setAccessibleDescription(text)
        if self._told.property("role") != role:
            restyle(self._told, role=role)


_WORDS = {"right": "Right: ", "wrong": "Not right: it is ", "": "It is "}


def shown(value: float) -> str:
    """Return a number as it was read, to six digits: 0.0625, −6.25e−5."""
    text, _, power = f"{value:.6g}".partition("e")
    return (f"{text}e{int(power)}" if power else text).replace("-", "\N{MINUS SIGN}")
