"""The sitting as a conversation: one line in, one thing done, so that a pipe can drive it."""

from collections.abc import Callable

from initquiz.drawing.reading import plain_markdown
from initquiz.errors import StaleTurnError, UsageError
from initquiz.model.blocks import Code, Table
from initquiz.model.card import Fact
from initquiz.model.question import Question
from initquiz.model.review import Rating
from initquiz.model.study_day import Now
from initquiz.model.turn import Turn
from initquiz.study.sitting import Sitting
from initquiz.study.typed import compare
from initquiz.terminal import cards
from initquiz.terminal.blocks import draw
from initquiz.terminal.console import Console
from initquiz.terminal.summary import Summary

_HELP = """\
A line is a command or an answer:
  Enter      show the answer
  1 2 3 4    grade the card: Again, Hard, Good, Easy
  A, B, C    choose an option; its number does too, 1 for A
  A C        several letters where several are asked for, in their order
  0.0625     a number where one is asked for; 1/16 and sqrt(2/512) do too
  ?          I don't know
  u, undo    take the last answer back and ask its card again
  r, redo    take the undo back
  change N   give the last answer another grade
  q, quit    end; every answer is already saved"""
_ENDINGS = frozenset({"q", "quit", "exit"})
_RATINGS = {str(rating.value): rating for rating in Rating}


def run(
    sitting: Sitting, console: Console, now: Callable[[], Now], timer: Callable[[], float]
) -> Summary:
    """Hold a sitting until it is left, the input ends or nothing is left to ask.

    Args:
        sitting: What decides which card is asked.
        console: Where lines come from and text goes to.
        now: Reads the clock.
        timer: A clock in seconds that only moves forward, for response times.
    """
    talk = _Conversation(sitting, console, now, timer)
    talk.go_on()
    try:
        while (line := console.ask(talk.prompt())) is not None and talk.hear(line):
            pass
    except KeyboardInterrupt:
        console.say()
    summary = talk.summary()
    console.say(summary.farewell)
    return summary


class _Conversation:
    """What is being asked, and what has been answered."""

    def __init__(
        self,
        sitting: Sitting,
        console: Console,
        now: Callable[[], Now],
        timer: Callable[[], float],
    ) -> None:
        self._sitting = sitting
        self._console = console
        self._now = now
        self._timer = timer
        self._asked_at = 0.0
        self._revealed = False
        self._typed = ""
        self._answered = ""  # the card answered last
        self._given: list[Rating] = []
        self._undone: list[Rating | None] = []  # None: given in an earlier sitting

    def summary(self) -> Summary:
        """Return what the sitting has come to so far."""
        left = self._sitting.progress().left.total
        return Summary(tuple(self._given), left, self._sitting.rest(self._now()))

    def prompt(self) -> str:
        """Return the line that says what may be typed now."""
        turn = self._sitting.turn
        if turn is None:
            return "[Enter] end · u undo"
        if turn.question is not None:
            return f"{turn.question.answer.hint} · ? don't know · u undo · h help · q quit"
        if self._revealed:
            return cards.grades(self._sitting.intervals(self._now()))
        typing = ", or type it" if turn.typable else ""
        return f"[Enter] show answer{typing} · 1-4 grade · u undo · h help · q quit"

    def hear(self, line: str) -> bool:
        """Do what a line says; False if it ends the sitting."""
        words = line.casefold().split()
        try:
            match words:
                case [word] if word in _ENDINGS:
                    return False
                case ["u" | "undo"]:
                    self._undo()
                case ["r" | "redo"]:
                    self._redo()
                case ["h" | "help"]:
                    self._console.say(f"\n{_HELP}")
                case ["change", *grade]:
                    self._change(" ".join(grade))
                case _:
                    return self._answer(line.strip())
        except StaleTurnError as error:
            self._console.say(f"\n{error}")
            self.go_on()
        except UsageError as error:
            self._console.say(f"\n{error}")
        return True

    def go_on(self) -> None:
        """Move to the next card and show it."""
        self._sitting.next(self._now())
        self._show()

    def _show(self) -> None:
        say, turn = self._console.say, self._sitting.turn
        self._revealed, self._typed = False, ""
        say()
        if turn is None:
            say(self.summary().finished)
            return
        self._console.title(cards.heading(turn, self._sitting.progress().left.total))
        say()
        if isinstance(turn.card.content, Fact):
            say(plain_markdown(turn.card.content.question))
        if turn.question is not None:
            show_question(turn.question, self._console)
        self._asked_at = self._timer()

    def _answer(self, text: str) -> bool:
        turn = self._sitting.turn
        if turn is None:
            return False
        if turn.question is not None:
            self._choose(turn.question, text)
        elif isinstance(turn.card.content, Fact):
            self._grade(turn, turn.card.content, text)
        return True

    def _choose(self, question: Question, text: str) -> None:
        try:
            given = None if text == "?" else question.answer.parse(text)
        except UsageError as error:
            self._console.say(f"\n{error} Or ? for “I don't know”.")
            return
        card = self._card()
        outcome = self._sitting.submit(given, self._now(), response_ms=self._response_ms())
        self._note(card, outcome.rating)
        self._console.say()
        self._console.title(plain_markdown(outcome.verdict.title))
        self._console.say(cards.feedback(question, outcome.verdict))
        self._console.say(f"\n{cards.graded(outcome)}")
        self._warn()
        self.go_on()

    def _warn(self) -> None:
        """Tell of a leech."""
        if self._sitting.leech:
            self._console.say(f"\n{self._sitting.leech}")

    def _grade(self, turn: Turn, fact: Fact, text: str) -> None:
        rating = _RATINGS.get(text)
        if rating is None and self._revealed:
            self._console.say("\nGrade it: type 1, 2, 3 or 4.")
            return
        if rating is None and text not in {"", "?"}:
            if not turn.typable:
                self._console.say("\nPress Enter to see the answer, or type 1 to 4 to grade it.")
                return
            comparison = compare(text, fact)
            self._typed = comparison.typed
            self._console.say(f"\n{cards.finding(comparison)}")
        if rating is None:
            self._reveal(fact)
            return
        if not self._revealed:
            self._reveal(fact)
        now = self._now()
        interval = self._sitting.intervals(now)[rating]
        self._sitting.rate(rating, now, response_ms=self._response_ms(), typed=self._typed)
        self._note(turn.card.id, rating)
        self._console.say(f"\nRated {cards.name(rating)}, back in {interval}.")
        self._warn()
        self.go_on()

    def _reveal(self, fact: Fact) -> None:
        self._console.say(f"\n{cards.fact_answer(fact)}")
        self._revealed = True

    def _undo(self) -> None:
        if self._sitting.undo(self._now()) is None:
            self._console.say("\nThere is nothing to undo.")
            return
        self._undone.append(self._given.pop() if self._given else None)
        self._console.say("\nTaken back; here is its card again.")
        self._show()

    def _redo(self) -> None:
        if not self._sitting.redo(self._now()):
            self._console.say("\nThere is nothing to redo.")
            return
        if rating := self._undone.pop() if self._undone else None:
            self._given.append(rating)
        self._console.say("\nThe answer counts again.")
        self._show()

    def _change(self, grade: str) -> None:
        if grade not in _RATINGS:
            raise UsageError("Type `change` and the grade, 1 to 4.")
        interval = self._sitting.change(_RATINGS[grade], self._now())
        self._given[-1:] = [_RATINGS[grade]]
        self._console.say(f"\nRated {cards.name(_RATINGS[grade])} instead, back in {interval}.")
        if self._card() in {self._answered, ""}:
            # The card asked now is the one whose grade changed: it may be due another time.
            self.go_on()

    def _note(self, card: str, rating: Rating) -> None:
        self._answered = card
        self._given.append(rating)

    def _card(self) -> str:
        return self._sitting.turn.card.id if self._sitting.turn else ""

    def _response_ms(self) -> int:
        return round((self._timer() - self._asked_at) * 1000)


def show_question(question: Question, console: Console) -> None:
    """Write a drawn question: its prompt, its blocks with their summaries, its options."""
    console.say(plain_markdown(question.prompt))
    for block in question.blocks:
        if block.title:
            console.say(f"\n{plain_markdown(block.title)}")
        console.write(f"\n{draw(block, console.width, unicode=console.unicode)}\n")
        if not isinstance(block, Code | Table):  # those are words already
            console.say(f"\n{block.summary}")
    if told := cards.field(question):
        console.say(f"\n{told}")
