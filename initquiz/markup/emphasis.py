"""Markdown without its stars, underscores and tildes, in time that grows as the text does."""

import re

_MARK = re.compile(r"(\\.|\*+|_+|~~)", re.DOTALL)


def without_emphasis(text: str) -> str:
    """Return a text without marks of emphasis; those that mark nothing stay.

    A mark opens before a letter and closes behind one; underscores within a word are its own.
    """
    parts = _MARK.split(text)
    open_marks: dict[str, list[int]] = {"*": [], "_": [], "~": []}
    # A mark's place and what is left of it: the marks are the odd parts.
    for place in range(1, len(parts), 2):
        mark = parts[place]
        if mark[0] == "\\":
            continue
        before, after = _last(parts, place), parts[place + 1][:1] or _first(parts, place + 2)
        opens = bool(after) and not after.isspace()
        closes = bool(before) and not before.isspace()
        if mark[0] == "_":
            opens = opens and not _in_word(before)
            closes = closes and not _in_word(after)
        waiting = open_marks[mark[0]]
        if closes:
            _close(parts, waiting, place)
        if opens and parts[place]:
            waiting.append(place)
    return "".join(parts)


def _close(parts: list[str], waiting: list[int], place: int) -> None:
    """Take a closing mark and those that it closes out of the text, the nearest first."""
    while waiting and parts[place]:
        opening = waiting[-1]
        taken = min(len(parts[opening]), len(parts[place]))
        parts[opening] = parts[opening][taken:]
        parts[place] = parts[place][taken:]
        if not parts[opening]:
            waiting.pop()


def _last(parts: list[str], place: int) -> str:
    """Return the character before a part, as far as it is there."""
    return parts[place - 1][-1:] or (parts[place - 2][-1:] if place > 1 else "")


def _first(parts: list[str], place: int) -> str:
    return parts[place][:1] if place < len(parts) else ""


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"
