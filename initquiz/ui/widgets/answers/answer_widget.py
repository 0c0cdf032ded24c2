"""What all answer fields of the window share: how they are asked, revealed and driven by keys."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from initquiz.drawing.formula import Typesetter
    from initquiz.model.blocks import Block
    from initquiz.model.mistake import Given
    from initquiz.model.verdict import Verdict
    from initquiz.ui.widgets.plot_view import PlotView

Field = TypeVar("Field")
_AROUND = 12  # px left around what is scrolled to


class Tools(NamedTuple):
    """What a field may use of the card it stands on: the plots above it, and what sets formulas."""

    plots: "PlotView"
    typesetter: "Typesetter"


class AnswerWidget(QWidget, Generic[Field]):
    """One kind of answer field; `submitted` carries the answer, a tuple as in `model.mistake`.

    It hears letters, digits, Enter and Space while the focus is in it; the screen passes them on
    from elsewhere. A field that is `typed` into owns every key.
    """

    submitted = Signal(object)

    typed: ClassVar[bool] = False

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        """Make an empty field."""
        super().__init__(parent)
        self.tools = tools
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def ask(self, field: Field, blocks: "Sequence[Block]") -> None:
        """Open the field for another question, whose blocks are shown above it."""

    def reveal(self, field: Field, given: "Given | None", verdict: "Verdict") -> None:
        """Close the field and show, in words, what was right and what became of the answer."""

    def take_focus(self) -> None:
        """Put the focus where answering begins."""

    def tab_stops(self) -> list[QWidget]:
        """Return what Tab leads through, in order."""
        return []

    def letters(self) -> int:
        """Return how many letters from A on mean something here."""
        return 0

    def digits(self) -> int:
        """Return how many digits from 1 on mean something here."""
        return 0

    def press_letter(self, index: int) -> None:
        """Do what a letter means, A being 0."""

    def press_digit(self, number: int) -> None:
        """Do what a digit means."""

    def press_space(self) -> bool:
        """Do what Space means where the focus is; False if nothing."""
        return False

    def press_enter(self) -> bool:
        """Do what Enter means where the focus is; False if nothing."""
        return False

    def type_key(self, event: "QKeyEvent") -> None:
        """Take a key that was pressed while the focus was elsewhere on the card."""
        event.ignore()

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Do what a key means here; what means nothing is left to the window."""
        plain = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        key = event.key()
        letter, digit = key - Qt.Key.Key_A, key - Qt.Key.Key_0
        if event.modifiers() & ~plain:
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.setAccepted(self.press_enter())
        elif 0 <= letter < self.letters():
            self.press_letter(letter)
        elif 1 <= digit <= self.digits():
            self.press_digit(digit)
        else:
            super().keyPressEvent(event)


def bring_into_sight(widget: QWidget) -> None:
    """Scroll the page a widget stands on so far that it is seen, once all is laid out."""
    QTimer.singleShot(0, widget, partial(_scroll_to, widget))


def _scroll_to(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        above.ensureWidgetVisible(widget, 0, _AROUND)
