"""Which cards go: all decks or one, a tag, words in the text; and how many that are."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QLineEdit, QWidget

from initquiz.study.sharing import Pick
from initquiz.ui.widgets.column_layout import ColumnLayout
from initquiz.ui.widgets.share_frames import captioned, section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from initquiz.study.sharing import Count, Stock

_CELL = 22  # digits of a field's width, at least


class PickPanel(QFrame):
    """Three fields and a count; `changed` is sent at every choice and letter."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make empty fields."""
        super().__init__(parent)
        self.deck, self.tag = choice("Deck"), choice("Tag")
        self.words = QLineEdit(clearButtonEnabled=True)
        self.words.setAccessibleName("Words in the text")
        self.words.setPlaceholderText("any text")
        self.words.setAcceptDrops(False)  # a file dropped here is meant for the screen
        self.count = QLabel(wordWrap=True)
        self.count.setProperty("role", "strong")
        fields = QWidget()
        row = ColumnLayout(fields, (3, 2, 1), _CELL, 16)
        for caption, field in (("deck", self.deck), ("tag", self.tag), ("containing", self.words)):
            row.addWidget(captioned(caption, field))
        section("What goes", fields, self.count, frame=self)
        self.show_stock(None)
        self.deck.currentIndexChanged.connect(self.changed)
        self.tag.currentIndexChanged.connect(self.changed)
        self.words.textChanged.connect(self.changed)

    def pick(self) -> Pick:
        """Return what the fields say."""
        return Pick(
            str(self.deck.currentData() or ""), str(self.tag.currentData() or ""), self.words.text()
        )

    def show_stock(self, stock: "Stock | None") -> None:
        """Offer the decks and tags there are; what is chosen stays if it is still there."""
        _fill(self.deck, "All decks", stock.decks if stock else ())
        _fill(self.tag, "Any tag", stock.tags if stock else ())
        self.tag.setEnabled(self.tag.count() > 1)

    def show_count(self, count: "Count | None") -> None:
        """Say how many cards go; None while they are counted."""
        self.count.setText("Counting …" if count is None else count_words(count))


def count_words(count: "Count") -> str:
    """Return "248 cards, 32 of them to compute"."""
    if not count.cards:
        return "No cards: choose another deck or tag, or fewer words."
    cards = "1 card" if count.cards == 1 else f"{count.cards:,} cards"
    if not count.skills:
        return cards
    if count.skills == count.cards:
        return f"{cards} to compute"
    return f"{cards}, {count.skills:,} of them to compute"


def choice(name: str) -> QComboBox:
    """Return an empty list to choose from, as wide as its column however long the words."""
    box = QComboBox()
    box.setAccessibleName(name)
    box.setMaxVisibleItems(20)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(10)
    return box


def _fill(box: QComboBox, everything: str, items: "Sequence[tuple[str, int]]") -> None:
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    box.addItem(everything, "")
    for name, count in items:
        box.addItem(f"{name} ({count:,})", name)
        box.setItemData(box.count() - 1, name, Qt.ItemDataRole.ToolTipRole)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(False)
