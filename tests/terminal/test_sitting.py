"""The conversation: what each line does, and that nothing answered is ever lost."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from initquiz.model.card import Card, Fact
from initquiz.model.question_type import QuestionType
from initquiz.model.review import Attempt, Rating
from initquiz.model.study_day import MICROSECONDS, Now
from initquiz.schedule.replay import living
from initquiz.store.database import IN_MEMORY
from initquiz.study.collection import Collection
from initquiz.study.sitting import Sitting
from initquiz.terminal.console import Console
from initquiz.terminal.sitting import run
from initquiz.terminal.summary import Summary

_LINES = ("", "1", "2", "3", "4", "c", "A", "?", "u", "r", "change 1", "change 3", "h", "text")


@dataclass
class Desk:
    """Holds sittings over one collection in memory; each line takes two seconds to type."""

    collection: Collection
    now: Now
    guess: QuestionType
    summary: Summary | None = None
    interrupt: Callable[[], None] = lambda: None

    def put(self, *cards: Card) -> None:
        """Put cards into the deck."""
        self.collection.cards.save("Deck", cards)

    def hold(self, *lines: str, limit: int | None = None) -> str:
        """Hold a sitting with these lines and return what was written."""
        sitting = Sitting(self.collection, {"guess": self.guess}, limit=limit)
        written: list[str] = []
        given_lines = iter(lines)

        def read() -> str | None:
            line = next(given_lines, None)
            if line == "^C":
                raise KeyboardInterrupt
            self.interrupt()
            self.now = Now(self.now.at + 2 * MICROSECONDS, self.now.day)
            return line

        console = Console(read, written.append, width=79, echo=True)
        self.summary = run(sitting, console, lambda: self.now, lambda: self.now.at / MICROSECONDS)
        return "".join(written)

    def attempts(self) -> list[Attempt]:
        """Return the answers that count, in the log's order."""
        return [event.attempt for event in living(self.collection.reviews.all()) if event.attempt]

    def ratings(self) -> list[int]:
        """Return their grades."""
        return [int(attempt.rating) for attempt in self.attempts()]


@pytest.fixture
def desk(now: Now, guess: QuestionType) -> Iterator[Desk]:
    """Return a desk with an empty collection."""
    with Collection(IN_MEMORY) as collection:
        yield Desk(collection, now, guess)


def test_ten_lines_are_ten_answers(desk: Desk, fact: Card, typed: Card, skill: Card) -> None:
    """Ten lines of 3 give exactly ten answers, whatever kinds of card come."""
    desk.put(fact, typed, skill)
    desk.hold(*["3"] * 10, limit=10)
    count = len(desk.attempts())
    assert count == 6, "three cards, two steps each, and none is left"
    desk.put(*(Card(f"c{i}", "T", Fact(f"{i}?", "Yes.")) for i in range(20)))
    desk.hold(*["3"] * 10)
    assert len(desk.attempts()) == count + 10


def test_a_blank_line_shows_the_answer_and_grades_nothing(desk: Desk, fact: Card) -> None:
    """Enter shows answer, note, source and the four grades; the log stays empty."""
    desk.put(fact)
    text = desk.hold("", "")
    assert "It breaks nothing." in text
    assert "Note: A note." in text
    assert "Source: S1" in text
    assert "1 Again (1 min) · 2 Hard (6 min) · 3 Good (10 min) · 4 Easy (" in text
    assert "Grade it: type 1, 2, 3 or 4." in text
    assert desk.attempts() == []


def test_a_grade_at_the_question_shows_the_answer_too(desk: Desk, fact: Card) -> None:
    """Grading at once still shows what was to be known, and when the card comes back."""
    desk.put(fact)
    text = desk.hold("3")
    assert "It breaks nothing." in text
    assert "Rated Good, back in 10 min." in text
    assert desk.ratings() == [3]


def test_markup_is_read_not_shown(desk: Desk, fact: Card, skill: Card) -> None:
    """Markdown and formulas become plain text."""
    desk.put(fact, skill)
    text = desk.hold("3")
    assert "Why not zero?" in text
    assert "σ = √(2/n_in)" in text


def test_a_typed_answer_is_compared_and_kept(desk: Desk, typed: Card) -> None:
    """What is typed is compared, the learner grades, and the log keeps the words."""
    desk.put(typed)
    text = desk.hold("Symmetry!", "4")
    assert "You typed “Symmetry!”: right." in text
    assert "The symmetry of neurons." in text
    (attempt,) = desk.attempts()
    assert (attempt.answer, attempt.rating) == ("Symmetry!", Rating.EASY)


def test_words_on_a_card_that_is_not_typed_lose_nothing(desk: Desk, fact: Card) -> None:
    """A stray text gives one hint; the card is still asked."""
    desk.put(fact)
    text = desk.hold("hello", "2")
    assert "Press Enter to see the answer" in text
    assert desk.ratings() == [2]


@pytest.mark.parametrize("line", ["c", "C", "3", " c "])
def test_an_option_is_picked_by_letter_or_number(desk: Desk, skill: Card, line: str) -> None:
    """The third option is C in any case, or 3."""
    desk.put(skill)
    text = desk.hold(line)
    (attempt,) = desk.attempts()
    assert (attempt.answer, attempt.grade, attempt.rating) == ("o2", "right", Rating.GOOD)
    assert "Right: LeCun normal." in text


def test_a_wrong_answer_is_explained_and_can_be_regraded(desk: Desk, skill: Card) -> None:
    """Title, reason, each option's numbers, explanation, the grade given and how to change it."""
    desk.put(skill)
    text = desk.hold("a", "change 3")
    for words in (
        "Not He normal: the width is off.",
        "Your sample measures σ = 0.3.",
        "  B) Xavier uniform  predicts 0.2",
        "LeCun divides by the fan-in.",
        "Rated Again, back in 1 min (type `change 3` to make it Good).",
        "Rated Good instead, back in 10 min.",
    ):
        assert words in text
    assert desk.ratings() == [3]
    assert desk.summary is not None
    assert desk.summary.given == (Rating.GOOD,)


def test_not_knowing_is_an_answer(desk: Desk, skill: Card) -> None:
    """A question mark says so honestly: logged as unknown, rated Again."""
    desk.put(skill)
    desk.hold("?")
    (attempt,) = desk.attempts()
    assert (attempt.grade, attempt.answer, attempt.rating) == ("unknown", "", Rating.AGAIN)


@pytest.mark.parametrize("line", ["f", "6", "0", "", "none"])
def test_there_is_no_sixth_option(desk: Desk, skill: Card, line: str) -> None:
    """A line that picks no option is a hint, not an answer."""
    desk.put(skill)
    text = desk.hold(line)
    assert "Type a letter from A to E" in text
    assert desk.attempts() == []


def test_the_figure_is_also_told_in_words(desk: Desk, skill: Card) -> None:
    """The block's summary is written under its drawing."""
    desk.put(skill)
    text = desk.hold()
    assert "█" in text
    assert "1,000 weights in 3 bars." in text


def test_a_changed_card_asked_again_can_be_answered(desk: Desk, skill: Card) -> None:
    """Changing the grade of the very card that is asked now does not make it stale."""
    desk.put(skill)
    text = desk.hold("a", "change 1", "c")
    assert "another window" not in text
    assert desk.ratings() == [1, 3]


def test_change_wants_a_grade_and_an_answer(desk: Desk, fact: Card) -> None:
    """Without either, a sentence says so and nothing is written."""
    desk.put(fact)
    text = desk.hold("change", "change 5", "change 3")
    assert text.count("Type `change` and the grade, 1 to 4.") == 2
    assert "no answer in this sitting" in text
    assert desk.attempts() == []


def test_undo_asks_the_card_again_and_redo_takes_that_back(
    desk: Desk, fact: Card, typed: Card
) -> None:
    """Undo and redo move the log, the card asked and the final count together."""
    desk.put(fact, typed)
    text = desk.hold("1", "u", "r")
    assert text.count("Why not zero?") == 2
    assert text.count("Zeros keep what?") == 2
    assert "1 answer: 1 Again, 0 Hard, 0 Good, 0 Easy." in text
    assert desk.ratings() == [1]
    assert "No answers." in desk.hold("u")
    assert desk.ratings() == []


def test_nothing_to_undo_or_redo_is_said(desk: Desk, fact: Card) -> None:
    """On a fresh collection both commands only say so."""
    desk.put(fact)
    text = desk.hold("undo", "redo")
    assert "There is nothing to undo." in text
    assert "There is nothing to redo." in text


def test_help_lists_the_commands(desk: Desk, fact: Card) -> None:
    """`h` explains every command and grades nothing."""
    desk.put(fact)
    text = desk.hold("h")
    for word in ("undo", "redo", "change N", "quit", "I don't know"):
        assert word in text
    assert desk.attempts() == []


@pytest.mark.parametrize("end", [(), ("q",), ("quit",), ("^C",)], ids=["end", "q", "quit", "^C"])
def test_leaving_keeps_what_was_answered(
    desk: Desk, fact: Card, typed: Card, end: tuple[str, ...]
) -> None:
    """The end of the input, `q` and Ctrl+C all end with a summary, and lose nothing."""
    desk.put(fact, typed)
    text = desk.hold("4", *end, "3" if end else "4")
    assert desk.ratings() == ([4] if end else [4, 4])
    assert "answer" in text.splitlines()[-1]


def test_the_end_says_what_comes_next_and_still_undoes(desk: Desk, fact: Card) -> None:
    """When nothing is left it says so and when to come back; u still works, Enter ends."""
    desk.put(fact)
    text = desk.hold("4", "u", "4", "", "4")
    assert text.count("Congratulations, nothing is left for now.") == 2
    assert text.count("Why not zero?") == 2
    assert desk.ratings() == [4]


def test_a_limit_ends_the_sitting(desk: Desk, fact: Card, typed: Card) -> None:
    """After the limit nothing is asked, and what is left is named."""
    desk.put(fact, typed)
    text = desk.hold("4", "4", limit=1)
    assert "That is all for now; 1 card is left today." in text
    assert desk.ratings() == [4]


def test_an_empty_collection_ends_politely(desk: Desk) -> None:
    """Without cards there is nothing to ask and no error."""
    assert "Congratulations" in desk.hold()


def test_a_card_answered_elsewhere_is_not_answered_twice(
    collection: Collection, now: Now, guess: QuestionType, fact: Card, typed: Card
) -> None:
    """Another window's answer wins; this one says so and goes on to the next card."""
    desk = Desk(collection, now, guess)
    desk.put(fact, typed)

    def elsewhere() -> None:
        desk.interrupt = lambda: None
        with Collection(collection.database.path) as other:
            other.record(Attempt("fact", Rating.EASY), desk.now, other.schedule("fact"))

    desk.interrupt = elsewhere
    text = desk.hold("1")
    assert "answered in another window" in text
    assert "Zeros keep what?" in text
    assert desk.ratings() == [4]


def test_response_times_run_from_the_question_to_the_answer(
    desk: Desk, fact: Card, skill: Card
) -> None:
    """Two seconds a line: a shown answer takes two lines, an option one."""
    desk.put(fact, skill)
    desk.hold("", "4", "c")
    assert [attempt.response_ms for attempt in desk.attempts()] == [4000, 2000]


@settings(max_examples=60, deadline=None)
@given(lines=st.lists(st.sampled_from(_LINES), max_size=30))
def test_the_count_is_the_log(
    guess: QuestionType, fact: Card, typed: Card, skill: Card, lines: list[str]
) -> None:
    """Whatever is typed, the answers counted are those that count in the log."""
    with Collection(IN_MEMORY) as collection:
        desk = Desk(collection, Now(1_800_000_000 * MICROSECONDS, 739_000), guess)
        desk.put(fact, typed, skill)
        desk.hold(*lines)
        assert desk.summary is not None
        assert sorted(desk.summary.given) == sorted(desk.ratings())
        assert {card: s for card, s in collection.schedules.of_cards() if s.reps} == (
            collection.fold()
        )
