"""`question list`, `show` and `check`."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from initquiz.errors import Problem
from initquiz.study import proving

Run = Callable[..., Result]


def test_list_names_each_type(initquiz: Run) -> None:
    """Key, title, answer kind, levels, schemes, claims, version."""
    (record, *_) = json.loads(initquiz("question", "list", "--json").output)
    assert set(record) == {
        *("key", "title", "answer_kind", "levels", "schemes", "claims", "version"),
        *("cards", "slow"),
    }
    assert record["key"] in initquiz("question", "list").output


def test_show_is_the_same_for_the_same_seed(initquiz: Run) -> None:
    """Byte for byte; another seed or level is another question."""
    same = [initquiz("question", "show", "name-histogram", "--seed", "7", "--json").output] * 2
    again = initquiz("question", "show", "name-histogram", "--seed", "7", "--json").output
    assert same[0] == again
    record = json.loads(again)
    assert (record["seed"], record["level"]) == (7, "easy")
    other = initquiz(
        "question", "show", "name-histogram", "--seed", "7", "--level", "hard", "--json"
    )
    assert json.loads(other.output)["level"] == "hard"
    assert json.loads(other.output)["digest"] != record["digest"]


def test_show_draws_asks_and_answers(initquiz: Run) -> None:
    """People get the figure, the options, and the answer after them."""
    text = initquiz("question", "show", "name-histogram", "--seed", "7").output
    assert "█" in text
    assert text.index("  A) ") < text.index("Answer: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "name-histogram", "--seed", "-1"),
        ("show", "name-histogram", "--seed", "4294967296"),
        ("show", "name-histogram", "--seed", "many"),
        ("show", "name-histogram", "--seed", "1", "--level", "impossible"),
        ("show", "name-histogram"),
        ("check", "--seeds", "0"),
    ],
)
def test_absurd_requests_are_bad_usage(initquiz: Run, arguments: tuple[str, ...]) -> None:
    """Exit code 2 and a sentence."""
    result = initquiz("question", *arguments)
    assert result.exit_code == 2
    assert result.stderr


@pytest.mark.parametrize("command", [("show", "name-histgram", "--seed", "1"), ("check", "histo")])
def test_an_unknown_type_is_told_the_nearest(initquiz: Run, command: tuple[str, ...]) -> None:
    """Exit code 2, and the key that was meant."""
    result = initquiz("question", *command)
    assert result.exit_code == 2
    assert "name-histogram" in result.stderr


def test_check_proves(initquiz: Run) -> None:
    """Every instance counted, the worst bound named, no problem found."""
    (record,) = json.loads(
        initquiz("question", "check", "name-histogram", "--seeds", "3", "--json").output
    )
    assert (record["key"], record["instances"], record["problems"]) == ("name-histogram", 9, [])
    assert record["worst_error_bound"] <= 1e-4
    assert "No problems found." in initquiz("question", "check", "--seeds", "1").output


def test_check_with_problems_exits_with_1(initquiz: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault found is in the output and in the exit code."""

    def prove(key: str, *_: object) -> proving.Proof:
        return proving.Proof(key, 1, 0, 0.5, 1.0, (Problem(key, "has two answers."),))

    monkeypatch.setattr(proving, "prove", prove)
    result = initquiz("question", "check", "--seeds", "1")
    assert result.exit_code == 1
    assert "has two answers." in result.output
