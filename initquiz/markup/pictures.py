"""Where Markdown shows pictures.

Qt's reader loses a picture without words and makes several of one whose words hold an escape,
so each is taken out before the text is read.
"""

import re
from typing import NamedTuple

from initquiz.markup.notation import STAND_IN, Piece, masked, stand_in

PICTURE = re.compile(
    # No part gives back what it took: hostile text must not take time by the square of its length.
    r"(?<!\\)!\[((?:\\.|[^\[\]\\])*+)\]"
    r"""\(\s*+<?([^\s()<>]*+)>?(?:\s++(?:"[^"]*+"|'[^']*+'))?+\s*+\)""",
    re.DOTALL,
)
"""Matches a picture; its groups are the words that stand for it, as Markdown, and its address."""

_ALL = frozenset({"code", "inline", "display"})
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


class Placed(NamedTuple):
    """A picture in a text: the words for it, in which formulas are stand-ins, and its address."""

    words: str
    address: str


class Masked(NamedTuple):
    """A text with stand-ins, the formulas they stand for and, numbered after these, pictures."""

    text: str
    pieces: tuple[Piece, ...]
    pictures: tuple[Placed, ...]


def masked_pictures(markdown: str) -> Masked:
    """Return Markdown with stand-ins for its formulas and its pictures; code keeps both."""
    text, pieces = masked(markdown, _ALL)
    pictures: list[Placed] = []

    def take(found: re.Match[str]) -> str:
        if _BLANK_LINE.search(found[0]):
            return found[0]
        pictures.append(Placed(words(found[1]), found[2]))
        return stand_in(len(pieces) + len(pictures) - 1)

    def code(found: re.Match[str]) -> str:
        number = int(found[1])
        is_code = number < len(pieces) and pieces[number].kind == "code"
        return pieces[number].source if is_code else found[0]

    text = STAND_IN.sub(code, PICTURE.sub(take, text))
    spelled = (Placed(STAND_IN.sub(code, each.words), each.address) for each in pictures)
    return Masked(text, pieces, tuple(spelled))


def words(markdown: str) -> str:
    """Return the words for a picture without their escapes, on one line; never none."""
    return _ESCAPED.sub(r"\1", " ".join(markdown.split())) or "picture"
