"""The four grades with the interval each would give."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from initquiz.model.review import Rating
from initquiz.ui.widgets.column_layout import ColumnLayout
from initquiz.ui.widgets.keycap import KeyButton

if TYPE_CHECKING:
    from collections.abc import Mapping


class RatingBar(QWidget):
    """Again, Hard, Good and Easy in one row, or two by two in a narrow window."""

    rated = Signal(Rating)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the four buttons, Good being the one to press next."""
        super().__init__(parent)
        self.setAccessibleName("How well did you remember?")
        layout = ColumnLayout(self, choices=(4, 2, 1), cell_chars=12, spacing=10)
        self._buttons: dict[Rating, KeyButton] = {}
        for rating in Rating:
            button = KeyButton(rating.name.capitalize(), str(rating.value))
            button.clicked.connect(partial(self._press, rating))
            layout.addWidget(button)
            self._buttons[rating] = button
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.set_default(Rating.GOOD)

    def button(self, rating: Rating) -> KeyButton:
        """Return one grade's button."""
        return self._buttons[rating]

    def set_intervals(self, intervals: "Mapping[Rating, str]") -> None:
        """Write under each grade when the card would come back."""
        for rating, button in self._buttons.items():
            button.set_words(button.title(), intervals.get(rating, ""))

    def set_default(self, default: Rating) -> None:
        """Put the accent on the grade that Space and Enter give."""
        for rating, button in self._buttons.items():
            button.set_kind("accent" if rating is default else "quiet")

    def _press(self, rating: Rating) -> None:
        self.rated.emit(rating)
