"""The home screen: how much is due, about how long it takes, and each deck's counts."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from initquiz.ui.screen import Screen, ScreenSpec
from initquiz.ui.widgets.keycap import KeyButton
from initquiz.ui.widgets.page import Page

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from initquiz.model.counts import DeckCounts
    from initquiz.ui.services import Services

_WIDTH = 920
_SECONDS_A_CARD = 20  # what a new card and a review take, averaged (FSRS simulator defaults)


class HomeScreen(Screen):
    """Says what to do next, with one button to do it."""

    def __init__(self, services: "Services") -> None:
        """Build the screen; it is filled each time it is entered."""
        super().__init__()
        self._services = services
        self._title, self._detail = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self._title.setProperty("role", "display")
        self._detail.setProperty("role", "muted")
        self._study = KeyButton("Study now", "S", kind="accent")
        self._study.clicked.connect(partial(self.go.emit, "study", ""))
        self._rows: list[QWidget] = []
        self._decks = QVBoxLayout()
        self._decks.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        top = QHBoxLayout()
        top.addLayout(words, 1)
        top.addWidget(self._study, 0, QtCore.Qt.AlignmentFlag.AlignVCenter)
        self.page = Page(_WIDTH)
        self.page.body.addSpacing(16)
        self.page.body.addLayout(top)
        self.page.body.addSpacing(12)
        self.page.body.addLayout(self._decks)
        self.page.body.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page)

    def enter(self, given: object = None) -> None:  # noqa: ARG002 - nothing is passed here
        """Count afresh."""
        decks = self._services.overview()
        total = sum(deck.due.total for deck in decks)
        self._title.setText(_due(total))
        self._detail.setText(_detail(decks))
        self._study.setVisible(bool(total))
        for row in self._rows:
            row.deleteLater()
        self._rows = [self._row(deck) for deck in decks]
        for row in self._rows:
            self._decks.addWidget(row)

    def _row(self, deck: "DeckCounts") -> "QWidget":
        row = QFrame()
        row.setProperty("role", "card")
        name = QPushButton(deck.name)
        name.setProperty("role", "link")
        name.setAccessibleName(f"Study {deck.name}: {_counts(deck)}")
        name.clicked.connect(partial(self.go.emit, "study", deck.name))
        size = QLabel(_size(deck))
        size.setProperty("role", "small")
        due = QLabel(_counts(deck))
        due.setProperty("role", "muted")
        left = QVBoxLayout()
        left.setSpacing(2)
        left.addWidget(name, 0, QtCore.Qt.AlignmentFlag.AlignLeft)
        size.setIndent(6)  # as far in as the name, whose focus ring needs the room
        left.addWidget(size)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(14, 10, 20, 10)
        layout.addLayout(left, 1)
        layout.addWidget(due)
        return row


def _due(total: int) -> str:
    return {0: "Nothing is due", 1: "1 card is due"}.get(total, f"{total} cards are due")


def _detail(decks: tuple["DeckCounts", ...]) -> str:
    new = sum(deck.due.new for deck in decks)
    learning = sum(deck.due.learning for deck in decks)
    review = sum(deck.due.review for deck in decks)
    if not new + learning + review:
        return "Come back tomorrow, or add a deck with `initquiz import`.".replace("`", "")
    minutes = max(1, round((new + learning + review) * _SECONDS_A_CARD / 60))
    unit = "minute" if minutes == 1 else "minutes"
    return f"about {minutes} {unit} · {new} new, {learning} learning, {review} to review"


def _size(deck: "DeckCounts") -> str:
    facts = deck.cards - deck.skills
    skills = "1 skill" if deck.skills == 1 else f"{deck.skills} skills"
    cards = "1 card" if facts == 1 else f"{facts} cards"
    return f"{cards}, {skills}" if deck.skills else cards


def _counts(deck: "DeckCounts") -> str:
    due = deck.due
    if not due.total:
        return "caught up"
    return f"{due.new} new · {due.learning} learning · {due.review} to review"


SCREEN = ScreenSpec(key="home", title="Home", order=1, shortcut="D", build=HomeScreen)
