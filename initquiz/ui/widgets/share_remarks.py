"""What is wrong, once for all cards it is wrong with, and what to do about it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from initquiz.ui.widgets.inline_text import in_a_line
from initquiz.ui.widgets.share_frames import breakable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from initquiz.study.remarks import Remark

_SHOWN, _PLACES = 6, 3


class RemarkList(QFrame):
    """A card of remarks under a title; hidden while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self.setProperty("role", "card")
        self.title = QLabel(wordWrap=True)
        self.title.setProperty("role", "heading")
        self._labels: list[QLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 16, 20, 16)
        self._column.setSpacing(4)
        self._column.addWidget(self.title)
        self.hide()

    def show_remarks(
        self, title: str, remarks: "Sequence[Remark]", notes: "Sequence[str]" = ()
    ) -> None:
        """Show remarks and then plain notes; nothing at all hides the list."""
        for label in self._labels:
            label.hide()
            label.deleteLater()
        self._labels = []
        self.title.setText(title)
        for remark in remarks[:_SHOWN]:
            self._add(_sentence(remark), "strong")
            self._add(places(remark.places), "small")
        if len(remarks) > _SHOWN:
            self._add(f"… and {len(remarks) - _SHOWN:,} more kinds of remark", "small")
        for note in notes:
            self._add(note, "muted")
        self.setVisible(bool(self._labels))

    def texts(self) -> list[str]:
        """Return the lines as they are read."""
        return [label.accessibleName() for label in self._labels]

    def _add(self, text: str, role: str) -> None:
        label = QLabel(breakable(text), wordWrap=True)
        label.setAccessibleName(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", role)
        self._labels.append(label)
        self._column.addWidget(label)
        label.show()


def _sentence(remark: "Remark") -> str:
    what = in_a_line(remark.what)
    what = what[:1].upper() + what[1:]
    if what[-1:] not in ".!?":
        what += "."
    return f"{what} {remark.hint}".strip()


def places(found: "Sequence[str]") -> str:
    """Return where it is: all places if they are few, else how many and the first of them."""
    shown = "; ".join(in_a_line(place) for place in found[:_PLACES])
    if len(found) <= _PLACES:
        return shown
    return f"{len(found):,} places: {shown}; and {len(found) - _PLACES:,} more"
