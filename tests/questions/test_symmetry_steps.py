"""Symmetry after some steps: theory says which starts end alike, and the pictures agree."""

from collections import Counter
from functools import cache

import numpy as np
import pytest

from initquiz.asking.grading import grade
from initquiz.errors import UnanswerableError
from initquiz.initializers.laws import Floats
from initquiz.initializers.symmetry import SymmetryRun
from initquiz.model.blocks import Heatmap
from initquiz.model.card import Level
from initquiz.model.choosing import Choices
from initquiz.model.question import Question
from initquiz.model.verdict import Grade
from initquiz.questions import symmetry_steps
from initquiz.questions.symmetry_steps import QUESTION
from initquiz.study.proving import prove

draw = QUESTION.draw


@cache
def drawn(level: Level) -> tuple[Question, ...]:
    """Return one question for each of 45 seeds."""
    return tuple(draw(seed, level) for seed in range(45))


def everything() -> list[Question]:
    """Return all drawn questions."""
    return [question for level in Level for question in drawn(level)]


def field(question: Question) -> Choices:
    """Return the options to tick."""
    assert isinstance(question.answer, Choices)
    return question.answer


def picture(question: Question) -> Heatmap:
    """Return the matrix that is shown."""
    block = question.blocks[0]
    assert isinstance(block, Heatmap)
    return block


def theory(start: str, activation: str, steps: int) -> str:
    """Return how W1 ends: what gradients say, without training anything."""
    awake = activation == "sigmoid" and steps > 1
    if start in ("zeros", "zero-constant"):
        return "equal" if awake else "zero"
    if start == "zero-random" and activation == "relu":
        return "zero"
    dropped = start == "constant-dropout" and steps > 1
    return (
        "equal"
        if start.startswith("constant") and not dropped and start != "constant-random"
        else "different"
    )


def kind(cells: Floats) -> str:
    """Return what a picture shows."""
    if not cells.any():
        return "zero"
    return "equal" if np.ptp(cells, axis=1).max() == 0 else "different"


def test_every_instance_keeps_the_promises_of_all_questions() -> None:
    """Drawn twice alike, graded right, wrong and unknown, each mistake named, no free guess."""
    assert prove("symmetry-steps", QUESTION, range(12, 30)).problems == ()


def test_theory_ticks_the_same_starts() -> None:
    """The starts whose W1 is of the kind shown are those that gradients say, every time."""
    for question in everything():
        key, steps = str(question.facts["activation"]), int(question.facts["steps"])
        shown = kind(np.array(picture(question).cells))
        assert shown == question.facts["kind"]
        alike = [
            i
            for i, option in enumerate(field(question).options)
            if theory(option.key, key, steps) == shown
        ]
        assert field(question).correct == tuple(alike)
        assert question.facts["scheme"] in str(question.facts["alike"]).split()


def test_differences_can_be_seen() -> None:
    """Columns that differ do so by a fifth of the largest cell; equal ones to the last digit."""
    for question in everything():
        cells = np.array(picture(question).cells)
        assert cells.shape == (20, 16)
        apart = float(np.ptp(cells, axis=1).max())
        assert apart == question.facts["column_difference"]
        assert apart == 0 or apart > 0.2 * np.abs(cells).max()


def test_the_rank_goes_with_the_kind() -> None:
    """Zero has rank 0, equal columns have rank 1, different ones more."""
    for question in everything():
        rank = np.linalg.matrix_rank(np.array(picture(question).cells), tol=1e-10)
        assert {0: "0", 1: "1"}.get(int(rank), "more than 1") == question.facts["rank"]


def test_only_the_very_set_is_right() -> None:
    """One start more or less is wrong, and the lesson says how that start ends."""
    ends = {
        "zero": "all zero",
        "equal": "with equal columns",
        "different": "with different columns",
    }
    for question in everything()[::13]:
        key, steps = str(question.facts["activation"]), int(question.facts["steps"])
        right = set(field(question).correct)
        assert grade(question, field(question).solution).grade is Grade.RIGHT
        for index, option in enumerate(field(question).options):
            verdict = grade(question, tuple(sorted(right ^ {index})))
            assert verdict.grade is Grade.WRONG
            end = ends[theory(option.key, key, steps)]
            assert verdict.title == f"Not quite: “{option.text}” ends {end}."


def test_each_wrong_turn_has_its_name() -> None:
    """Constants, dropout, the next layer and zeros each have a key of their own."""
    named = {
        (option.key, theory(option.key, str(q.facts["activation"]), int(q.facts["steps"]))): option
        for q in everything()
        for option in field(q).options
    }
    keys = {pair: option.mistake.key for pair, option in named.items() if option.mistake}
    assert keys["constant", "equal"] == keys["zeros", "equal"] == "constant-breaks-symmetry"
    assert keys["constant-dropout", "different"] == "dropout-overlooked"
    assert keys["constant-dropout", "equal"] == "dropout-overrated"
    assert keys["constant-random", "different"] == "next-layer-overlooked"
    assert keys["zeros", "zero"] == keys["zero-constant", "zero"] == "zero-gradient-overlooked"
    assert keys["zero-random", "zero"] == "zero-slope-overlooked"
    assert keys["random", "different"] == "random-start-overlooked"
    assert len(keys) == len(named)


def test_levels_differ_as_promised() -> None:
    """Twenty steps without sigmoid, then five or ten, then one to three."""
    assert {q.facts["steps"] for q in drawn(Level.EASY)} == {20}
    assert {q.facts["steps"] for q in drawn(Level.MEDIUM)} == {5, 10}
    assert {q.facts["steps"] for q in drawn(Level.HARD)} == {1, 2, 3}
    assert {q.facts["activation"] for q in drawn(Level.EASY)} == {"relu", "tanh"}
    for level in (Level.MEDIUM, Level.HARD):
        assert {q.facts["activation"] for q in drawn(level)} == {"relu", "tanh", "sigmoid"}


def test_pictures_and_answers_vary() -> None:
    """All three kinds are shown, no set of starts is right in a quarter of the instances."""
    for level in Level:
        kinds = Counter(q.facts["kind"] for q in drawn(level))
        assert min(kinds[name] for name in ("zero", "equal", "different")) > 5
        sets = Counter(field(q).log(field(q).solution) for q in drawn(level))
        assert max(sets.values()) < 0.25 * len(drawn(level))


def test_all_starts_see_the_same_data() -> None:
    """Random W1 under a constant and a zero W2 part alike in the first step: same dice."""
    ends = [
        symmetry_steps._end(  # noqa: SLF001
            symmetry_steps._run(symmetry_steps._STARTS[name], "tanh", 1, 7)  # noqa: SLF001
        ).first
        for name in ("random-zero", "random-constant")
    ]
    assert ends[0] == pytest.approx(ends[1], abs=1e-9)


def ended(first: Floats) -> str:
    """Return the kind of a run that ended with this W1."""
    run = SymmetryRun(np.zeros(2), 0.5, first, 1, 0.0, frozenset())
    return symmetry_steps._end(run).kind  # noqa: SLF001


@pytest.mark.parametrize(
    ("apart", "kind"),
    [(1e-14, "equal"), (1e-11, "doubtful"), (1e-6, "doubtful"), (1e-3, "different")],
)
def test_rounding_is_no_difference_and_a_trace_is_none_either(apart: float, kind: str) -> None:
    """Columns 1e-14 apart are equal, 1e-3 apart different, and between is doubt."""
    first = np.full((20, 16), 0.1)
    first[3, 4] += apart
    assert ended(first) == kind


def test_weights_that_moved_by_a_trace_leave_doubt() -> None:
    """A W1 of 1e-8 is neither zero nor visibly anything else."""
    assert ended(np.zeros((20, 16))) == "zero"
    assert ended(np.full((20, 16), 1e-8)) == "doubtful"


def test_a_run_that_leaves_doubt_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """One doubtful start among six is enough to draw again."""
    end = symmetry_steps._end  # noqa: SLF001

    def doubting(run: SymmetryRun) -> object:
        found = end(run)
        return found._replace(kind="doubtful") if found.kind == "different" else found

    monkeypatch.setattr(symmetry_steps, "_end", doubting)
    with pytest.raises(UnanswerableError):
        draw(0, Level.EASY)


def test_starts_that_all_end_alike_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where every start on offer gives one kind there is nothing to tell apart."""
    end = symmetry_steps._end  # noqa: SLF001
    monkeypatch.setattr(symmetry_steps, "_end", lambda run: end(run)._replace(kind="equal"))
    with pytest.raises(UnanswerableError):
        draw(0, Level.EASY)


def test_nothing_names_the_start_before_the_answer() -> None:
    """Title and summary of the picture, and the prompt, name no start on offer."""
    for question in everything():
        block = picture(question)
        said = f"{question.prompt} {block.title} {block.summary}"
        assert not [o.text for o in field(question).options if o.text in said]
        assert "random" not in said
        assert "dropout" not in said
