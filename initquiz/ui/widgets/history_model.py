"""Past answers as rows of a list: what was asked when, and what came of it, in words."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QDateTime,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from initquiz.model.review import Attempt, Event
from initquiz.model.study_day import Now
from initquiz.model.verdict import Grade
from initquiz.study.confusions import words
from initquiz.study.history import Past

_SIGNS = {
    Grade.RIGHT: "\N{CHECK MARK}",
    Grade.WRONG: "\N{MULTIPLICATION X}",
    Grade.UNKNOWN: "?",
}
_WORDS = {Grade.RIGHT: "right", Grade.WRONG: "wrong", Grade.UNKNOWN: "not known"}
_DAYS = {0: "today", 1: "yesterday"}
ROW = Qt.ItemDataRole.UserRole


class HistoryRow(NamedTuple):
    """What a row says: the question, when, the finding's sign and word, level, what was mixed up.

    `kind` is a finding, "right", "wrong" or "unknown".
    """

    title: str
    when: str
    kind: str
    finding: str
    details: str

    @property
    def spoken(self) -> str:
        """Return the row in a sentence, without signs."""
        finding = self.finding.partition(" ")[2]
        return f"{self.title}, {finding}, {self.details}, {self.when}"


class HistoryModel(QAbstractListModel):
    """The answers that a filter leaves, the latest first; each row is told when it is shown."""

    def __init__(self, title: Callable[[str], str], parent: QObject | None = None) -> None:
        """Take what names a question type; there are no rows yet."""
        super().__init__(parent)
        self._title = title
        self._all: Sequence[Past] = ()
        self._rows: list[Past] = []
        self._now: Now | None = None

    @property
    def whole(self) -> Sequence[Past]:
        """Return all answers, filtered or not."""
        return self._all

    def set_past(self, past: Sequence[Past], now: Now) -> None:
        """Take the answers and what time it is; `choose` fills the rows."""
        self._all, self._now = past, now

    def choose(self, key: str = "", *, failed: bool = False) -> None:
        """Keep the answers to one type, "" for any; with `failed` those that were not right."""
        self.beginResetModel()
        self._rows = [
            past
            for past in self._all
            if key in {"", past.key} and not (failed and past.attempt.grade == Grade.RIGHT)
        ]
        self.endResetModel()

    def past(self, row: int) -> Past:
        """Return the answer of a row."""
        return self._rows[row]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Return how many answers the filter leaves."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a row's title, its sentence for a screen reader, or all of it."""
        if not index.isValid():
            return None
        if role == ROW:
            return self.row(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._title(self._rows[index.row()].key)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.row(index.row()).spoken
        return None

    def row(self, number: int) -> HistoryRow:
        """Return what a row says."""
        past = self._rows[number]
        attempt = past.attempt
        grade = Grade(attempt.grade) if attempt.grade in set(Grade) else Grade.UNKNOWN
        mixed_up = words(attempt.confusion) if attempt.confusion else ""
        return HistoryRow(
            title=self._title(past.key),
            when=when(past.event, self._now),
            kind=str(grade),
            finding=f"{_SIGNS[grade]} {_WORDS[grade]}",
            details=" · ".join(part for part in (attempt.level, mixed_up) if part),
        )


def when(event: Event, now: Now | None) -> str:
    """Return an answer's study day and local time: "yesterday, 09:12"."""
    local = QDateTime.fromMSecsSinceEpoch(event.at // 1000)
    day = _DAYS.get(now.day - event.day) if now is not None else None
    return f"{day or local.toString('d MMM yyyy')}, {local.toString('hh:mm')}"


def effort(attempt: Attempt) -> str:
    """Return how long an answer took and how sure it was, as far as that is known."""
    seconds = round(attempt.response_ms / 1000)
    took = f"answered in {seconds} s" if attempt.response_ms else ""
    sure = f"you were {attempt.confidence}" if attempt.confidence in {"sure", "unsure"} else ""
    guess = "you guessed" if attempt.confidence == "guess" else ""
    return ", ".join(part for part in (took, sure, guess) if part)
