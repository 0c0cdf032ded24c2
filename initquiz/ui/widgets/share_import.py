"""The import half of the Share screen: what files would bring, before anything is changed."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QPushButton, QWidget

from initquiz.model.card import Fact
from initquiz.study.arrivals import Arrivals, Met
from initquiz.ui.widgets.flow_layout import FlowLayout
from initquiz.ui.widgets.keycap import KeyButton
from initquiz.ui.widgets.page import Page
from initquiz.ui.widgets.prose import Prose, Role
from initquiz.ui.widgets.share_check import CheckLine
from initquiz.ui.widgets.share_deck import DeckChoice
from initquiz.ui.widgets.share_frames import breakable, captioned
from initquiz.ui.widgets.share_remarks import RemarkList
from initquiz.ui.widgets.share_rows import RowTable
from initquiz.ui.widgets.share_status import ShareStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from initquiz.drawing.formula import Typesetter
    from initquiz.study.arrivals import Row

_WIDTH = 920


class ImportPage(Page):
    """Shows arrivals; `adopted` asks to import them, `left` not to, `rearranged` for a deck."""

    adopted = Signal()
    left = Signal()
    rearranged = Signal(str)

    def __init__(self, typesetter: "Typesetter", parent: QWidget | None = None) -> None:
        """Build an empty page."""
        super().__init__(_WIDTH, parent)
        self.arrivals = Arrivals()
        self.title, self.counts = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self.title.setProperty("role", "title")
        self.counts.setProperty("role", "muted")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.deck = DeckChoice()
        self.progress, self.remove = CheckLine(), CheckLine()
        self.remarks, self.table = RemarkList(), RowTable()
        self.detail = Prose(typesetter, Role.SAMPLE)
        self.detail.setAccessibleName("The chosen card")
        self.import_button = KeyButton("Import", "Ctrl+Enter", kind="accent")
        self.cancel_button = KeyButton("Cancel", "Esc")
        self.status = ShareStatus(self.cancel_button)
        self._kinds = QWidget()
        self._kinds_row = FlowLayout(self._kinds, 4)
        self._group = QButtonGroup(self)
        self._lay_out()
        self.deck.changed.connect(self.rearranged)
        self.remove.toggled.connect(self._show_button)
        self.progress.toggled.connect(self._show_button)
        self.import_button.clicked.connect(self.adopted)
        self.cancel_button.clicked.connect(self.left)
        self.table.selectionModel().currentRowChanged.connect(self._show_detail)
        self.table.rows.modelReset.connect(self._show_detail)

    def wait_for(self, names: "Sequence[str]") -> None:
        """Say that files are being read."""
        self.show_arrivals(Arrivals(), names, ())
        self.counts.setText("Reading …")

    def show_arrivals(
        self, arrivals: Arrivals, names: "Sequence[str]", decks: "Sequence[str]", deck: str = ""
    ) -> None:
        """Show what files would bring; `decks` are those there are, `deck` the chosen one."""
        rows = arrivals.rows
        self.arrivals = arrivals
        title = f"Import {names[0] if len(names) == 1 else f'{len(names)} files'}"
        self.title.setText(breakable(title))
        self.counts.setText("" if rows else "There is nothing in it.")
        self.counts.setVisible(not rows)
        self.deck.show_decks(arrivals.decks(), decks, deck)
        self._offer(self.progress, _progress_words(arrivals.answers))
        self._offer(self.remove, _remove_words(arrivals.missing))
        notes = [f"Taken for granted: {guess}" for guess in arrivals.guesses()]
        remarks = arrivals.remarks()
        title = "Left out, and why" if remarks else "Please check"
        self.remarks.show_remarks(title, remarks, notes)
        self._show_kinds(rows)
        self.table.setVisible(bool(rows))
        self.table.rows.set_rows(rows)
        self._show_button()

    def show_failure(self, message: str) -> None:
        """Say why it cannot be done; what is shown can be tried again."""
        self._show_button()
        self.status.say(message, wrong=True)

    def kinds(self) -> list[QPushButton]:
        """Return the buttons that choose which rows are shown, all of them first."""
        return [each for each in self._group.buttons() if isinstance(each, QPushButton)]

    def touched(self) -> int:
        """Return how many cards an import would change."""
        return self.arrivals.count(Met.NEW, Met.UPDATED) + (
            self.arrivals.missing if self.remove.ticked() else 0
        )

    def _show_button(self) -> None:
        count = self.touched()
        answers = self.arrivals.answers if self.progress.ticked() else 0
        words = "1 card" if count == 1 else f"{count:,} cards"
        self.import_button.set_words(f"Import {words}" if count else "Import")
        self.import_button.setEnabled(bool(count or answers))
        self.status.say("" if count or answers else _nothing_words(self.arrivals))

    def _show_kinds(self, rows: "Sequence[Row]") -> None:
        for button in self.kinds():
            self._group.removeButton(button)
            self._kinds_row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._add_kind(None, f"all {len(rows):,}")
        for met in Met:
            if count := self.arrivals.count(met):
                self._add_kind(met, f"{count:,} {met}")
        self.kinds()[0].setChecked(True)
        self._kinds.setVisible(bool(rows))

    def _add_kind(self, met: Met | None, words: str) -> None:
        button = QPushButton(words)
        button.setCheckable(True)
        button.setProperty("role", "tab")
        button.setAccessibleName(f"Show {words}")
        button.clicked.connect(partial(self.table.rows.show_only, met))
        self._group.addButton(button)
        self._kinds_row.addWidget(button)
        button.show()

    def _show_detail(self) -> None:
        row = self.table.rows.row(self.table.currentIndex())
        self.detail.setVisible(row is not None)
        if row is not None:
            self.detail.set_markdown(_in_full(row))

    def _offer(self, box: CheckLine, words: str) -> None:
        box.tick(False)
        box.set_words(words)
        box.setVisible(bool(words))

    def _lay_out(self) -> None:
        self.detail.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        deck = captioned("new cards go into", self.deck)
        body = self.body
        for widget in (self.title, self.counts, self.remarks, deck, self.progress, self.remove,
                       self._kinds):  # fmt: skip
            body.addWidget(widget)
        body.addWidget(self.table, 1)
        body.addWidget(self.detail)
        self.foot.addSpacing(8)
        self.foot.addWidget(self.status)
        buttons = QWidget()
        line = FlowLayout(buttons, 12)
        line.addWidget(self.import_button)
        line.addWidget(self.cancel_button)
        self.foot.addWidget(buttons)


def _progress_words(answers: int) -> str:
    if not answers:
        return ""
    return f"Bring progress along ({answers:,} {'answer' if answers == 1 else 'answers'})"


def _remove_words(missing: int) -> str:
    if not missing:
        return ""
    cards = "1 card" if missing == 1 else f"{missing:,} cards"
    return f"Also remove {cards} of the deck that the file does not have"


def _nothing_words(arrivals: Arrivals) -> str:
    if not arrivals.previews:
        return ""
    if arrivals.count(Met.UNCHANGED):
        return "Nothing to import: the collection has all of it already."
    return "Nothing can be imported."


def _in_full(row: "Row") -> str:
    """Return all of a row, as Markdown."""
    if row.problem is not None:
        return str(row.problem)
    content = row.card.content if row.card else None
    if isinstance(content, Fact):
        return f"{content.question}\n\n---\n\n{content.answer}"
    return f"A card to compute: {content.key}, {content.level}" if content else ""
