"""Cards that a mark between front and back makes, as Obsidian's notes have them.

`front::back` is a card, `front:::back` one in both directions. In a paragraph, a line `?` parts
front and back, `??` for both directions. In notes tagged `#flashcards` a paragraph with
`==gaps==` is a card for each of them. Older hashcards have lines `front / back` instead.
"""

import re
from collections.abc import Iterable, Iterator

from initquiz.markup.notation import STAND_IN, masked
from initquiz.markup.notes import FLASHCARDS, Found, Kind, Line, Place, Walk, split_tags

_BULLET = re.compile(r"\s{0,8}(?:[-*+]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?")
_HIDDEN = frozenset({"code", "inline", "display"})
_BETWEEN = re.compile(r"(?<!:)(:::?)(?!:)")
_SLASH = re.compile(r"\s/\s")
_GAP = "=="


def marked_lines(place: Place, lines: list[Line]) -> Iterator[Found]:
    """Yield the cards of Obsidian's notes in order."""
    walk = Walk(place)
    tagged = any(f"#{FLASHCARDS}" in line.text for line in lines)
    for paragraph in _paragraphs(lines):
        first = paragraph[0]
        if walk.heading(first):
            continue
        if walk.tags(first):
            paragraph = paragraph[1:]  # noqa: PLW2901 - a line of tags stands above the cards
        if paragraph:
            yield from _cards(paragraph, walk.place, gaps=tagged)


def slashed_lines(place: Place, lines: list[Line]) -> Iterator[Found]:
    """Yield the cards of lines `front / back`."""
    walk = Walk(place)
    for line in lines:
        if not walk.heading(line) and not walk.tags(line) and (found := _parted(line, _SLASH)):
            front, _, back = found
            yield Found(line.number, "pair", front, back, walk.place)


def slashed(lines: Iterable[Line]) -> bool:
    """Tell whether lines are all cards `front / back`, but for headings and rules."""
    count = 0
    for line in lines:
        if not line.text or line.text[0] == "#" or not line.text.strip("-*_ "):
            continue
        if line.code or _parted(line, _SLASH) is None:
            return False
        count += 1
    return count > 1


def parted(line: Line) -> bool:
    """Tell whether a line is a front, two or three colons, and a back."""
    return not line.code and ":" in line.text and _parted(line, _BETWEEN) is not None


def _paragraphs(lines: list[Line]) -> Iterator[list[Line]]:
    """Yield lines that stand together; a heading stands alone, code is never torn."""
    found: list[Line] = []
    for line in lines:
        alone = not line.code and line.text.startswith("#") and line.text.lstrip("#")[:1] == " "
        if alone or (not line.text and not line.code):
            if found:
                yield found
            found = []
            if alone:
                yield [line]
        else:
            found.append(line)
    if found:
        yield found


def _cards(paragraph: list[Line], place: Place, *, gaps: bool) -> Iterator[Found]:
    """Yield the cards of a paragraph."""
    number = paragraph[0].number
    for at, line in enumerate(paragraph):
        if line.text in ("?", "??") and not line.code and 0 < at < len(paragraph) - 1:
            front, tags = split_tags(_joined(paragraph[:at]))
            back = _joined(paragraph[at + 1 :])
            yield Found(number, _kind(line.text == "??"), front, back, place, tags)
            return
    lone = True
    for line in paragraph:
        if not line.code and (found := _parted(line, _BETWEEN)):
            front, mark, back = found
            back, tags = split_tags(back)
            yield Found(line.number, _kind(mark == ":::"), front, back, place, tags)
            lone = False
    whole = _joined(paragraph)
    if lone and gaps and whole.count(_GAP) > 1:
        text, tags = split_tags(whole)
        yield Found(number, "gaps", text, _GAP, place, tags)


def _kind(both: bool) -> Kind:  # noqa: FBT001 - the answer to one question
    return "both" if both else "pair"


def _joined(lines: list[Line]) -> str:
    return "\n".join(line.text for line in lines)


def _parted(line: Line, between: "re.Pattern[str]") -> tuple[str, str, str] | None:
    """Return front, mark and back of a line whose mark stands in no code and no formula."""
    if not between.search(line.text):
        return None
    bullet = _BULLET.match(line.text)
    text, pieces = masked(line.text[bullet.end() if bullet else 0 :], _HIDDEN)
    found = between.search(text)
    if found is None:
        return None

    def shown(part: str) -> str:
        return STAND_IN.sub(lambda held: pieces[int(held[1])].source, part).strip()

    front, back = shown(text[: found.start()]), shown(text[found.end() :])
    return (front, found[0].strip(), back) if front and back else None
