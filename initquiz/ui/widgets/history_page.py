"""The history's page: the list of past answers, and the one that is shown again."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from initquiz.errors import InitQuizError
from initquiz.study.history import Again, Past, again
from initquiz.ui.widgets.background import Background
from initquiz.ui.widgets.history_answer import HistoryAnswer
from initquiz.ui.widgets.history_list import HistoryList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from initquiz.ui.services import Services
    from initquiz.ui.widgets.key_map import KeyMap


class HistoryPage(QStackedWidget):
    """Lists past answers and draws the chosen one again; a slow one in a worker."""

    go = Signal(str, object)
    claims = Signal(bool)

    def __init__(self, services: "Services", keys: "KeyMap", parent: QWidget | None = None) -> None:
        """Make the page; `refresh` fills it."""
        super().__init__(parent)
        self._services = services
        self._keys = keys
        self._wanted: Past | None = None
        self._worker = Background(self)
        self._worker.done.connect(self._show)
        self._worker.failed.connect(self._refuse)
        self.list = HistoryList(self._title)
        self.list.chosen.connect(self.show_again)
        self.list.left.connect(partial(self.go.emit, "study", ""))
        self.answer: HistoryAnswer | None = None
        self.addWidget(self.list)

    def refresh(self) -> None:
        """Read the log; what was answered since is on top, else all stays as it was."""
        past = self._services.past()
        if not past or _ids(past) != _ids(self.list.model.whole):
            self.list.show_past(past, self._services.clock())
            self.show_list()
        elif self.answer is not None and self.answer.open:
            self.answer.resume()
        else:
            self.list.take_focus()

    def show_again(self, past: Past) -> None:
        """Show an answer again, at once or as soon as its question is drawn."""
        self._wanted = past
        kind = self._services.questions.get(past.key)
        work = partial(again, past, self._services.questions)
        if kind is not None and kind.slow:
            self._say("Drawing the question again …")
            self._worker.start(work)
            return
        self._worker.cancel()
        try:
            self._show(work())
        except InitQuizError as error:
            self._refuse(str(error))

    def show_list(self) -> None:
        """Go back to the list."""
        self._worker.cancel()
        if self.answer is not None:
            self.answer.leave()
        self.list.say("")
        self.setCurrentWidget(self.list)
        self.list.take_focus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Want no question any more that is still being drawn."""
        super().hideEvent(event)
        self._worker.cancel()
        self._say("")

    def _show(self, found: object) -> None:
        if self._wanted is None or not isinstance(found, Again):
            return
        if self.answer is None:
            self.answer = HistoryAnswer(self._services, self._keys)
            self.answer.claims.connect(self.claims)
            self.answer.back.connect(self.show_list)
            self.answer.stepped.connect(self.list.step)
            self.answer.opened.connect(partial(self.go.emit, "lab"))
            self.addWidget(self.answer)
        self.setCurrentWidget(self.answer)
        self.answer.show_again(self._wanted, found)

    def _refuse(self, reason: str) -> None:
        self.show_list()
        self.list.say(f"{reason} The answer itself is kept.")

    def _say(self, notice: str) -> None:
        self.list.say(notice)
        if self.answer is not None:
            self.answer.controls.say(notice)

    def _title(self, key: str) -> str:
        """Return a question type's title; its key if this program lacks it."""
        kind = self._services.questions.get(key)
        return kind.title if kind is not None else key


def _ids(past: "Sequence[Past]") -> list[str]:
    return [each.event.id for each in past]
