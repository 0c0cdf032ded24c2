"""The terminal: whatever its encoding and settings, words get through."""

import io
import sys
from contextlib import redirect_stdout

import pytest

from initquiz.errors import DiskError
from initquiz.terminal.console import Console, on_streams, prepare_streams, spells_out, write_out


class _Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class _Full(io.StringIO):
    """A stream on a full disk."""

    def flush(self) -> None:
        raise OSError(28, "No space left on device")


def _ascii_terminal() -> _Terminal:
    return _Terminal(io.BytesIO(), encoding="ascii", write_through=True)


def test_letters_an_encoding_lacks_are_spelled() -> None:
    """σ becomes sigma, √ sqrt, é e; nothing fails and nothing vanishes."""
    with redirect_stdout(_ascii_terminal()) as out:
        prepare_streams()
        write_out("σ² = √(2/n) × Γ − “é” … ẑ 漢 x\u0302 10⁻¹²")
    out.seek(0)
    assert out.read() == 'sigma^2 = sqrt(2/n) x Gamma - "e" ... z ? x 10^-12'


def test_what_the_encoding_lacks_decides_the_drawing() -> None:
    """An ASCII terminal gets ASCII bars, and JSON with escapes."""
    with redirect_stdout(_ascii_terminal()):
        assert not on_streams({}).unicode
        assert spells_out()


@pytest.mark.parametrize(
    ("environment", "bold"),
    [({}, True), ({"TERM": "dumb"}, False), ({"NO_COLOR": ""}, False)],
)
@pytest.mark.skipif(sys.platform == "win32", reason="depends on the console there")
def test_bold_only_where_it_is_welcome(environment: dict[str, str], *, bold: bool) -> None:
    """A dumb terminal and NO_COLOR mean no escape sequences."""
    with redirect_stdout(_ascii_terminal()):
        assert on_streams(environment).bold is bold


def test_a_pipe_is_echoed_and_never_bold(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a pipe sends is written out, so that the transcript reads well."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("3\r\n\n"))
    with redirect_stdout(io.StringIO()) as out:
        piped = on_streams({})
        assert (piped.echo, piped.bold) == (True, False)
        assert [piped.ask("Grade?"), piped.ask("Grade?"), piped.ask("Grade?")] == ["3", "", None]
    assert out.getvalue() == "\nGrade?\n> 3\n" + "\nGrade?\n> \n" * 2


def test_without_streams_nothing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """Started without a console, as on Windows, reading ends and writing is void."""
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    prepare_streams()
    write_out("lost")
    assert on_streams({}).ask("?") is None


def test_a_full_disk_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Output that cannot be written is a message, not a traceback."""
    monkeypatch.setattr(sys, "stdout", _Full())
    with pytest.raises(DiskError, match="No space left"):
        write_out("x")


def test_a_deck_cannot_steer_the_terminal() -> None:
    """Titles and texts are cleaned; only the console's own bold is let through."""
    written: list[str] = []
    screen = Console(lambda: None, written.append, bold=True)
    screen.title("a\x1b[2Jb")
    screen.say("c\rd")
    assert written == ["\x1b[1ma[2Jb\x1b[0m\n", "cd\n"]
