"""Exports done before, each repeated by one click."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from initquiz.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from initquiz.study.destinations import Sent

_SHOWN, _LONGEST = 3, 32  # links, and characters of a name


class AgainRow(QWidget):
    """A link for each of the last files; `chosen` carries the export to repeat."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._row = FlowLayout(self, 8)
        self._made: list[QWidget] = []
        self.hide()

    def show_sent(self, sent: "Sequence[Sent]") -> None:
        """Offer past exports, newest first."""
        for widget in self._made:
            self._row.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._made = []
        if sent:
            label = QLabel("once more to")
            label.setProperty("role", "small")
            self._add(label)
        for each in sent[:_SHOWN]:
            self._add(self._link(each))
        self.setVisible(bool(sent))

    def links(self) -> list[QPushButton]:
        """Return the links."""
        return [widget for widget in self._made if isinstance(widget, QPushButton)]

    def _link(self, sent: "Sent") -> QPushButton:
        link = QPushButton(_short(sent.target.name))
        link.setProperty("role", "small-link")
        link.setAutoDefault(True)
        link.setToolTip(f"{told(sent)}\n{sent.target}")
        link.setAccessibleName(f"Export once more to {sent.target.name}: {told(sent)}")
        link.clicked.connect(partial(self.chosen.emit, sent))
        return link

    def _add(self, widget: QWidget) -> None:
        self._made.append(widget)
        self._row.addWidget(widget)
        widget.show()


def _short(name: str) -> str:
    """Return a name with its middle left out if it is long."""
    return name if len(name) <= _LONGEST else f"{name[:18]}…{name[-12:]}"


def told(sent: "Sent") -> str:
    """Return what a past export held: "deck Weight initialization, tag he, with progress"."""
    pick = sent.order.pick
    parts = [f"deck {pick.deck}" if pick.deck else "all decks"]
    parts += [f"tag {pick.tag}"] if pick.tag else []
    parts += [f"containing “{pick.words}”"] if pick.words else []
    parts += ["with progress"] if sent.order.with_progress else []
    return ", ".join(parts)
