"""The study screen's page: header, one card of three kinds, and the foot with what to do."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal

from initquiz.ui.widgets.fact_card import FactCard
from initquiz.ui.widgets.page import Page
from initquiz.ui.widgets.sitting_header import SittingHeader
from initquiz.ui.widgets.study_foot import StudyFoot

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from initquiz.drawing.formula import Typesetter
    from initquiz.model.card import Fact
    from initquiz.model.question import Question
    from initquiz.model.turn import Progress, Rest, Turn
    from initquiz.study.typed import Comparison
    from initquiz.ui.widgets.question_card import QuestionCard
    from initquiz.ui.widgets.rest_panel import RestPanel

_FACT_WIDTH, _QUESTION_WIDTH = 720, 860
_PRACTICE = "practice, not counted"
_SETTLED_MS = 50


class StudyPage(Page):
    """Shows one card at a time; question and rest are made when they are first wanted."""

    answered = Signal(object)
    left = Signal()

    def __init__(
        self, typesetter: "Typesetter", *, typing: bool, parent: "QWidget | None" = None
    ) -> None:
        """Make the page with an empty fact on it."""
        super().__init__(_FACT_WIDTH, parent)
        self._typesetter = typesetter
        self.header = SittingHeader()
        self.fact = FactCard(typesetter)
        self.question: QuestionCard | None = None
        self.rest: RestPanel | None = None
        self.controls = StudyFoot(typing=typing)
        self.body.addWidget(self.header)
        self.body.addWidget(self.fact, 1)
        self.body.addStretch()  # takes what a card does not want
        self.foot.addWidget(self.controls)

    def show_fact(self, fact: "Fact", *, typable: bool, typing: bool) -> None:
        """Show a fact's question."""
        self._bring(self.fact, _FACT_WIDTH)
        self.fact.ask(fact, typed=typing and typable)
        self.controls.show_asking(typable=typable, typing=typing and typable)

    def show_question(
        self, question: "Question", *, confiding: bool = False, practice: bool = False
    ) -> None:
        """Show a drawn question; below it whether one is asked how sure one is of the answer."""
        if self.question is None:
            from initquiz.ui.widgets.question_card import (  # noqa: PLC0415 - not for card one
                QuestionCard,
            )

            self.question = QuestionCard(self._typesetter)
            self.question.answered.connect(self.answered)
            self.body.insertWidget(self.body.count() - 1, self.question)
        self._bring(self.question, _QUESTION_WIDTH)
        self.question.ask(question)
        self.controls.show_choosing(confiding=confiding, practice=practice)

    def show_rest(self, rest: "Rest", progress: "Progress") -> None:
        """Show that nothing is left for now, and what comes next."""
        if self.rest is None:
            from initquiz.ui.widgets.rest_panel import RestPanel  # noqa: PLC0415 - not for card one

            self.rest = RestPanel()
            self.rest.left.connect(self.left)
            self.body.insertWidget(self.body.count() - 1, self.rest, 1)
        self._bring(self.rest, _FACT_WIDTH)
        self.rest.show_rest(rest, progress)
        self.controls.show_nothing()

    def show_progress(
        self,
        turn: "Turn | None",
        progress: "Progress",
        deck: str | None,
        *,
        practice: bool = False,
    ) -> None:
        """Say in the header where the sitting stands and what deck the card is from."""
        left = progress.left
        self.header.set_counts(
            left.new, left.learning, left.review, turn.kind.value if turn else ""
        )
        self.header.set_progress(progress.done, progress.done + left.total)
        place = [turn.deck if turn else deck or "All decks"]
        if turn and turn.question:
            place += [turn.card.topic, turn.question.level, _PRACTICE * practice]
        self.header.set_place(" · ".join(part for part in place if part))

    def show_answer(self, turn: "Turn", comparison: "Comparison | None") -> None:
        """Show a fact's answer, and its topic, which before might have given it away."""
        self.fact.reveal(comparison)
        self.header.set_place(" · ".join(part for part in (turn.deck, turn.card.topic) if part))

    def explain(self) -> None:
        """Show or hide why the answer is what it is."""
        shown = self.question.toggle_explanation() if self.question else None
        if shown is not None:
            self._bring_into_sight(shown)

    def open_fact(self) -> None:
        """Show the next of the fact cards the question rests on, or hide the last."""
        shown = self.question.open_fact() if self.question else None
        if shown is not None:
            self._bring_into_sight(shown)

    def show_news(self) -> None:
        """Scroll to what came with the answer, where the window is too small for all."""
        asked = self.question is not None and not self.question.isHidden()
        news = self.question.news if self.question and asked else self.fact.news
        if news is not None:
            self._bring_into_sight(news)

    def _bring_into_sight(self, widget: "QWidget") -> None:
        """Scroll to a widget now, and once more when plots above it have taken their room."""
        self.scroll_to(widget)
        QTimer.singleShot(_SETTLED_MS, widget, partial(self._follow, widget))

    def _follow(self, widget: "QWidget") -> None:
        if widget.isVisible():
            self.scroll_to(widget)

    def take_focus(self) -> None:
        """Put the focus on the card that is shown."""
        if self.question is not None and not self.question.isHidden():
            self.question.take_focus()
        elif not self.fact.isHidden():
            self.fact.take_focus()

    def _bring(self, card: "QWidget", width: int) -> None:
        self.set_width(width)
        for each in (self.fact, self.question, self.rest):
            if each is not None:
                each.setVisible(each is card)
        self.area.verticalScrollBar().setValue(0)
