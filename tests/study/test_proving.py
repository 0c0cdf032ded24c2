"""Quality control finds what it is there to find: each kind of fault, planted on purpose."""

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest

from initquiz.errors import UnanswerableError
from initquiz.model.card import Level
from initquiz.model.question import Choice, Curve, CurveRole, Histogram, Option, OptionLaw, Question
from initquiz.model.question_type import QuestionType
from initquiz.model.verdict import Grade, Verdict
from initquiz.questions.name_histogram import QUESTION
from initquiz.study.proving import Proof, prove

OPTIONS = tuple(
    Option(text, text.lower(), OptionLaw("normal", std, 1.0))
    for text, std in (("A", 1.0), ("B", 2.0), ("C", 3.0))
)


def draw(seed: int, level: Level) -> Question:
    """Return a sound question."""
    return Question(
        key="toy", seed=seed, level=level.value, version=1, prompt="?",
        blocks=(Histogram((0.0, 1.0), (1,), 1),), answer=Choice(OPTIONS, seed * 7 % 3),
        explanation="!", facts={"seed": seed}, digest=f"{seed} {level}", error_bound=1e-9 * seed,
    )  # fmt: skip


def grade(question: Question, index: int | None) -> Verdict:
    """Judge soundly."""
    found = Grade.RIGHT if index == question.answer.correct else Grade.WRONG
    found = Grade.UNKNOWN if index is None else found
    return Verdict(
        found, "x", "Title.", "Why.", ("a", "b", "c"), question.blocks,
        "mistake" if found is Grade.WRONG else "",
    )  # fmt: skip


TOY = QuestionType("toy", "Toy", 1, "choice", tuple(Level), (), (), draw, grade)


def spoilt_draw(**changes: object) -> QuestionType:
    """Return the toy with questions changed."""
    return replace(TOY, draw=lambda seed, level: replace(draw(seed, level), **changes))  # type: ignore[arg-type]  # any field


def spoilt_grade(change: Callable[[Question, int | None, Verdict], Verdict]) -> QuestionType:
    """Return the toy with verdicts changed."""
    return replace(TOY, grade=lambda q, index: change(q, index, grade(q, index)))


def told(kind: QuestionType, seeds: int = 3) -> str:
    """Return all problems found, as text."""
    return "\n".join(str(problem) for problem in prove("toy", kind, range(seeds)).problems)


def test_a_sound_type_passes() -> None:
    """Instances are counted, the worst bound kept, progress told, nothing found."""
    steps: list[int] = []
    proof = prove("toy", TOY, range(30), steps.append)
    assert proof == Proof("toy", 90, 0, 1e-9 * 29)
    assert steps == list(range(1, 31))


def test_name_the_histogram_passes() -> None:
    """The real type keeps every promise over a run of seeds."""
    proof = prove(QUESTION.key, QUESTION, range(50))
    assert proof.problems == ()
    assert (proof.instances, proof.refused) == (150, 0)
    assert 0 <= proof.worst_error_bound <= 1e-4


def test_refusals_are_counted_not_blamed() -> None:
    """A type that says it finds no instance is honest."""

    def refuse(seed: int, level: Level) -> Question:
        if level is Level.HARD:
            raise UnanswerableError
        return draw(seed, level)

    proof = prove("toy", replace(TOY, draw=refuse), range(3))
    assert (proof.instances, proof.refused, proof.problems) == (6, 3, ())


def test_a_crash_is_a_finding() -> None:
    """A crash names seed, level and error, and the run goes on."""

    def crash(seed: int, level: Level) -> Question:
        if seed == 1:
            raise ZeroDivisionError("oops")
        return draw(seed, level)

    proof = prove("toy", replace(TOY, draw=crash), range(3))
    assert len(proof.problems) == 3
    assert str(proof.problems[0]) == "toy seed 1 easy: crashes with ZeroDivisionError: oops"
    assert proof.instances == 6


def test_a_question_that_changes_is_found() -> None:
    """The same seed must draw the same question."""
    ticks = count()
    kind = replace(
        TOY, draw=lambda seed, level: replace(draw(seed, level), digest=str(next(ticks)))
    )
    assert "not the same question" in told(kind)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"error_bound": 2e-4}, "may err with probability 0.0002"),
        ({"error_bound": math.nan}, "may err"),
        ({"seed": 99}, "names seed 99"),
        ({"answer": Choice(OPTIONS, 3)}, "is none of 3"),
        (
            {"answer": Choice((*OPTIONS[:2], replace(OPTIONS[0], text="D")), 0)},
            "'A' and 'D' are one",
        ),
        (
            {"answer": Choice((*OPTIONS[:2], replace(OPTIONS[2], text="A")), 0)},
            "'A' and 'A' are one",
        ),
    ],
)
def test_bad_questions_are_found(changes: dict[str, object], words: str) -> None:
    """Weak proofs, foreign seeds, no right option, two options of one law or one text."""
    assert words in told(spoilt_draw(**changes))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda *a: a[2]._replace(grade=Grade.RIGHT), "is graded right, not wrong"),
        (lambda *a: a[2]._replace(grade=Grade.WRONG), "answer None is graded wrong, not unknown"),
        (lambda *a: a[2]._replace(why=""), "is not explained"),
        (lambda *a: a[2]._replace(option_notes=("a", "", "c")), "is not explained"),
        (lambda *a: a[2]._replace(misconception=""), "is tagged ''"),
        (
            lambda *a: a[2]._replace(
                blocks=(
                    replace(
                        a[0].blocks[0], curves=(Curve("c", CurveRole.TRUTH, (0.0,), (math.nan,)),)
                    ),
                ),
            ),
            "draws a curve, 'c', that is not finite",
        ),
    ],
)
def test_bad_verdicts_are_found(
    change: Callable[[Question, int | None, Verdict], Verdict], words: str
) -> None:
    """Wrong findings, missing words, missing tags and broken curves."""
    assert words in told(spoilt_grade(change))


def test_a_favourite_position_is_found() -> None:
    """If the right answer hardly moves over a run, guessing pays."""
    assert "falls unevenly" in told(spoilt_draw(answer=Choice(OPTIONS, 0)), seeds=20)
    assert "falls unevenly" not in told(TOY, seeds=20)
