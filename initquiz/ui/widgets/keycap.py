"""A key shown where it acts, and the button that carries it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from initquiz.ui.theme import restyle
from initquiz.ui.widgets.markup import to_html, to_plain

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_MIN_HEIGHT = 42


class KeyCap(QLabel):
    """A small cap with the name of a key."""

    def __init__(self, key: str, parent: "QWidget | None" = None) -> None:
        """Take the key as it is printed on the cap."""
        super().__init__(key, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"key {key}")

    def sizeHint(self) -> QSize:
        """Return one width for all letters, so that caps of one letter line up."""
        hint = super().sizeHint()
        return hint.expandedTo(QSize(hint.height() + 4, hint.height()))

    def minimumSizeHint(self) -> QSize:
        """Never shrink."""
        return self.sizeHint()


class KeyButton(QPushButton):
    """A button with a key cap, a title and an optional second line.

    `kind` is one of "quiet", "accent", "flat", "option", "chosen", "right" and "wrong".
    Titles may carry light markup; both lines wrap, so nothing is clipped at large type.
    """

    def __init__(
        self,
        title: str,
        key: str = "",
        note: str = "",
        *,
        kind: str = "quiet",
        centred: bool = False,
        parent: "QWidget | None" = None,
    ) -> None:
        """Take the words, the key shown on the cap (none when empty) and the kind.

        A button that fills its row has its words in the middle: `centred`.
        """
        super().__init__(parent)
        self._cap = KeyCap(key)
        self._title, self._note = QLabel(), QLabel()
        self._title.setObjectName("keyTitle")
        self._note.setObjectName("keyNote")
        self._key = key
        self._words = ("", "")
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addStretch(1)
        for label in (self._title, self._note):
            label.setWordWrap(not centred)
            texts.addWidget(label)
        texts.addStretch(1)
        self._row = row = QHBoxLayout(self)
        margins = (2, 4, 8, 4) if kind == "flat" else (14, 9, 14, 9)
        row.setContentsMargins(*margins)
        row.setSpacing(8 if kind == "flat" else 12)
        if centred:
            row.addStretch(1)
        row.addWidget(self._cap)
        row.addLayout(texts, 0 if centred else 1)
        if centred:
            row.addStretch(1)
        self._cap.setVisible(bool(key))
        self.setAutoDefault(True)  # so that Enter presses it wherever it stands
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if kind != "flat":
            self.setMinimumHeight(_MIN_HEIGHT)
        self.setProperty("kind", kind)
        self.set_words(title, note)

    def kind(self) -> str:
        """Return what the button stands for now."""
        return str(self.property("kind"))

    def set_kind(self, kind: str) -> None:
        """Change what the button stands for."""
        if kind != self.kind():
            restyle(self, kind=kind)

    def title(self) -> str:
        """Return the first line without markup."""
        return to_plain(self._words[0])

    def note(self) -> str:
        """Return the second line without markup; empty when there is none."""
        return to_plain(self._words[1])

    def set_key(self, key: str) -> None:
        """Show another key on the cap."""
        self._key = key
        self._cap.setText(key)
        self._cap.setVisible(bool(key))
        self.set_words(*self._words)

    def set_words(self, title: str, note: str = "") -> None:
        """Change both lines and what a screen reader says."""
        self._words = (title, note)
        self._title.setText(to_html(title))
        self._note.setText(to_html(note))
        self._note.setVisible(bool(note))
        spoken = [self.title(), self.note(), f"key {self._key}" if self._key else ""]
        self.setAccessibleName(", ".join(part for part in spoken if part))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the size of the words and the cap."""
        return self._row.totalSizeHint().expandedTo(self.minimumSize())

    def minimumSizeHint(self) -> QSize:
        """Return the size with every word on its own line."""
        return self._row.totalMinimumSize()
