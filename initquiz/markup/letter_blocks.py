"""Cards that begin with a letter: `Q:` and `A:`, or `C:` for a text with gaps.

So do hashcards and many who keep notes by hand. The letters may be bold or stand in a list,
and `Question:` and `Answer:` may be written out. A text goes on over lines and paragraphs until
the next letter, a rule `---` or a heading.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from initquiz.markup.notes import Found, Line, Place, Walk

MARK = re.compile(
    r"(?P<lead>\s{0,3}(?:[-*+]|\d{1,3}[.)])\s+|\s{0,3})"
    r"(?P<bold>\*\*)?(?P<letter>Q|A|C|Question|Answer|Cloze)(?:\*\*)?:(?:\*\*)?(?=\s|$)\s*"
)
_RULE = re.compile(r"\s{0,3}([-*_])\s*(?:\1\s*){2,}")
_NO_ANSWER = "Write it on a line that begins with `A:`."


@dataclass(slots=True)
class _Draft:
    """A card being read: its texts by letter, and how far its lines are indented."""

    line: int
    place: Place
    width: int
    letter: str
    texts: dict[str, list[str]] = field(default_factory=dict)

    def add(self, text: str) -> None:
        """Add a line to the text that is open, without the indentation of the list."""
        body = text.lstrip(" ")
        spaces = min(self.width, len(text) - len(body))
        self.texts.setdefault(self.letter, []).append(text[spaces:])

    def text(self, letter: str) -> str:
        """Return a text."""
        return "\n".join(self.texts.get(letter, ())).strip()

    def found(self) -> Found:
        """Return the card, or what is wrong with it."""
        question, answer = self.text("Q"), self.text("A")
        if "C" in self.texts:
            return Found(self.line, "gaps", self.text("C"), "", self.place)
        if not question:
            hint = "Write it on a line that begins with `Q:`."
            return Found(self.line, "fault", "the question is empty.", hint, self.place)
        if not answer:
            return Found(self.line, "fault", "the question has no answer.", _NO_ANSWER, self.place)
        return Found(self.line, "pair", question, answer, self.place)


def letter_blocks(place: Place, lines: list[Line]) -> Iterator[Found]:
    """Yield the cards of notes, and their faults, in order."""
    walk, draft = Walk(place), None
    for line in lines:
        mark = MARK.match(line.text) if ":" in line.text and not line.code else None
        if mark is None and (_ends(line) or walk.heading(line)):
            if draft:
                yield draft.found()
            draft = None
        elif mark is None:
            if draft:
                draft.add(line.text)
        elif mark["letter"][0] != "A":
            if draft:
                yield draft.found()
            width = len(mark["lead"])
            draft = _Draft(line.number, walk.place, width, mark["letter"][0])
            draft.add(line.text[mark.end() :])
        elif draft is None or draft.letter != "Q":
            yield Found(line.number, "fault", _stray(draft), "Write `Q:` before it.", walk.place)
        else:
            draft.letter = "A"
            draft.add(line.text[mark.end() :])
    if draft:
        yield draft.found()


def _ends(line: Line) -> bool:
    return not line.code and bool(line.text) and bool(_RULE.fullmatch(line.text))


def _stray(draft: _Draft | None) -> str:
    if draft is None:
        return "the answer has no question."
    return "a second answer was left out."
