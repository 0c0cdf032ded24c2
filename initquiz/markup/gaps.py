r"""Anki's gaps, `{{c1::text::hint}}`: a note is one card for each number.

Gaps may be nested, and they end at the first `}}` that is not another's, even within a
formula, as in Anki. All of it runs in linear time for each card.
"""

import re
from dataclasses import dataclass, field

DEEPEST = 8
"""Gaps within gaps; what is deeper stays as it is written."""

GAP, GAP_IN_FORMULA = "[…]", r"[\ldots]"

_TOKEN = re.compile(
    r"\{\{c(?P<number>\d{1,3})::|(?P<end>\}\})|(?P<hint>::)|(?P<begin>\\[(\[])|(?P<close>\\[)\]])"
)


@dataclass(slots=True)
class _Gap:
    """A gap that is open (or, at the bottom, the whole text).

    `start` is how it was written, `formula` whether it stands in a formula.
    """

    number: int
    start: str
    formula: bool
    text: list[str] = field(default_factory=list)
    hint: list[str] | None = None

    def add(self, text: str) -> None:
        """Add to the text, or to the hint once it has begun."""
        (self.text if self.hint is None else self.hint).append(text)

    def shown(self, hidden: int) -> str:
        """Return the gap's text, or what stands in its place if it is one of the hidden."""
        if self.number != hidden:
            return "".join(self.text)
        if hint := "".join(self.hint or ()).strip():
            return f"[{hint}]"
        return GAP_IN_FORMULA if self.formula else GAP

    def written(self) -> str:
        """Return the gap as it was written: nothing ends it."""
        return "".join([self.start, *self.text, *(["::", *self.hint] if self.hint else [])])


def numbers(text: str) -> tuple[int, ...]:
    """Return the numbers of a text's gaps, in ascending order, each once."""
    found = {int(token["number"]) for token in _TOKEN.finditer(text) if token["number"]}
    return tuple(sorted(number for number in found if number))


def asked(text: str, number: int) -> str:
    """Return a text with the gaps of one number empty, or showing their hints."""
    return _read(text, number)


def told(text: str) -> str:
    """Return a text with all its gaps filled."""
    return _read(text, -1)


def _read(text: str, hidden: int) -> str:
    """Return a text without the marks of its gaps; those of the number `hidden` are empty."""
    stack = [_Gap(0, "", formula=False)]
    at, formula = 0, False
    for token in _TOKEN.finditer(text):
        stack[-1].add(text[at : token.start()])
        at = token.end()
        if token["number"] and len(stack) <= DEEPEST:
            stack.append(_Gap(int(token["number"]), token[0], formula))
        elif token["end"] and len(stack) > 1:
            gap = stack.pop()
            stack[-1].add(gap.shown(hidden))
        elif token["hint"] and len(stack) > 1 and stack[-1].hint is None:
            stack[-1].hint = []
        else:
            formula = bool(token["begin"]) or (formula and not token["close"])
            stack[-1].add(token[0])
    stack[-1].add(text[at:])
    while len(stack) > 1:
        gap = stack.pop()
        stack[-1].add(gap.written())
    return "".join(stack[0].text)
