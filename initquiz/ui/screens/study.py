"""The study screen: one card at a time, by keyboard or mouse.

Space or Enter shows the answer, then gives the accented grade; 1 to 4 grade. A drawn question
is answered by letters, digits, arrows and Enter, as its answer field says; ? gives it up, T opens
its table, Ctrl+K has the program ask how sure one is. After the answer W says why, C shows the
card it rests on, N draws another one, L opens it in the Lab. Ctrl+Z or U takes back.
"""

from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout

from initquiz.errors import StaleTurnError
from initquiz.model.card import Fact
from initquiz.model.changes import Changes
from initquiz.model.review import Rating
from initquiz.ui.screen import KeyedScreen, ScreenSpec
from initquiz.ui.widgets.stage import Stage
from initquiz.ui.widgets.study_page import StudyPage

if TYPE_CHECKING:
    from initquiz.model.mistake import Given
    from initquiz.model.review import Confidence
    from initquiz.model.schedule import Interval
    from initquiz.model.turn import Turn
    from initquiz.study.sitting import Sitting
    from initquiz.study.typed import Comparison
    from initquiz.ui.services import Services
    from initquiz.ui.widgets.questioning import Questioning

__all__ = ["SCREEN", "Stage", "StudyScreen"]

_TYPED = "typed_answers"
_LONGEST_WAIT_MS = 60_000
_LAB, _DRAWING_MS = "lab", 15
_CLAIMING = frozenset({Stage.CHOOSING, Stage.CONFIDING})


class StudyScreen(KeyedScreen):
    """Drives one sitting and has its turns shown."""

    def __init__(self, services: "Services") -> None:
        """Build the screen; `enter` starts the sitting."""
        super().__init__()
        self._services = services
        self._deck: str | None = None
        self.sitting: Sitting = services.new_sitting(None)
        self.stage = Stage.RESTING
        self._typing = services.preferences.get(_TYPED) == "yes"
        self._turn: Turn | None = None  # the one that is shown, though it may be answered
        self._comparison: Comparison | None = None
        self._intervals: dict[Rating, Interval] = {}
        self._questioning: Questioning | None = None
        self._clock = QElapsedTimer()
        self._response_ms = 0
        self._notice = ""  # to be said with the next card, which may still be drawn
        self._wait = QTimer(self, singleShot=True)
        self._wait.timeout.connect(self._advance)
        self.page = StudyPage(services.typesetter, typing=self._typing)
        self._foot = self.page.controls
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page)
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
        card = self.sitting.take_back(self._services.clock())
        if card is None:
            self._foot.say("There is nothing to undo.")
            return
        self._move_on("Undone: here is the card again. Ctrl+Shift+Z brings the answer back.")
        self._tell(card)

    def redo(self) -> None:
        """Give the answer again that was taken back."""
        if not self.sitting.bring_back(self._services.clock()):
            self._foot.say("There is nothing to redo.")
            return
        self._move_on("The answer counts again.")
        self._services.bus.changed.emit(Changes(reviews=True))

    def _connect(self) -> None:
        self.page.fact.entered.connect(self._reveal)
        self.page.left.connect(partial(self.go.emit, "home", None))
        self._foot.revealed.connect(self._reveal)
        self._foot.rated.connect(self._rate)
        self._foot.advanced.connect(self._advance)
        self._foot.explained.connect(self.page.explain)
        self._foot.typing.connect(self._set_typing)
        self._foot.lab.connect(self._open_lab)
        self.keys.bind("Space", partial(self._go_on, enter=False))
        for keys in ("Return", "Enter"):
            self.keys.bind(keys, partial(self._go_on, enter=True))
        for rating in Rating:
            self.keys.bind(str(rating.value), partial(self._rate, rating), self._ratable)
        self.keys.bind("L", self._open_lab, lambda: self.stage is Stage.FEEDBACK)
        self.keys.bind("U", self.undo, self._letters_free)
        self.keys.bind("Ctrl+T", self._foot.toggle_typing)

    def _ratable(self) -> bool:
        graded = self.stage is Stage.FEEDBACK and not self._practising()
        return graded or self.stage is Stage.GRADING

    def _letters_free(self) -> bool:
        return self._questioning is None or not self._questioning.typed_into()

    def _practising(self) -> bool:
        return self._questioning is not None and self._questioning.practising

    def _wait_for(self, stage: Stage) -> None:
        """Enter a stage; while a question waits, letters are answers and not ways elsewhere."""
        self.stage = stage
        self.keys.refresh()
        self.claims.emit(stage in _CLAIMING)

    def _follow(self, stage: Stage) -> None:
        self._wait.stop()  # who practises meanwhile is not interrupted
        self._wait_for(stage)
        self._show_progress()

    def _advance(self) -> None:
        """Show the next card, or the rest; wait for a question that is still being drawn."""
        now = self._services.clock()
        if self.sitting.ready(now):
            self._show(self.sitting.next(now), self._notice or self.sitting.leech)
        else:
            self._foot.say("Drawing the next question …")
            self._wait.start(_DRAWING_MS)

    def _move_on(self, notice: str) -> None:
        """Leave the card that is shown, whatever came of it, for what the sitting asks now."""
        self._notice = notice
        if not self.sitting.ready(self._services.clock()):
            if self._questioning is not None:
                self._questioning.close()
            self._wait_for(Stage.RESTING)
            self._foot.show_nothing()
        self._advance()

    def _show(self, turn: "Turn | None", notice: str = "") -> None:
        self._wait.stop()
        self._turn = turn
        self._comparison = None
        self._notice = ""
        self._foot.say(notice)
        if self._questioning is not None:
            self._questioning.close()
        if turn is None:
            self._wait_for(Stage.RESTING)
            self._rest()
        elif turn.question is not None:
            self._intervals = self.sitting.intervals(self._services.clock())
            self._questions().ask(turn.question)
        elif isinstance(turn.card.content, Fact):
            self._wait_for(Stage.ASKING)
            self.page.show_fact(turn.card.content, typable=turn.typable, typing=self._typing)
        self._show_progress()
        self._clock.start()

    def _questions(self) -> "Questioning":
        """Return what leads through drawn questions; made with the first."""
        if self._questioning is None:
            from initquiz.ui.widgets.questioning import (  # noqa: PLC0415 - not for card one
                Questioning,
            )

            made = Questioning(self._services, self.page, self.keys, lab=has_lab())
            made.moved.connect(self._follow)
            made.answered.connect(self._count)
            made.left.connect(self._advance)
            self._questioning = made
        return self._questioning

    def _show_progress(self) -> None:
        progress, practice = self.sitting.progress(), self._practising()
        self.page.show_progress(self._turn, progress, self._deck, practice=practice)

    def _rest(self) -> None:
        rest = self.sitting.rest(self._services.clock())
        self.page.show_rest(rest, self.sitting.progress())
        # A learning card may fall due, or the day may turn, while the learner looks on.
        due_ms = _LONGEST_WAIT_MS if rest.learning is None else rest.learning.seconds * 1000 + 500
        self._wait.start(min(due_ms, _LONGEST_WAIT_MS))

    def _go_on(self, *, enter: bool) -> None:
        """Do what Space and Enter do now: for the answer, a focused button, or the accented one."""
        focused = QApplication.focusWidget()
        if self._questioning is not None and self._questioning.press(enter=enter):
            return
        if isinstance(focused, QAbstractButton) and focused.isVisible():
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
        self.sitting.look_ahead()
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
            self._foot.show_feedback(rating, interval, self._intervals, lab=has_lab())
            self._services.bus.changed.emit(Changes(reviews=True))
        elif self.stage is Stage.GRADING and turn is not None:
            typed = self._comparison.typed if self._comparison else ""
            try:
                self.sitting.rate(rating, now, response_ms=self._response_ms, typed=typed)
            except StaleTurnError as stale:
                self._move_on(str(stale))
                return
            self._advance()
            self._tell(turn.card.id)

    def _count(self, given: "Given | None", confidence: "Confidence | None", ms: int) -> None:
        """Record an answer to a drawn question and show what came of it."""
        turn, now = self.sitting.turn, self._services.clock()
        if turn is None:
            return
        try:
            outcome = self.sitting.submit(given, now, response_ms=ms, confidence=confidence)
        except StaleTurnError as stale:
            self._move_on(str(stale))
            return
        self._questions().reveal(outcome.verdict)
        self._foot.show_feedback(outcome.rating, outcome.interval, self._intervals, lab=has_lab())
        self.page.show_news()
        self._tell(turn.card.id)

    def _open_lab(self) -> None:
        question = self._questioning.question if self._questioning else None
        if question is not None and has_lab():
            self.go.emit(_LAB, dict(question.facts))

    def _set_typing(self, typing: bool) -> None:  # noqa: FBT001 - a slot
        self._typing = typing
        self._services.preferences.set(_TYPED, "yes" if typing else "no")
        if self.stage is Stage.ASKING:
            self._show(self.sitting.turn)

    def _tell(self, card: str) -> None:
        self._services.bus.changed.emit(Changes(cards=frozenset({card}), reviews=True))


def has_lab() -> bool:
    """Tell whether there is a lab screen: screens are the files of this folder."""
    return find_spec(f"{__package__}.{_LAB}") is not None


SCREEN = ScreenSpec(key="study", title="Study", order=2, shortcut="S", build=StudyScreen)
