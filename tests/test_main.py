"""The program as it is started: by people, by pipes, and cut short."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import initquiz
from initquiz import __main__ as program
from initquiz.errors import NoScreenError

_NO_SCREEN = """\
import sys
from initquiz import __main__ as program
from initquiz.errors import NoScreenError
def no_screen(collection):
    raise NoScreenError("There is no screen here.")
program.open_window = no_screen
sys.argv[0] = "initquiz"
program.main()
"""
_HEAVY = {"numpy", "fsrs", "sqlite_utils", "PySide6", "shiboken6", "pyqtgraph"}

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Return what starts the program on a collection of the test's own, with pipes."""

    def start(
        *arguments: str, code: tuple[str, ...] = ("-m", "initquiz"), **settings: str
    ) -> "subprocess.Popen[str]":
        environment = {**os.environ, "INITQUIZ_COLLECTION": str(tmp_path / "c.sqlite"), **settings}
        return subprocess.Popen(
            [sys.executable, *code, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            text=True,
            encoding=settings.get("PYTHONIOENCODING", "utf-8"),
            errors="surrogateescape",
        )

    return start


def _log(start: Start) -> list[dict[str, object]]:
    out, _ = start("log", "--json").communicate()
    return [json.loads(line) for line in out.splitlines()]


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        ([], (True, None)),
        (["--collection", "a.sqlite"], (True, Path("a.sqlite"))),
        (["--collection=a.sqlite"], (True, Path("a.sqlite"))),
        (["--collection"], (False, None)),
        (["--collection="], (False, None)),
        (["--collection", ""], (False, None)),
        (["due"], (False, None)),
        (["--version"], (False, None)),
        (["--collection", "a.sqlite", "due"], (False, None)),
    ],
)
def test_only_the_window_skips_the_command_line(
    arguments: list[str], asked: tuple[bool, Path | None]
) -> None:
    """No argument or only a collection opens the window; all else is read with care."""
    assert program.only_window(arguments) == asked


def test_the_window_gets_the_collection(monkeypatch: pytest.MonkeyPatch) -> None:
    """And its exit code is the program's."""
    opened: list[Path | None] = []

    def window(collection: Path | None) -> int:
        opened.append(collection)
        return 5

    monkeypatch.setattr(program, "open_window", window)
    monkeypatch.setattr(sys, "argv", ["initquiz", "--collection", "x.sqlite"])
    with pytest.raises(SystemExit) as left:
        program.main()
    assert left.value.code == 5
    assert opened == [Path("x.sqlite")]


def test_without_a_screen_a_pipe_exits_with_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The reason and the command that works are on standard error."""

    def window(_: Path | None) -> int:
        raise NoScreenError("There is no screen here.")

    monkeypatch.setattr(program, "open_window", window)
    monkeypatch.setattr(sys, "argv", ["initquiz"])
    with pytest.raises(SystemExit) as left:
        program.main()
    assert left.value.code == 2
    message = capsys.readouterr().err
    assert "There is no screen here." in message
    assert "initquiz study" in message


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="these always have a screen")
@pytest.mark.parametrize("display", ["", ":4711"])
def test_a_window_without_a_screen_ends_in_words(start: Start, display: str) -> None:
    """No display, or one that is not there: exit code 2 and what to do, where Qt would abort."""
    window = start(QT_QPA_PLATFORM="", WAYLAND_DISPLAY="", DISPLAY=display)
    out, errors = window.communicate()
    assert (window.returncode, out) == (2, "")
    assert "initquiz study" in errors
    assert "Traceback" not in errors
    assert not display or display in errors or "apt install" in errors


def test_a_window_on_another_file_ends_in_words(start: Start, tmp_path: Path) -> None:
    """What is not a collection is named and left alone, with exit code 1."""
    other = tmp_path / "notes.txt"
    other.write_text("Not a database." * 100)
    window = start("--collection", str(other), QT_QPA_PLATFORM="offscreen")
    out, errors = window.communicate()
    assert (window.returncode, out) == (1, "")
    assert f"{other} is" in errors
    assert "Traceback" not in errors
    assert other.read_text() == "Not a database." * 100


def test_without_qt_the_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that lacks Qt's libraries is told which to install."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.delattr(initquiz, "app", raising=False)
    monkeypatch.setitem(sys.modules, "initquiz.app", None)
    with pytest.raises(NoScreenError, match="apt install"):
        program.open_window(None)


def test_commands_start_light(start: Start) -> None:
    """`due` loads neither Qt nor numpy, fsrs or sqlite_utils; the window's way not even click."""
    code = (
        "import sys; sys.argv[1:] = ['due', '--json']\n"
        "from initquiz.__main__ import main\n"
        "try: main()\n"
        f"finally: print(sorted({_HEAVY!r} & set(sys.modules)), file=sys.stderr)"
    )
    due = start(code=("-c", code))
    out, errors = due.communicate()
    assert json.loads(out)["total"] == 20
    assert errors == "[]\n"
    window = start(code=("-c", "import sys, initquiz.__main__; print('click' in sys.modules)"))
    assert window.communicate() == ("False\n", "")


def test_piped_answers_are_on_the_disk_at_the_end_of_input(start: Start) -> None:
    """Ten lines and the end of the input: ten answers, a summary, exit code 0."""
    study = start("study")
    out, errors = study.communicate("3\n" * 10)
    assert (study.returncode, errors) == (0, "")
    assert "10 answers:" in out.splitlines()[-1]
    assert len(_log(start)) == 10


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_a_kill_right_after_an_answer_loses_nothing(start: Start) -> None:
    """What the program says it has graded is on the disk, come what may."""
    study = start("study")
    assert study.stdin is not None
    assert study.stdout is not None
    study.stdin.write("4\n")
    study.stdin.flush()
    for line in study.stdout:
        if line.startswith("Rated"):
            study.send_signal(signal.SIGKILL)
            break
    study.communicate()
    (answer,) = _log(start)
    assert answer["rating"] == 4


@pytest.mark.skipif(sys.platform == "win32", reason="signals a broken pipe in another way")
def test_a_closed_pipe_ends_quietly(start: Start) -> None:
    """`initquiz study | head -1` leaves no traceback behind."""
    study = start("study")
    assert study.stdout is not None
    study.stdout.readline()
    study.stdout.close()
    study.stdout = None
    _, errors = study.communicate("3\n" * 50)
    assert errors == ""


def test_a_terminal_of_ascii_gets_ascii(start: Start) -> None:
    """A poor encoding means spelled-out letters and bars of #, never a crash."""
    show = start(*("question", "show", "name-histogram", "--seed", "7"), PYTHONIOENCODING="ascii")
    out, errors = show.communicate()
    assert (show.returncode, errors) == (0, "")
    assert out.isascii()
    assert "#" in out
    assert "sigma" in out


def test_bytes_that_are_no_text_are_only_a_line(start: Start) -> None:
    """Garbage on the input is a wrong answer at most."""
    study = start("study")
    _, errors = study.communicate("\udcff\udcfe\0\n4\n")
    assert (study.returncode, errors) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")
def test_without_a_screen_a_terminal_gets_the_sitting(tmp_path: Path) -> None:
    """The reason in one line, then the first card; q ends it, and the answer is saved."""
    import pty  # noqa: PLC0415 - POSIX only

    terminal, other_side = pty.openpty()
    study = subprocess.Popen(
        [sys.executable, "-c", _NO_SCREEN],
        stdin=other_side,
        stdout=other_side,
        env={
            **os.environ,
            "INITQUIZ_COLLECTION": str(tmp_path / "c.sqlite"),
            "PYTHONIOENCODING": "utf-8",
        },
    )
    os.close(other_side)
    os.write(terminal, b"3\nq\n")
    seen = b""
    # Linux says by an error that the other side has ended, others by nothing to read.
    with contextlib.suppress(OSError):
        while part := os.read(terminal, 4096):
            seen += part
    os.close(terminal)
    assert study.wait() == 0
    text = seen.decode()
    assert "There is no screen here. Here is a sitting in the terminal instead." in text
    assert "Rated Good" in text
    assert "1 answer: 0 Again, 0 Hard, 1 Good, 0 Easy." in text
