"""`initquiz study`: a sitting through standard input and output."""

import json
from collections.abc import Callable

from click.testing import Result

Run = Callable[..., Result]


def test_ten_lines_move_ten_cards(initquiz: Run) -> None:
    """Ten grades are ten lines of the log, and the counts of `due` move with them."""
    before = json.loads(initquiz("due", "--json").output)
    assert (before["new"], before["learning"], before["total"]) == (20, 0, 20)
    result = initquiz("study", typed="3\n" * 10)
    assert result.exit_code == 0
    assert "10 answers:" in result.output.splitlines()[-1]
    log = [json.loads(line) for line in initquiz("log", "--json").output.splitlines()]
    assert [event["counted"] for event in log] == [True] * 10
    after = json.loads(initquiz("due", "--json").output)
    assert (after["new"], after["learning"]) == (10, 10)
    assert after["unseen"] == before["unseen"] - 10


def test_the_limit_counts_answers(initquiz: Run) -> None:
    """Lines beyond the limit answer nothing."""
    result = initquiz("study", "--limit", "2", typed="4\n" * 9)
    assert "2 answers: 0 Again" in result.output
    assert len(initquiz("log", "--json").output.splitlines()) == 2


def test_a_deck_can_be_chosen(initquiz: Run) -> None:
    """By its exact name; a near miss is told the right one."""
    (deck,) = json.loads(initquiz("decks", "--json").output)
    assert initquiz("study", "--deck", deck["name"], typed="3\n").exit_code == 0
    result = initquiz("study", "--deck", deck["name"][:-1])
    assert result.exit_code == 2
    assert f"Did you mean “{deck['name']}”?" in result.stderr


def test_a_limit_without_sense_is_refused(initquiz: Run) -> None:
    """Zero answers are no sitting."""
    assert initquiz("study", "--limit", "0").exit_code == 2
