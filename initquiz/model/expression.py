"""Reads a number as people write it: 0.0625, 6.25e-2, 1/16, sqrt(2/512), √(2/512), 2^-4.

A small grammar of its own, never `eval`: numbers, + - * / ^, brackets, sqrt, ln, log10, exp,
pi and e. What is read is a finite number or a UsageError that says what is wrong.
"""

import math
import re
from collections.abc import Callable

from initquiz.errors import UsageError

_LONGEST = 200
_DEEPEST = 40
_QUOTED = 40  # characters
_TOKEN = re.compile(
    r"\s*(?:((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|([A-Za-z]\w*|π|√)|(\*\*|[-+*/^()]))",
    re.ASCII,  # other scripts' digits would be read by float, and meant by nobody
)
_FUNCTIONS: dict[str, Callable[[float], float]] = {
    "sqrt": math.sqrt,
    "√": math.sqrt,
    "ln": math.log,
    "log": math.log,
    "log10": math.log10,
    "exp": math.exp,
}
_CONSTANTS = {"pi": math.pi, "π": math.pi, "e": math.e}
_SIGNS = str.maketrans(
    {"−": "-", "–": "-", "·": "*", "×": "*", "÷": "/", "²": "^2"}
    | dict.fromkeys("\u00a0\u2009\u202f", " ")
)
_GROUPED = re.compile(
    r"(?<![\w.,'])(?<!\d[eE][-+])[1-9]\d{0,2}([,' ])\d{3}(?:\1\d{3})*(?!\w|\1\d)", re.ASCII
)
_SEPARATOR = re.compile("[,' ]")
_EXAMPLES = "Write it like 0.0625, 6.25e-2, 1/16 or sqrt(2/512)."


def evaluate(text: str) -> float:
    """Return the value of a typed expression.

    Commas, spaces or apostrophes between groups of three digits group thousands (20,000), but
    not behind a 0 (0,125) nor before an exponent; any other comma is a decimal point. `^` binds
    tighter than a minus sign before it and to the right; a percent sign at the end divides the
    whole by 100.

    Raises:
        UsageError: it cannot be read, or its value is not a finite number.
    """
    if len(text) > _LONGEST:
        raise UsageError(f"A number of {len(text)} characters is too long. {_EXAMPLES}")
    plain = _GROUPED.sub(_ungrouped, text.strip().translate(_SIGNS)).replace(",", ".")
    parser = _Parser(_tokens(plain.removesuffix("%"), text), text)
    try:
        value = parser.whole() / (100 if plain.endswith("%") else 1)
    except (ValueError, ZeroDivisionError, OverflowError):
        value = math.nan
    if not math.isfinite(value):
        raise UsageError(f"“{_quoted(text)}” is not a finite number. {_EXAMPLES}")
    return value


def _quoted(text: str) -> str:
    """Return a text as a message quotes it: not all of a long one."""
    plain = text.strip()
    return plain if len(plain) <= _QUOTED else f"{plain[:_QUOTED]}…"


def _ungrouped(number: re.Match[str]) -> str:
    """Return a number without what groups its thousands."""
    return _SEPARATOR.sub("", number.group())


def _tokens(plain: str, text: str) -> list[str]:
    """Return the tokens; UsageError names the first sign that is none."""
    found, place = [], 0
    plain = plain.rstrip()
    while place < len(plain):
        token = _TOKEN.match(plain, place)
        if token is None:
            rest = plain[place:].strip()[:12]
            raise UsageError(f"“{_quoted(text)}” cannot be read from “{rest}” on. {_EXAMPLES}")
        found.append(token.group().strip())
        place = token.end()
    return found


class _Parser:
    """Recursive descent over the tokens: sum, product, sign, power, atom."""

    def __init__(self, tokens: list[str], text: str) -> None:
        self._tokens = tokens
        self._text = _quoted(text)
        self._place = 0
        self._depth = 0

    def whole(self) -> float:
        """Return the value of all tokens."""
        value = self._sum()
        if self._next():
            raise self._fault()
        return value

    def _next(self) -> str:
        return self._tokens[self._place] if self._place < len(self._tokens) else ""

    def _take(self, *wanted: str) -> str:
        """Return the next token and go on if it is one of these; else ""."""
        token = self._next()
        if token in wanted:
            self._place += 1
            return token
        return ""

    def _fault(self) -> UsageError:
        rest = " ".join(self._tokens[self._place :])[:12]
        where = f"from “{rest}” on" if rest else "to its end" if self._text else "as it is empty"
        return UsageError(f"“{self._text}” cannot be read {where}. {_EXAMPLES}")

    def _sum(self) -> float:
        value = self._product()
        while sign := self._take("+", "-"):
            value = value + self._product() if sign == "+" else value - self._product()
        return value

    def _product(self) -> float:
        value = self._signed()
        while sign := self._take("*", "/"):
            value = value * self._signed() if sign == "*" else value / self._signed()
        return value

    def _signed(self) -> float:
        if self._depth > _DEEPEST:
            raise UsageError(f"“{self._text}” is nested too deeply to be read. {_EXAMPLES}")
        self._depth += 1
        try:
            if sign := self._take("+", "-"):
                return self._signed() * (1 if sign == "+" else -1)
            base = self._atom()
            # Unlike `**`, pow has no complex roots of negative numbers.
            return math.pow(base, self._signed()) if self._take("^", "**") else base
        finally:
            self._depth -= 1

    def _atom(self) -> float:
        if self._take("("):
            value = self._sum()
            if not self._take(")"):
                raise self._fault()
            return value
        token = self._next()
        name = token.casefold()
        if name in _CONSTANTS:
            self._place += 1
            return _CONSTANTS[name]
        if name in _FUNCTIONS:
            self._place += 1
            return _FUNCTIONS[name](self._atom())
        if not token or not (token[0].isdigit() or token[0] == "."):
            raise self._fault()
        self._place += 1
        return float(token)
