"""Quality control finds what it is there to find: each kind of fault, planted on purpose."""

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest

from initquiz.asking.grading import grade
from initquiz.errors import UnanswerableError
from initquiz.model.answers import AnswerField
from initquiz.model.blocks import Bars, Curve, CurveRole, Heatmap, Histogram
from initquiz.model.card import Level
from initquiz.model.choosing import Choice, Option, OptionLaw
from initquiz.model.measuring import Number, PointOnPlot, Quantity, Wrong
from initquiz.model.mistake import Given, Mistake
from initquiz.model.question import Question
from initquiz.model.question_type import QuestionType
from initquiz.model.verdict import Grade, Verdict
from initquiz.questions.name_histogram import QUESTION
from initquiz.study import proving
from initquiz.study.proving import prove

SLIP = Mistake("slip", "it is another", "Look again.")
OPTIONS = tuple(
    Option(text, text.lower(), OptionLaw("normal", std, 1.0), mistake=SLIP)
    for text, std in (("A", 1.0), ("B", 2.0), ("C", 3.0))
)
SIGMA = Quantity("σ", 1.0, 0.9, 1.1, SLIP, (Wrong(2.0, Mistake("double", "twice", "Halve it.")),))
BLOCK = Histogram((0.0, 1.0), (1,), 1, summary="One bar.")


def draw(seed: int, level: Level) -> Question:
    """Return a sound question."""
    return Question(
        key="toy", seed=seed, level=level.value, version=1, prompt="?", blocks=(BLOCK,),
        answer=Choice(OPTIONS, seed * 7 % 3), explanation="!", facts={"seed": seed},
        digest=f"{seed} {level}", error_bound=1e-9 * seed, evidence="Seen.",
    )  # fmt: skip


TOY = QuestionType("toy", "Toy", 1, "choice", tuple(Level), (), (), draw)


def spoilt_draw(**changes: object) -> QuestionType:
    """Return the toy with questions changed."""
    return replace(TOY, draw=lambda seed, level: replace(draw(seed, level), **changes))  # type: ignore[arg-type]  # any field


def with_field(field: AnswerField) -> QuestionType:
    """Return the toy with another answer field."""
    return replace(spoilt_draw(answer=field), answer_kind=field.kind)


def told(kind: QuestionType, seeds: int = 3) -> str:
    """Return all problems found, as text."""
    return "\n".join(str(problem) for problem in prove("toy", kind, range(seeds)).problems)


def test_a_sound_type_passes() -> None:
    """Instances are counted, the worst bound kept, progress told, nothing found."""
    steps: list[int] = []
    proof = prove("toy", TOY, range(30), steps.append)
    assert (proof.instances, proof.refused, proof.problems) == (90, 0, ())
    assert proof.worst_error_bound == pytest.approx(1e-9 * 29)
    assert proof.milliseconds >= 0
    assert steps == list(range(1, 31))


def test_name_the_histogram_passes() -> None:
    """The real type keeps every promise over a run of seeds."""
    proof = prove(QUESTION.key, QUESTION, range(50))
    assert proof.problems == ()
    assert (proof.instances, proof.refused) == (150, 0)
    assert 0 <= proof.worst_error_bound <= 1e-4


def test_refusals_are_counted_and_blamed_when_there_are_many() -> None:
    """A type that seldom finds no instance is honest; one seed in three is too many."""

    def refuse(seed: int, level: Level) -> Question:
        if level is Level.HARD and seed < refused:
            raise UnanswerableError
        return draw(seed, level)

    refused = 1
    proof = prove("toy", replace(TOY, draw=refuse), range(60))
    assert (proof.instances, proof.refused, proof.problems) == (179, 1, ())
    refused = 60
    assert "60 of 180 seeds find no question" in told(replace(TOY, draw=refuse), 60)


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
        ({"seed": 99}, "names toy, seed 99"),
        ({"answer": Choice(OPTIONS, 3)}, "crashes with"),
        ({"key": "other"}, "names other, seed 0"),
        ({"evidence": ""}, "lacks its prompt, its evidence or its explanation"),
        ({"blocks": (replace(BLOCK, summary=""),)}, "has no summary"),
        (
            {"revealed": (Bars(("1",), (math.inf,), "x", "y", summary="s"),)},
            "its bars has values that are not finite",
        ),
        (
            {"revealed": (Heatmap(((math.nan,),), 1.0, summary="s"),)},
            "its heatmap has cells that are not finite",
        ),
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
    ("field", "words"),
    [
        (Number((replace(SIGMA, value=1.2),)), "1.2 is not inside its own tolerance"),
        (
            Number((replace(SIGMA, wrong=(Wrong(1.05, SLIP),)),)),
            "the mistake slip counts as right",
        ),
        (
            Number((replace(SIGMA, wrong=(SIGMA.wrong[0], Wrong(2.0, SLIP))),)),
            "the mistake slip is not found",
        ),
        (PointOnPlot(SIGMA, 0.0, 0.5, 0.2, 3.0), "cannot be set on the right place"),
        (PointOnPlot(SIGMA, 1.0, 0.1, 0.0, 3.0), "starts on the right place"),
        (PointOnPlot(SIGMA, 0.0, 0.1, 1.5, 3.0), "cannot be set on the right place"),
    ],
)
def test_bad_fields_are_found(field: AnswerField, words: str) -> None:
    """Values outside their tolerance, mistakes that count, markers that cannot be set."""
    assert words in told(with_field(field))


def test_a_sound_number_passes() -> None:
    """Its edges are right, just outside them is wrong, each mistake is named."""
    values = iter(range(1, 1000))

    def drawn(seed: int, level: Level) -> Question:
        value = 10.0 ** next(values)
        field = Number((Quantity("σ", value, value * 0.9, value * 1.1, SLIP),))
        return replace(draw(seed, level), answer=field)

    known: dict[tuple[int, Level], Question] = {}
    kind = replace(
        TOY,
        answer_kind="number",
        draw=lambda seed, level: known.setdefault((seed, level), drawn(seed, level)),
    )
    assert told(kind, 30) == ""


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda v: v._replace(grade=Grade.RIGHT), "is graded right, not wrong"),
        (lambda v: v._replace(grade=Grade.WRONG), "answer None is graded wrong, not unknown"),
        (lambda v: v._replace(why=""), "is not explained"),
        (lambda v: v._replace(title=""), "is not explained"),
        (lambda v: v._replace(misconception=""), "is tagged ''"),
        (lambda v: v._replace(confusion=""), "is tagged 'slip', ''"),
        (
            lambda v: v._replace(
                blocks=(
                    replace(BLOCK, curves=(Curve("c", CurveRole.TRUTH, (0.0,), (math.nan,)),)),
                ),
            ),
            "draws a curve, 'c', that is not finite",
        ),
    ],
)
def test_bad_verdicts_are_found(
    change: Callable[[Verdict], Verdict], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wrong findings, missing words, missing tags and broken curves."""

    def spoilt(question: Question, given: Given | None) -> Verdict:
        return change(grade(question, given))

    monkeypatch.setattr(proving, "grade", spoilt)
    assert words in told(TOY)


def test_what_gives_itself_away_is_found() -> None:
    """If the text of the options tells the right one, the plot is not needed."""
    telling = tuple(replace(option, text=option.text * 9, key="long") for option in OPTIONS)

    def drawn(seed: int, level: Level) -> Question:
        right = seed * 7 % 3
        options = tuple(telling[i] if i == right else OPTIONS[i] for i in range(3))
        return replace(draw(seed, level), answer=Choice(options, right))

    assert "never sees the plot" in told(replace(TOY, draw=drawn), 60)


def test_a_favourite_position_is_found() -> None:
    """If the right answer hardly moves over a run, guessing pays."""
    assert "falls unevenly" in told(spoilt_draw(answer=Choice(OPTIONS, 0)), seeds=20)
    assert "falls unevenly" not in told(TOY, seeds=20)
