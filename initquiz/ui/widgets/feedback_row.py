"""The foot below an answered question: how it was rated, and the ways on from it."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from initquiz.ui.widgets.flow_layout import FlowLayout
from initquiz.ui.widgets.keycap import KeyButton

if TYPE_CHECKING:
    from initquiz.model.review import Rating
    from initquiz.model.schedule import Interval


class FeedbackRow(QWidget):
    """A quiet line, quiet buttons and the accented way on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the row."""
        super().__init__(parent)
        self._line = QLabel(wordWrap=True)
        self._line.setProperty("role", "small")
        self.change = KeyButton("grade it yourself", "1–4", kind="flat")
        self.again = KeyButton("another one", "N", kind="flat")
        self.lab = KeyButton("open in Lab", "L", kind="flat")
        self.why = KeyButton("why?", "W", kind="flat")
        self.go_on = KeyButton("Next", "Enter", kind="accent")
        for wide in (self._line, self.go_on):
            wide.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row = FlowLayout(self)
        for part in (self._line, self.change, self.again, self.lab, self.why, self.go_on):
            row.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_rating(self, rating: "Rating", interval: "Interval", *, lab: bool) -> None:
        """Say how the answer was rated; `lab` tells whether there is a lab to open it in."""
        name = rating.name.capitalize()
        self._say(f"Rated <b>{name}</b>, back in {interval}", f"Rated {name}, back in {interval}")
        self._offer(change=True, lab=lab)

    def show_practice(self, *, lab: bool) -> None:
        """Say that the answer was not counted."""
        self._say("Practice, not counted", "Practice, not counted")
        self._offer(change=False, lab=lab)

    def show_past(self, rated: str, *, lab: bool) -> None:
        """Say how an answer was rated in its time; the way on leads back."""
        self._say(rated, rated)
        self._offer(change=False, lab=lab, on="Back to the list")

    def _say(self, text: str, spoken: str) -> None:
        self._line.setText(text)
        self._line.setAccessibleName(spoken)

    def _offer(self, *, change: bool, lab: bool, on: str = "Next") -> None:
        self.go_on.set_words(on)
        self.change.setVisible(change)
        self.lab.setVisible(lab)
