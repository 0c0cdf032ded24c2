r"""Gaps in a card's Markdown: `[gap]` of hashcards, `==gap==` of Obsidian.

Brackets of links, pictures, code and formulas are no gaps, and a backslash before one makes it
text. Each gap is asked for on its own, with the others filled.
"""

import re
from typing import NamedTuple

from initquiz.markup.notation import STAND_IN, masked

MOST = 100
GAP = r"\[…\]"
_HIDDEN = frozenset({"code", "inline", "display"})
_MARKS = {
    "[": re.compile(r"(?<![!\\])\[([^\[\]]{1,500})\](?!\()"),
    "==": re.compile(r"(?<!=)==([^=]{1,500})==(?!=)"),
}


class Asked(NamedTuple):
    """A text with one gap, what stands in it, and the text with all gaps filled."""

    question: str
    gap: str
    whole: str


def asked(text: str, mark: str) -> list[Asked]:
    """Return the gaps of a text, at most `MOST`; `mark` is what they begin with."""
    plain, pieces = masked(text, _HIDDEN)

    def shown(part: str) -> str:
        return STAND_IN.sub(lambda held: pieces[int(held[1])].source, part)

    marks = _MARKS[mark]
    whole = shown(_filled(marks, plain, -1))
    found = [match for match in marks.finditer(plain) if match[1].strip()][:MOST]
    return [
        Asked(shown(_filled(marks, plain, match.start())), shown(match[1]).strip(), whole)
        for match in found
    ]


def _filled(marks: "re.Pattern[str]", text: str, empty: int) -> str:
    """Return a text with its gaps filled, but for the one that begins at `empty`."""
    return marks.sub(lambda gap: GAP if gap.start() == empty else gap[1], text)
