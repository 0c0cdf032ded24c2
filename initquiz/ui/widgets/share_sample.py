"""The first cards as they will appear where they go."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from initquiz.ui.widgets.prose import Prose, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from initquiz.drawing.formula import Typesetter
    from initquiz.drawing.pictures import Pictures
    from initquiz.model.exchange import Part

    Shown = tuple[tuple[Part, ...], Pictures | None]


class SamplePanel(QFrame):
    """Items one under the other, each part under its label."""

    def __init__(self, typesetter: "Typesetter", parent: QWidget | None = None) -> None:
        """Make an empty panel."""
        super().__init__(parent)
        self.setProperty("role", "card")
        self._typesetter = typesetter
        self.title, self.note = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self.title.setProperty("role", "heading")
        self.note.setProperty("role", "muted")
        self._made: list[QWidget] = []
        self._waiting: list[Shown] = []
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._show_next)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 16, 20, 16)
        self._column.setSpacing(6)
        self._column.addWidget(self.title)
        self._column.addWidget(self.note)
        self.title.hide()

    def say(self, note: str) -> None:
        """Say something above what is shown; "" takes it away."""
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def show_items(self, title: str, items: "Sequence[Shown]") -> None:
        """Show items under a title, each with the pictures it names.

        They come one by one, for to typeset all of them at once would hold the window up.
        """
        for widget in self._made:
            widget.hide()
            widget.deleteLater()
        self._made = []
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.say("")
        self._waiting = list(items)
        self._show_next()

    def views(self) -> list[Prose]:
        """Return the texts that are shown, in order."""
        return [widget for widget in self._made if isinstance(widget, Prose)]

    def _show_next(self) -> None:
        if not self._waiting:
            return
        parts, pictures = self._waiting.pop(0)
        if self._made:
            rule = QFrame()
            rule.setProperty("role", "rule")
            self._add(rule)
        for part in parts:
            self._show_part(part, pictures)
        self._next.start()

    def _show_part(self, part: "Part", pictures: "Pictures | None") -> None:
        label = QLabel(part.label)
        label.setProperty("role", "small")
        label.setTextFormat(Qt.TextFormat.PlainText)
        self._add(label)
        prose = Prose(self._typesetter, Role.SAMPLE)
        prose.setAccessibleName(part.label or "Sample")
        # The page scrolls; a bar here would take width, and so keep itself needed.
        prose.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        prose.set_markdown(part.text, pictures)
        self._add(prose)

    def _add(self, widget: QWidget) -> None:
        self._made.append(widget)
        self._column.addWidget(widget)
        widget.show()  # at once, for the page is to know its height
