"""What the commands print for people."""

from initquiz.errors import Problem
from initquiz.model.card import Card, Level
from initquiz.model.counts import Counts, DeckCounts
from initquiz.model.question_type import QuestionType
from initquiz.model.review import Attempt, Event, Rating
from initquiz.study.importing import Fate, Preview
from initquiz.study.proving import Proof
from initquiz.study.statistics import Numbers, SkillNumbers
from initquiz.terminal import tables

_DECK = DeckCounts("Weights", Counts(20, 1, 2), cards=88, unseen=70, skills=3)


def test_due_lines_up_and_adds_up_only_several_decks() -> None:
    """Numbers stand under their heads; one deck needs no total."""
    assert tables.due(_DECK.due, [_DECK]).splitlines() == [
        "Due today  new  learning  review  total",
        "Weights     20         1       2     23",
    ]
    assert tables.due(_DECK.due, [_DECK, _DECK]).splitlines()[-1].split() == [
        *("All", "decks", "20", "1", "2", "23")
    ]


def test_decks_list_their_cards() -> None:
    """Cards, unseen, skills and what is due."""
    assert tables.decks([_DECK]).splitlines()[-1].split() == ["Weights", "88", "70", "3", "23"]


def test_the_log_reads_as_what_happened() -> None:
    """Answers with grade and time, undone ones marked, undos naming what they take back."""
    attempt = Attempt("c1", Rating.GOOD, "right", "he\x1b[2J", 1500)
    events = [
        Event("a", "dev", 1, 0, 719_163, "c1", attempt),
        Event("b", "dev", 2, 1_000_000, 719_163, "c1", retracts="a"),
    ]
    head, answer, undo = tables.log(events, frozenset()).splitlines()
    assert head.split() == ["#", "UTC", "card", "grade", "answer"]
    assert answer == "1  1970-01-01 00:00:00  c1    Good (taken back)  1.5 s  right  he[2J"
    assert undo == "2  1970-01-01 00:00:01  c1    takes back 1"
    assert "(taken back)" not in tables.log(events, frozenset({"a"}))
    assert tables.log([], frozenset()) == "The log is empty."


def test_an_import_counts_and_explains(fact: Card) -> None:
    """Counts by fate, each fault on its line, and whether anything was written."""
    preview = Preview((("D", fact, Fate.UPDATED),), (Problem("line 3", "no answer.", "Add one."),))
    assert tables.imported("a.md", preview, dry_run=True) == (
        "a.md: 0 new, 1 updated, 0 unchanged, 1 refused (dry run: nothing was written)\n"
        "  line 3: no answer. Add one."
    )


def test_problems_or_none() -> None:
    """No news is said to be good news."""
    assert tables.problems([]) == "No problems found."
    assert tables.problems([Problem("here", "bad.")]) == "1 problem:\n  here: bad."


def test_a_solution_tells_all(guess: QuestionType) -> None:
    """The right option, the explanation, each option's law and the facts."""
    text = tables.solution(guess.draw(1, Level.EASY))
    assert text.startswith(
        "Answer: C) LeCun normal\n\nYour sample measures σ = 0.3.\n\nLeCun divides"
    )
    assert "  B       normal  0.2        1" in text
    assert "  n_in         64" in text


def test_question_types_and_their_proofs(guess: QuestionType) -> None:
    """A line each, then the faults in full."""
    assert tables.question_types([guess]).splitlines()[-1].split() == [
        *("guess", "Guess", "choice", "easy,", "hard", "1")
    ]
    proof = Proof(
        "guess", 4000, 2, 1.5e-7, 7.5, (Problem("guess seed 3 easy", "is not explained."),)
    )
    text = tables.proofs([proof])
    assert text.splitlines()[1].split() == ["guess", "4,000", "2", "1.5e-07", "8", "1"]
    assert text.endswith("1 problem:\n  guess seed 3 easy: is not explained.")


def test_numbers_of_all_answers() -> None:
    """Ratings, a row for each type, and each confusion in words; nothing yet is said."""
    none = dict.fromkeys(Rating, 0)
    assert tables.numbers(Numbers(0, none, (), ())) == "No answers yet."
    coin = SkillNumbers("coin", 4, 3, 2500, (("he_normal>lecun_normal", 2),))
    lost = SkillNumbers("lost", 1, 0, 0, ())
    text = tables.numbers(Numbers(5, none | {Rating.GOOD: 3}, (coin, lost), coin.mixed_up))
    assert text.startswith("5 answers: 0 Again, 0 Hard, 3 Good, 0 Easy.")
    rows = [line.split() for line in text.splitlines()]
    assert ["coin", "4", "75", "%", "2", "s"] in rows
    assert ["lost", "1", "0", "%", "–"] in rows
    assert "He normal taken for LeCun normal  " in text
