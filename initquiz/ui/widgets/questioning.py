"""Leads through a drawn question: answer, confidence, feedback, and others for practice."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QElapsedTimer, QObject, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication

from initquiz.asking.grading import grade
from initquiz.model.card import Fact
from initquiz.model.review import Confidence
from initquiz.ui.widgets.practice import Practice
from initquiz.ui.widgets.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from initquiz.model.mistake import Given
    from initquiz.model.question import Question
    from initquiz.model.verdict import Verdict
    from initquiz.ui.services import Services
    from initquiz.ui.widgets.answers.answer_widget import AnswerWidget
    from initquiz.ui.widgets.key_map import KeyMap
    from initquiz.ui.widgets.question_card import QuestionCard
    from initquiz.ui.widgets.study_page import StudyPage

_CONFIDING = "ask_confidence"
_WILL = "From the next question on you are asked how sure you are."
_WILL_NOT = "You are no longer asked how sure you are."
_LETTERS = "ABCDEFGHIJKL"
_DIGITS = range(1, 10)


class Questioning(QObject):
    """Has the page show a question and hears its answer; the screen counts it and tells the rating.

    `answered` carries an answer (a tuple, or None), the confidence (or None) and the time taken
    in ms; `moved` the stage that is reached; `left` says that practice is over.
    """

    answered = Signal(object, object, int)
    moved = Signal(Stage)
    left = Signal()

    def __init__(
        self, services: "Services", page: "StudyPage", keys: "KeyMap", *, lab: bool
    ) -> None:
        """Take the page, bind the keys; `lab` tells whether a question can be opened in a lab."""
        super().__init__(page)
        self._services = services
        self._page = page
        self._foot = page.controls
        self._lab = lab
        self._stage: Stage | None = None
        self._question: Question | None = None
        self._given: Given | None = None
        self._confiding = services.preferences.get(_CONFIDING) == "yes"
        self._clock = QElapsedTimer()
        self._response_ms = 0
        self.practising = False
        self._practice = Practice(services.questions, services.clock, self)
        self._practice.drawn.connect(self._ask_for_practice)
        self._practice.failed.connect(self._foot.say)
        page.answered.connect(self._answer)
        self._foot.confiding.connect(self._set_confiding)
        self._foot.confided.connect(self._submit)
        self._foot.reconsidered.connect(self._go_back)
        self._foot.practised.connect(self._practise)
        self._bind(keys)

    @property
    def question(self) -> "Question | None":
        """Return the question that is shown, for practice or not."""
        return self._question

    def ask(self, question: "Question") -> None:
        """Show a question of the sitting."""
        self.close()
        self._show(question)

    def show_past(
        self, question: "Question", given: "Given | None", verdict: "Verdict", rated: str
    ) -> None:
        """Show a question answered at another time, as it was answered and rated then."""
        self.close()
        self._show(question)
        self._given = given
        self.reveal(verdict)
        self._foot.show_past(rated, lab=self._lab)

    def close(self) -> None:
        """Leave the question, and practice with it."""
        self._practice.cancel()
        self.practising = False
        self._stage = None

    def reveal(self, verdict: "Verdict") -> None:
        """Show what came of the answer that was given last."""
        if self._question is None:
            return
        self._move(Stage.FEEDBACK)
        self._card.reveal(self._question, self._given, verdict, rated=not self.practising)
        kind = self._services.questions.get(self._question.key)
        cards = map(self._services.card, kind.cards if kind else ())
        facts = [card.content for card in cards if card and isinstance(card.content, Fact)]
        self._card.rest_on(facts)
        if self.practising:
            self._foot.show_practised(lab=self._lab)
            self._page.show_news()

    def press(self, *, enter: bool) -> bool:
        """Do what Enter or Space means to the answer field; False if it is nothing."""
        field = self._field()
        focused = QApplication.focusWidget()
        if field is None:
            return False
        button = focused if isinstance(focused, QAbstractButton) else None
        if button is not None and not field.isAncestorOf(button):
            return False
        return field.press_enter() if enter else field.press_space()

    @property
    def _card(self) -> "QuestionCard":
        assert self._page.question is not None  # noqa: S101 - made when a question is shown
        return self._page.question

    def _show(self, question: "Question") -> None:
        self._question = question
        self._page.show_question(question, confiding=self._confiding, practice=self.practising)
        self._clock.start()
        self._move(Stage.CHOOSING)

    def _move(self, stage: Stage) -> None:
        self._stage = stage
        self.moved.emit(stage)

    def _answer(self, given: "Given | None") -> None:
        """Take an answer; who wants it is asked first how sure it is."""
        if self._stage is not Stage.CHOOSING:
            return
        self._response_ms = self._clock.elapsed()
        self._given = given
        if self._confiding and given is not None and not self.practising:
            self._card.hold(held=True)
            self._foot.show_confidence()
            self._move(Stage.CONFIDING)
        else:
            self._submit(None)

    def _submit(self, confidence: "Confidence | None") -> None:
        if not self.practising:
            self.answered.emit(self._given, confidence, self._response_ms)
        elif self._question is not None:
            self.reveal(grade(self._question, self._given))

    def _go_back(self) -> None:
        """From the confidence to the answer, or from practice to the sitting."""
        if self._stage is Stage.CONFIDING:
            self._foot.show_choosing(confiding=self._confiding)
            self._move(Stage.CHOOSING)
            self._card.hold(held=False)
        elif self.practising:
            self.left.emit()

    def _practise(self) -> None:
        known = self._question is not None and self._question.key in self._services.questions
        if self._question is not None and known and self._practice.draw(self._question):
            self._foot.say("Drawing another one… Enter goes on without it.")

    def _ask_for_practice(self, question: "Question") -> None:
        self._foot.say("")
        self.practising = True
        self._show(question)

    def _set_confiding(self, confiding: bool) -> None:  # noqa: FBT001 - a slot
        self._confiding = confiding
        self._services.preferences.set(_CONFIDING, "yes" if confiding else "no")

    def _toggle_confiding(self) -> None:
        self._set_confiding(not self._confiding)
        if self._stage is Stage.CHOOSING:
            self._foot.show_choosing(confiding=self._confiding, practice=self.practising)
        else:
            self._foot.say(_WILL if self._confiding else _WILL_NOT)

    def _field(self) -> "AnswerWidget[Any] | None":
        """Return the answer field while it waits for an answer."""
        return self._card.field if self._stage is Stage.CHOOSING else None

    def _bind(self, keys: "KeyMap") -> None:
        """Say what each key does, and when."""
        choosing, answered = self._at(Stage.CHOOSING), self._at(Stage.FEEDBACK)
        confiding = self._at(Stage.CONFIDING)
        for number, confidence in enumerate(Confidence, start=1):
            keys.bind(str(number), partial(self._submit, confidence), confiding)
        for index, letter in enumerate(_LETTERS):
            keys.bind(letter, partial(self._letter, index), partial(self._has_letter, index))
        for digit in _DIGITS:
            keys.bind(str(digit), partial(self._digit, digit), partial(self._has_digit, digit))
        keys.bind("?", partial(self._answer, None), choosing)
        keys.bind("T", self._show_table, self._has_table)
        keys.bind("Alt+T", self._show_table, lambda: self._stage is not None)
        keys.bind("W", self._page.explain, answered)
        keys.bind("C", self._page.open_fact, answered)
        keys.bind("N", self._practise, answered)
        keys.bind("Esc", self._go_back, self._has_way_back)
        keys.bind("Ctrl+K", self._toggle_confiding)

    def _at(self, stage: Stage) -> "Callable[[], bool]":
        return lambda: self._stage is stage

    def _has_letter(self, index: int) -> bool:
        field = self._field()
        return field is not None and index < field.letters()

    def _has_digit(self, digit: int) -> bool:
        field = self._field()
        return field is not None and digit <= field.digits()

    def typed_into(self) -> bool:
        """Tell whether letters are to be typed into the answer field now."""
        field = self._field()
        return field is not None and field.typed

    def _has_table(self) -> bool:
        return self._stage is not None and not self.typed_into()

    def _has_way_back(self) -> bool:
        return self._stage is Stage.CONFIDING or self.practising

    def _letter(self, index: int) -> None:
        if (field := self._field()) is not None:
            field.press_letter(index)

    def _digit(self, digit: int) -> None:
        if (field := self._field()) is not None:
            field.press_digit(digit)

    def _show_table(self) -> None:
        self._card.show_table()
