"""The study screen: one card at a time, by keyboard or mouse.

Space or Enter shows the answer, then gives the accented grade; 1 to 4 grade; A to G answer a
compute-it question, ? gives it up, T opens its table, W says why; Ctrl+Z or U takes back.
"""

from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout

from initquiz.errors import StaleTurnError
from initquiz.model.card import Fact
from initquiz.model.changes import Changes
from initquiz.model.review import Rating
from initquiz.ui.screen import Screen, ScreenSpec
from initquiz.ui.widgets.study_page import StudyPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from initquiz.model.schedule import Interval
    from initquiz.model.turn import Turn
    from initquiz.study.sitting import Sitting
    from initquiz.study.typed import Comparison
    from initquiz.ui.services import Services

_TYPED = "typed_answers"
_LONGEST_WAIT_MS = 60_000


class Stage(Enum):
    """What the screen waits for."""

    ASKING = auto()  # a fact's question is shown
    GRADING = auto()  # its answer is shown too
    CHOOSING = auto()  # a drawn question waits for an option
    FEEDBACK = auto()  # it was answered and graded
    RESTING = auto()  # nothing is due now


class StudyScreen(Screen):
    """Drives one sitting and has its turns shown."""

    def __init__(self, services: "Services") -> None:
        """Build the screen; `enter` starts the sitting."""
        super().__init__()
        self._services = services
        self._deck: str | None = None
        self.sitting: Sitting = services.new_sitting(None)
        self.stage = Stage.RESTING
        self._typing = services.preferences.get(_TYPED) == "yes"
        self._comparison: Comparison | None = None
        self._intervals: dict[Rating, Interval] = {}
        self._clock = QElapsedTimer()
        self._response_ms = 0
        self._wait = QTimer(self, singleShot=True)
        self._wait.timeout.connect(self._advance)
        self.page = StudyPage(services.typesetter, typing=self._typing)
        self._foot = self.page.controls
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page)
        self._letters: list[QShortcut] = []
        self._connect()

    def enter(self, given: object = None) -> None:
        """Start or go on with a sitting; `given` names the deck to study, "" for all."""
        deck = self._deck if given is None else (str(given) or None)
        if deck != self._deck:
            self._deck = deck
            self.sitting = self._services.new_sitting(deck)
            self.stage = Stage.RESTING
        if self.stage is Stage.RESTING:
            self._advance()
        else:
            self._foot.say("")
        self._wait_for(self.stage)
        self.page.take_focus()

    def undo(self) -> None:
        """Take the last answer back, also on the last screen and after a restart."""
        turn = self.sitting.undo(self._services.clock())
        if turn is None:
            self._foot.say("There is nothing to undo.")
            return
        self._show(turn, "Undone: here is the card again. Ctrl+Shift+Z brings the answer back.")
        self._tell(turn.card.id)

    def redo(self) -> None:
        """Give the answer again that was taken back."""
        if not self.sitting.redo(self._services.clock()):
            self._foot.say("There is nothing to redo.")
            return
        self._show(self.sitting.turn, "The answer counts again.")
        self._services.bus.changed.emit(Changes(reviews=True))

    def _connect(self) -> None:
        self.page.fact.entered.connect(self._reveal)
        self.page.answered.connect(self._answer)
        self.page.left.connect(partial(self.go.emit, "home", None))
        self._foot.revealed.connect(self._reveal)
        self._foot.rated.connect(self._rate)
        self._foot.advanced.connect(self._advance)
        self._foot.explained.connect(self._explain)
        self._foot.typing.connect(self._set_typing)
        for keys in ("Space", "Return", "Enter"):
            self._key(keys, self._go_on)
        for rating in Rating:
            self._key(str(rating.value), partial(self._rate, rating))
        for index, letter in enumerate("ABCDEFG"):
            self._letters.append(self._key(letter, partial(self._choose, index)))
        self._key("?", partial(self._answer, None))
        self._key("T", self._show_table)
        self._key("W", self._explain)
        self._key("U", self.undo)
        self._key("Ctrl+T", self._foot.toggle_typing)

    def _key(self, keys: str, slot: "Callable[[], None]") -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(slot)
        return shortcut

    def _wait_for(self, stage: Stage) -> None:
        """Enter a stage; while a question waits, letters are answers and not ways elsewhere."""
        self.stage = stage
        for shortcut in self._letters:
            shortcut.setEnabled(stage is Stage.CHOOSING)
        self.claims.emit(stage is Stage.CHOOSING)

    def _advance(self) -> None:
        """Show the next card, or the rest."""
        self._show(self.sitting.next(self._services.clock()))

    def _show(self, turn: "Turn | None", notice: str = "") -> None:
        self._wait.stop()
        self._comparison = None
        self._foot.say(notice)
        if turn is None:
            self._wait_for(Stage.RESTING)
            self._rest()
        elif turn.question is not None:
            self._wait_for(Stage.CHOOSING)
            self._intervals = self.sitting.intervals(self._services.clock())
            self.page.show_question(turn.question)
        elif isinstance(turn.card.content, Fact):
            self._wait_for(Stage.ASKING)
            self.page.show_fact(turn.card.content, typable=turn.typable, typing=self._typing)
        self.page.show_progress(turn, self.sitting.progress(), self._deck)
        self._clock.start()

    def _rest(self) -> None:
        rest = self.sitting.rest(self._services.clock())
        self.page.show_rest(rest, self.sitting.progress())
        # A learning card may fall due, or the day may turn, while the learner looks on.
        due_ms = _LONGEST_WAIT_MS if rest.learning is None else rest.learning.seconds * 1000 + 500
        self._wait.start(min(due_ms, _LONGEST_WAIT_MS))

    def _go_on(self) -> None:
        """Do what Space and Enter do now: press the focused button, or the accented one."""
        focused = QApplication.focusWidget()
        options = self.page.question.options if self.page.question else None
        if self.stage is Stage.CHOOSING and options and focused and options.isAncestorOf(focused):
            options.submit()
        elif isinstance(focused, QAbstractButton) and focused.isVisible():
            focused.click()
        elif self.stage is Stage.ASKING:
            self._reveal()
        elif self.stage is Stage.GRADING:
            self._rate(self._suggested())
        elif self.stage in {Stage.FEEDBACK, Stage.RESTING}:
            self._advance()

    def _reveal(self, typed: str = "") -> None:
        turn = self.sitting.turn
        if self.stage is not Stage.ASKING or turn is None:
            return
        self._response_ms = self._clock.elapsed()
        content = turn.card.content
        typed = typed or self.page.fact.typed()
        if isinstance(content, Fact) and typed:
            from initquiz.study.typed import compare  # noqa: PLC0415 - not for card one

            self._comparison = compare(typed, content)
        self._wait_for(Stage.GRADING)
        self.page.show_answer(turn, self._comparison)
        intervals = self.sitting.intervals(self._services.clock())
        self._foot.show_grades(intervals, self._suggested())
        self.page.show_news()

    def _suggested(self) -> Rating:
        """Return the grade that Space gives: Good, unless what was typed is not the answer."""
        match = self._comparison.match if self._comparison else "same"
        return {"same": Rating.GOOD, "near": Rating.HARD, "different": Rating.AGAIN}[match]

    def _rate(self, rating: Rating) -> None:
        turn = self.sitting.turn
        now = self._services.clock()
        if self.stage is Stage.FEEDBACK:
            interval = self.sitting.change(rating, now)
            self._foot.show_feedback(rating, interval, self._intervals)
            self._services.bus.changed.emit(Changes(reviews=True))
        elif self.stage is Stage.GRADING and turn is not None:
            typed = self._comparison.typed if self._comparison else ""
            try:
                self.sitting.rate(rating, now, response_ms=self._response_ms, typed=typed)
            except StaleTurnError as stale:
                self._show(self.sitting.next(now), str(stale))
                return
            self._advance()
            self._tell(turn.card.id)

    def _choose(self, index: int) -> None:
        card = self.page.question
        if self.stage is Stage.CHOOSING and card and index < card.options.count():
            card.options.select(index)
            self._answer(index)

    def _answer(self, index: int | None) -> None:
        turn, card = self.sitting.turn, self.page.question
        if self.stage is not Stage.CHOOSING or not turn or not turn.question or not card:
            return
        now = self._services.clock()
        try:
            outcome = self.sitting.submit(index, now, response_ms=self._clock.elapsed())
        except StaleTurnError as stale:
            self._show(self.sitting.next(now), str(stale))
            return
        self._wait_for(Stage.FEEDBACK)
        card.reveal(turn.question, index, outcome.verdict)
        self._foot.show_feedback(outcome.rating, outcome.interval, self._intervals)
        self.page.show_news()
        self.page.show_progress(turn, self.sitting.progress(), self._deck)
        self._tell(turn.card.id)

    def _explain(self) -> None:
        if self.stage is Stage.FEEDBACK:
            self.page.explain()

    def _show_table(self) -> None:
        if self.stage in {Stage.CHOOSING, Stage.FEEDBACK} and self.page.question is not None:
            self.page.question.show_table()

    def _set_typing(self, typing: bool) -> None:  # noqa: FBT001 - a slot
        self._typing = typing
        self._services.preferences.set(_TYPED, "yes" if typing else "no")
        if self.stage is Stage.ASKING:
            self._show(self.sitting.turn)

    def _tell(self, card: str) -> None:
        self._services.bus.changed.emit(Changes(cards=frozenset({card}), reviews=True))


SCREEN = ScreenSpec(key="study", title="Study", order=2, shortcut="S", build=StudyScreen)
