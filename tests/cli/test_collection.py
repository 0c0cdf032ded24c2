"""`due`, `decks`, `stats`, `log` and `check`, for people and for scripts."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


def test_a_new_collection_is_made_and_seeded(initquiz: Run, path: Path) -> None:
    """Any command makes it, with the deck that comes with the program."""
    record = json.loads(initquiz("due", "--json").output)
    assert path.is_file()
    assert record["cards"] == record["unseen"] > 50
    assert record["decks"][0]["cards"] == record["cards"]
    assert json.loads(initquiz("decks", "--json").output) == record["decks"]


@pytest.mark.parametrize("command", ["due", "decks", "stats", "log", "check"])
def test_people_get_words(initquiz: Run, command: str) -> None:
    """Without --json each command prints text and succeeds."""
    result = initquiz(command)
    assert result.exit_code == 0
    assert result.output.strip()
    assert not result.output.startswith(("{", "["))


def test_an_empty_log_is_no_line(initquiz: Run) -> None:
    """JSON lines of nothing are nothing."""
    assert initquiz("log", "--json").output == ""


def test_the_log_shows_undo_and_redo(initquiz: Run) -> None:
    """Every row is there; what was taken back no longer counts, until it is redone."""
    initquiz("study", typed="4\nu\n")
    answer, undo = map(json.loads, initquiz("log", "--json").output.splitlines())
    assert (answer["rating"], answer["rating_name"], answer["counted"]) == (4, "easy", False)
    assert (undo["retracts"], undo["rating"]) == (answer["id"], None)
    initquiz("study", typed="r\n")
    answer, _, redo = map(json.loads, initquiz("log", "--json").output.splitlines())
    assert answer["counted"]
    assert redo["retracts"] == undo["id"]
    assert json.loads(initquiz("log", "--json", "--limit", "1").output) == redo


def test_check_finds_and_mends_a_wrong_schedule(initquiz: Run, path: Path) -> None:
    """A schedule that is not the folded log is exit code 1; --mend makes it anew."""
    initquiz("study", typed="3\n")
    assert json.loads(initquiz("check", "--json").output) == {"problems": [], "mended": False}
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE schedules SET reps = reps + 1")
    result = initquiz("check", "--json")
    assert result.exit_code == 1
    assert "--mend" in json.loads(result.output)["problems"][0]["hint"]
    assert initquiz("check", "--mend").exit_code == 0
    assert initquiz("check").output == "No problems found.\n"


def test_stats_count_what_is_mixed_up(initquiz: Run) -> None:
    """Wrong answers of a sitting in the terminal show up by type and by confusion."""
    record = json.loads(initquiz("stats", "--json").output)
    assert record == {
        "answers": 0,
        "ratings": {"again": 0, "hard": 0, "good": 0, "easy": 0},
        "skills": [],
        "mixed_up": {},
    }
    answers = "\n".join(["3", "A", "B"] * 10)
    initquiz("study", "--limit", "10", typed=answers)
    record = json.loads(initquiz("stats", "--json").output)
    assert record["answers"] == sum(record["ratings"].values()) == 10
