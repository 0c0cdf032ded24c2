"""What the parts of the Share screen are framed by: the heading, sections, captions."""

import re

from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from initquiz.ui.widgets.flow_layout import FlowLayout

_LONG = re.compile(r"\S{25,}")  # words for which a narrow window has no room
_JOINT = re.compile(r"([/\\_.])(?=\S)")


def breakable(text: str) -> str:
    """Return a text whose long words, paths above all, can be broken at their joints."""
    return _LONG.sub(lambda word: _JOINT.sub("\\1\u200b", word[0]), text)


def heading(title: str, hint: str, button: QWidget) -> QWidget:
    """Return a screen's title over a hint, and a button beside it, or below if it is narrow."""
    words = QWidget()
    words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    lines = QVBoxLayout(words)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(4)
    for text, role in ((title, "display"), (hint, "muted")):
        label = QLabel(text, wordWrap=True)
        label.setProperty("role", role)
        lines.addWidget(label)
    top = QWidget()
    row = FlowLayout(top, 16)
    row.addWidget(words)
    row.addWidget(button)
    return top


def section(title: str, *widgets: QWidget, frame: QFrame | None = None) -> QFrame:
    """Return a card with widgets one under the other under a title; in `frame` if one is given."""
    card = frame or QFrame()
    card.setProperty("role", "card")
    label = QLabel(title)
    label.setProperty("role", "heading")
    column = QVBoxLayout(card)
    column.setContentsMargins(20, 16, 20, 16)
    column.setSpacing(10)
    for widget in (label, *widgets):
        column.addWidget(widget)
    return card


def captioned(caption: str, field: QWidget) -> QWidget:
    """Return a field under its caption."""
    holder = QWidget()
    label = QLabel(caption)
    label.setProperty("role", "small")
    label.setBuddy(field)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(label)
    column.addWidget(field)
    column.addStretch(1)
    return holder
