"""The terminal a sitting is held in: one line in at a time, text out."""

import codecs
import io
import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TextIO

from initquiz.errors import DiskError
from initquiz.terminal.blocks import GLYPHS
from initquiz.terminal.layout import clean, paragraphs

_SPELLED = {
    **dict.fromkeys("−–—─‐‑·•", "-"),  # noqa: RUF001 - signs that look alike
    **dict.fromkeys("“”„", '"'),
    **dict.fromkeys("‘’", "'"),  # noqa: RUF001 - as above
    "√": "sqrt",
    "∼": "~",  # noqa: RUF001 - as above
    "⁻": "-",
    "×": "x",
    "±": "+/-",
    "≤": "<=",
    "≥": ">=",
    "≈": "~=",
    "≠": "!=",
    "→": "->",
    "∈": "in",
    "∞": "infinity",
}
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+")
_FALLBACK = "initquiz.spelled"


@dataclass(frozen=True, slots=True)
class Console:
    """What a sitting needs of a terminal; tests bring their own.

    `read_line` returns a line without its end, or None at the end of the input. `unicode`
    tells whether bars can be drawn with block elements, `bold` whether escape sequences are
    welcome, and `echo` whether lines read should be repeated, for a pipe shows none.
    """

    read_line: Callable[[], str | None]
    write: Callable[[str], None]
    width: int = 80
    unicode: bool = True
    bold: bool = False
    echo: bool = False

    def say(self, text: str = "") -> None:
        """Write a text, wrapped, and end the line."""
        self.write(paragraphs(clean(text), self.width) + "\n")

    def title(self, text: str) -> None:
        """Write a line that stands out where the terminal can show it."""
        text = paragraphs(clean(text), self.width)
        self.write(f"\x1b[1m{text}\x1b[0m\n" if self.bold else f"{text}\n")

    def ask(self, prompt: str) -> str | None:
        """Write a prompt and return the line given, or None at the end of the input."""
        self.say(f"\n{prompt}")
        self.write("> ")
        line = self.read_line()
        if self.echo or line is None:
            self.write(f"{clean(line or '')}\n")
        return line


def on_streams(environment: Mapping[str, str] = os.environ) -> Console:
    """Return the console on standard input and output."""
    styled = environment.get("TERM", "") != "dumb" and "NO_COLOR" not in environment
    if os.name == "nt":
        # The classic console shows escape sequences as they are.
        styled = styled and "WT_SESSION" in environment
    return Console(
        read_line=_read_line,
        write=write_out,
        width=max(20, shutil.get_terminal_size((80, 24)).columns - 1),
        unicode=_can_show(sys.stdout, GLYPHS),
        bold=styled and is_terminal(sys.stdout),
        echo=not is_terminal(sys.stdin),
    )


def prepare_streams() -> None:
    """Make standard streams never fail on a letter: what cannot be shown is spelled out."""
    codecs.register_error(_FALLBACK, _spelled)
    # Started without a console (pythonw), a program on Windows has no streams at all.
    for stream, errors in (
        (sys.stdout, _FALLBACK),
        (sys.stderr, _FALLBACK),
        (sys.stdin, "replace"),
    ):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


def spells_out() -> bool:
    """Return whether standard output lacks letters, so that JSON must escape them."""
    return not _can_show(sys.stdout, "σ√█")


def is_terminal(stream: TextIO | None) -> bool:
    """Return whether a standard stream is there and is a terminal."""
    return stream is not None and stream.isatty()


def write_out(text: str) -> None:
    """Write to standard output at once.

    Raises:
        BrokenPipeError: Whoever read it has gone.
        DiskError: The file it goes to cannot be written.
    """
    if sys.stdout is None:
        return
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        sys.stdout = None  # or Python tries again when it ends, and complains
        raise DiskError(f"The output cannot be written: {error.strerror}.") from error


def _read_line() -> str | None:
    line = sys.stdin.readline() if sys.stdin else ""
    return line.rstrip("\r\n") if line else None


def _can_show(stream: TextIO | None, text: str) -> bool:
    try:
        text.encode((stream and stream.encoding) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _spelled(error: UnicodeError) -> tuple[str, int]:
    """Spell what an encoding lacks: σ as sigma, √ as sqrt, é as e, the rest as ?."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = _RAISED.sub(r"^\g<0>", error.object[error.start : error.end])
    return "".join(map(_spell, lacking)), error.end


def _spell(letter: str) -> str:
    if letter in _SPELLED:
        return _SPELLED[letter]
    name = unicodedata.name(letter, "")
    if name.startswith("GREEK"):
        word = name.split(" WITH ")[0].split()[-1]
        return word.capitalize() if "CAPITAL" in name else word.lower()
    plain = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
    return plain or ("" if unicodedata.combining(letter) else "?")
