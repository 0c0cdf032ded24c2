"""The command `initquiz`: the window, global options, how failures end."""

from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from initquiz import __version__
from initquiz.cli.root import root
from initquiz.errors import CollectionError, UsageError

Run = Callable[..., Result]


@pytest.mark.parametrize("arguments", [[], ["--collection", "here.sqlite"]])
def test_without_a_command_the_window_opens(arguments: list[str]) -> None:
    """It gets the collection named, and its exit code is the program's."""
    opened: list[Path | None] = []

    def window(collection: Path | None) -> int:
        opened.append(collection)
        return 7

    assert CliRunner().invoke(root, arguments, obj=window).exit_code == 7
    assert opened == [Path(arguments[1]) if arguments else None]


def test_without_a_screen_a_pipe_is_told_what_to_do(initquiz: Run) -> None:
    """The reason, the command that needs no screen, exit code 2."""
    result = initquiz()
    assert result.exit_code == 2
    assert "There is no screen here. `initquiz study` needs none" in result.stderr


def test_version() -> None:
    """`--version` prints the name and the version, nothing else."""
    result = CliRunner().invoke(root, ["--version"], prog_name="initquiz")
    assert result.output == f"initquiz {__version__}\n"


@pytest.mark.parametrize("command", ["", *root.commands])
def test_every_command_has_help(command: str) -> None:
    """-h and --help explain each command."""
    short, long = (
        CliRunner().invoke(root, [*filter(None, [command]), option]) for option in ("-h", "--help")
    )
    assert short.exit_code == long.exit_code == 0
    assert short.output == long.output
    assert "Usage:" in short.output


@pytest.mark.parametrize(
    ("error", "code"), [(UsageError("No sense."), 2), (CollectionError("No disk."), 1)]
)
def test_our_errors_are_a_sentence(error: Exception, code: int) -> None:
    """A request without sense exits with 2, one that cannot be met with 1; no traceback."""

    def window(_: Path | None) -> int:
        raise error

    result = CliRunner().invoke(root, [], obj=window, catch_exceptions=False)
    assert (result.exit_code, result.stderr) == (code, f"initquiz: error: {error}\n")


def test_ctrl_c_ends_quietly() -> None:
    """Interrupting a command prints nothing and exits with 130."""

    def window(_: Path | None) -> int:
        raise KeyboardInterrupt

    result = CliRunner().invoke(root, [], obj=window, catch_exceptions=False)
    assert (result.exit_code, result.output) == (130, "")


def test_what_is_not_a_collection_is_refused(tmp_path: Path) -> None:
    """A file of something else is named, left as it was, and the exit code is 1."""
    other = tmp_path / "notes.txt"
    other.write_text("Not a database." * 100)
    result = CliRunner().invoke(root, ["--collection", str(other), "due"], catch_exceptions=False)
    assert result.exit_code == 1
    assert "not an initquiz collection" in result.stderr
    assert other.read_text() == "Not a database." * 100


def test_the_commands_are_those_documented() -> None:
    """Scripts rely on these names."""
    assert {*root.commands} >= {
        *("study", "due", "decks", "log", "import", "export", "question", "check")
    }
    assert all(isinstance(command, click.Command) for command in root.commands.values())
