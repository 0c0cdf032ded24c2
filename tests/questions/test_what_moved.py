"""What moved: the run decides, and each parameter that is misjudged says why."""

from collections import Counter
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from initquiz.asking.grading import grade
from initquiz.errors import UnanswerableError
from initquiz.initializers.activations import activation
from initquiz.initializers.arrays import Array
from initquiz.model.blocks import Code, Table
from initquiz.model.card import Level
from initquiz.model.choosing import Choices
from initquiz.model.question import Question
from initquiz.model.verdict import Grade
from initquiz.questions import what_moved
from initquiz.questions.what_moved import QUESTION
from initquiz.study.proving import prove

draw = QUESTION.draw


@cache
def drawn(level: Level) -> tuple[Question, ...]:
    """Return one question for each of 80 seeds."""
    return tuple(draw(seed, level) for seed in range(80))


def everything() -> list[Question]:
    """Return all drawn questions."""
    return [question for level in Level for question in drawn(level)]


def field(question: Question) -> Choices:
    """Return the options to tick."""
    assert isinstance(question.answer, Choices)
    return question.answer


def moved(question: Question) -> str:
    """Return the names of the parameters that are right to tick."""
    return " ".join(field(question).options[i].key for i in field(question).correct)


def begun(rng: np.random.Generator, starts: str) -> dict[str, Array]:
    """Return the parameters of a 20-16-3 or 20-16-16-3 network at its start."""
    sizes = (20, *[16] * (len(starts) - 1), 3)
    parameters: dict[str, Array] = {}
    for layer, (start, shape) in enumerate(zip(starts, pairwise(sizes), strict=True), start=1):
        same = {"0": np.zeros(shape), "c": np.full(shape, 0.1)}
        parameters[f"W{layer}"] = same.get(start, 0.1 * rng.standard_normal(shape))
        parameters[f"b{layer}"] = np.zeros(shape[1])
    return parameters


def trained(starts: str, key: str, steps: int) -> set[str]:
    """Train by the formulas alone, written out anew, and return what moved."""
    rng, phi, last = np.random.default_rng(5), activation(key), len(starts)
    labels = rng.choice(3, 90, p=(0.5, 0.3, 0.2))
    x = rng.standard_normal((3, 20))[labels] + rng.standard_normal((90, 20))
    before = begun(rng, starts)
    now = dict(before)
    for _ in range(steps):
        inputs: list[Array] = [x]
        sums: list[Array] = []
        for layer in range(1, last + 1):
            sums.append(inputs[-1] @ now[f"W{layer}"] + now[f"b{layer}"])
            inputs.append(phi(sums[-1]))
        odds = np.exp(sums[-1] - sums[-1].max(axis=1, keepdims=True))
        error = odds / odds.sum(axis=1, keepdims=True) - np.eye(3)[labels]
        for layer in range(last, 0, -1):
            passed = error @ now[f"W{layer}"].T
            now[f"W{layer}"] = now[f"W{layer}"] - inputs[layer - 1].T @ error / 180
            now[f"b{layer}"] = now[f"b{layer}"] - error.sum(axis=0) / 180
            if layer > 1:
                error = passed * phi.derivative(sums[layer - 2])
    return {name for name in before if np.abs(now[name] - before[name]).max() > 1e-12}


def test_every_instance_keeps_the_promises_of_all_questions() -> None:
    """Drawn twice alike, graded right, wrong and unknown, each mistake named, no free guess."""
    assert prove("what-moved", QUESTION, range(12, 60)).problems == ()


def test_the_truth_is_what_gradient_descent_does() -> None:
    """A network trained in the test itself moves the same parameters, in every setting."""
    settings = {
        (str(q.facts["starts"]), str(q.facts["activation"]), int(q.facts["steps"])): moved(q)
        for q in everything()
    }
    assert len(settings) > 50
    for setting, names in settings.items():
        assert trained(*setting) == set(names.split()), setting


def test_the_documents_claim_is_seen_for_what_it_is() -> None:
    """From all zeros ReLU and tanh move the output bias alone, sigmoid a layer per step."""
    seen = set()
    for question in everything():
        starts, key = str(question.facts["starts"]), question.facts["activation"]
        if set(starts) == {"0"}:
            steps, last = int(question.facts["steps"]), len(starts)
            freed = [layer for layer in range(1, last + 1) if layer > last - steps]
            free = " ".join(f"W{layer} b{layer}" for layer in freed)
            assert moved(question) == (free if key == "sigmoid" else f"b{last}")
            seen.add((key, min(steps, last), last))
    assert {("relu", 2, 2), ("tanh", 2, 2), ("sigmoid", 1, 2), ("sigmoid", 2, 3)} <= seen


def test_only_the_very_set_is_right() -> None:
    """One parameter more or less is wrong, and its lesson is about that parameter."""
    for question in everything()[::11]:
        right = set(field(question).correct)
        assert grade(question, field(question).solution).grade is Grade.RIGHT
        for index, option in enumerate(field(question).options):
            verdict = grade(question, tuple(sorted(right ^ {index})))
            assert verdict.grade is Grade.WRONG
            said = "changed" if index in right else "did not change"
            assert verdict.title == f"Not quite: {option.text} {said}."


def find(level: Level, starts: str, key: str, steps: int = 0) -> Question:
    """Return a question about this start, this activation and so many steps, or any."""
    return next(
        question
        for question in (draw(seed, level) for seed in range(1000))
        if (question.facts["starts"], question.facts["activation"]) == (starts, key)
        if steps in (0, question.facts["steps"])
    )


def test_equal_output_weights_send_nothing_back_at_first() -> None:
    """From constants the first step moves the output alone: what is left below is rounding."""
    question = find(Level.MEDIUM, "cc", "tanh", 1)
    assert moved(question) == "W2 b2"
    assert question.facts["change_W1"] == question.facts["change_b1"] == 0.0
    assert moved(find(Level.MEDIUM, "cc", "tanh", 2)) == "W1 b1 W2 b2"


@pytest.mark.parametrize(
    ("asked", "name", "mistake", "why"),
    [
        ((Level.EASY, "00", "relu"), "b2", "output-bias-overlooked", "error itself"),
        ((Level.EASY, "00", "tanh"), "W1", "zero-gradient-overlooked", "through W2"),
        ((Level.EASY, "00", "tanh"), "W2", "zero-input-overlooked", "tanh keeps at 0"),
        ((Level.EASY, "0r", "relu"), "b1", "zero-gradient-overlooked", "ReLU's slope is 0"),
        ((Level.MEDIUM, "cc", "relu"), "W2", "movement-overlooked", "at once"),
        ((Level.HARD, "0rr", "tanh"), "W1", "movement-overlooked", "inputs are not 0"),
    ],
)
def test_each_wrong_turn_has_its_name(
    asked: tuple[Level, str, str], name: str, mistake: str, why: str
) -> None:
    """Zero inputs, zero weights above, a slope of zero and overlooked movement are told apart."""
    question = find(*asked)
    index = [option.key for option in field(question).options].index(name)
    verdict = grade(question, tuple(sorted({*field(question).correct} ^ {index})))
    assert verdict.misconception == mistake
    assert why in verdict.why


def test_levels_differ_as_promised() -> None:
    """Two hidden layers at hard, odd units and constants at medium, neither at easy."""
    for question in everything():
        assert len(field(question).options) == (6 if question.level == "hard" else 4)
    plain = {"relu", "tanh", "sigmoid"}
    assert {q.facts["activation"] for q in drawn(Level.EASY)} == plain
    assert {"selu", "leaky_relu"} <= {q.facts["activation"] for q in drawn(Level.MEDIUM)}
    assert any("c" in str(q.facts["starts"]) for q in drawn(Level.MEDIUM))
    assert not any("c" in str(q.facts["starts"]) for q in drawn(Level.EASY))


@pytest.mark.parametrize(("level", "sets"), [(Level.EASY, 4), (Level.MEDIUM, 4), (Level.HARD, 6)])
def test_every_set_is_right_as_often(level: Level, sets: int) -> None:
    """Four or six sets of parameters share the instances evenly."""
    seen = Counter(map(moved, drawn(level)))
    fair = len(drawn(level)) / sets
    assert len(seen) == sets
    assert sum((count - fair) ** 2 / fair for count in seen.values()) < 25


def test_facts_and_table_tell_the_same_run() -> None:
    """What moved changed by more than 1e-9, what did not by nothing, and the table says so."""
    for question in everything():
        table = question.revealed[1]
        assert isinstance(table, Table)
        for name, change, first in table.rows:
            found = float(question.facts[f"change_{name}"])
            assert (found > 1e-9) is (name in moved(question).split()) is (first != "none")
            assert found == 0 or found == pytest.approx(float(change), rel=0.06)


def test_a_run_that_leaves_doubt_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Changes just above rounding are neither moved nor still: such a run is refused."""
    doubtful = what_moved._Run(dict.fromkeys(("W1", "b1", "W2", "b2"), 1e-11), {})  # noqa: SLF001
    monkeypatch.setattr(what_moved, "_train", lambda *_: doubtful)
    with pytest.raises(UnanswerableError):
        draw(0, Level.EASY)


def test_a_run_that_breaks_its_recipe_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table of recipes is not believed: the run has to agree."""
    other = what_moved._Run({"W1": 1.0, "b1": 0.0, "W2": 1.0, "b2": 0.0}, {})  # noqa: SLF001
    monkeypatch.setattr(what_moved, "_train", lambda *_: other)
    with pytest.raises(UnanswerableError):
        draw(0, Level.EASY)


def test_the_prompt_tells_starts_and_steps_and_nothing_more() -> None:
    """Steps and both fans are in the prompt, each layer's start is in the code."""
    for question in everything()[::5]:
        code = question.blocks[0]
        assert isinstance(code, Code)
        assert f"takes {question.facts['steps']} step" in question.prompt
        assert "$n_{in}$ = 20 and $n_{out}$ = 16." in question.prompt
        assert code.text.count("W1 = ") == 1
        assert f"= {question.facts['activation']}(x @ W1 + b1)" in code.text
