"""Results go to standard output, failures to standard error with the right exit code."""

import json
from pathlib import Path

import click
import pytest

from initquiz import wiring
from initquiz.cli.session import Session, complain, exit_code, leave, put
from initquiz.errors import (
    CollectionError,
    DiskError,
    InitQuizError,
    NoScreenError,
    UnknownKeyError,
    UsageError,
)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        *((UsageError, 2), (UnknownKeyError, 2), (CollectionError, 1), (DiskError, 1)),
        *((NoScreenError, 1), (InitQuizError, 1)),
    ],
)
def test_only_a_request_without_sense_exits_with_2(error: type[InitQuizError], code: int) -> None:
    """Scripts tell a mistake of theirs from a disk that refuses."""
    assert exit_code(error("So.")) == code


def test_text_is_printed_as_it_is_and_values_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    """Each is one line on standard output."""
    put("3 cards")
    put({"due": 3, "deck": "Größen"})
    text, values = capsys.readouterr().out.splitlines()
    assert text == "3 cards"
    assert json.loads(values) == {"due": 3, "deck": "Größen"}


def test_a_complaint_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """A name from a hostile file keeps its letters and loses its escape sequences."""
    complain(UsageError("There is no deck \x1b[2Jx."))
    out, errors = capsys.readouterr()
    assert out == ""
    assert errors.startswith("initquiz: error: There is no deck")
    assert "\x1b" not in errors


def test_the_collection_named_wins_over_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a name it is the one of INITQUIZ_COLLECTION."""
    monkeypatch.setenv("INITQUIZ_COLLECTION", str(tmp_path / "default.sqlite"))
    known = wiring.plug_ins()
    for name in ("mine.sqlite", "default.sqlite"):
        given = tmp_path / name if name == "mine.sqlite" else None
        with Session(given, known).open() as collection:
            assert collection.database.path == tmp_path / name


def test_a_command_leaves_with_its_code() -> None:
    """What follows is not done any more."""
    with click.Context(click.Command("any")), pytest.raises(click.exceptions.Exit) as left:
        leave(3)
    assert left.value.exit_code == 3
