r"""Notes that somebody keeps as text: their lines, and what stands around the cards in them.

Front matter between two lines `---` may name the deck and its tags, as TOML (`name = "x"`) or
YAML (`title: x`, `tags: [a, b]`), and so may a tag `#flashcards/deck`. Else a heading of level
one does; the other headings are the topic. Comments are passed over, and what stands in a code
fence is never a mark.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from initquiz.model.deck_format import HEADING, fence_after, one_line, unescape_name

_NAME = re.compile(r"(?:name|title|deck)\s*[:=]\s*(.+)", re.IGNORECASE)
_TAGS = re.compile(r"tags?\s*[:=]\s*(.*)", re.IGNORECASE)
_TAG = re.compile(r"#([^\s#\[\](){}|`$\\,;:!?\"']+)")
_ONLY_TAGS = re.compile(r"(?:#[^\s#]+\s*)+")
_SCHEDULE = re.compile(r"\s*<!--SR:[^<>]{0,200}-->")
_BLOCK_ID = re.compile(r"\s\^[A-Za-z0-9-]{1,60}$")
_LONGEST_FRONT = 200
FLASHCARDS = "flashcards"
"""The tag by which Obsidian's notes say that there are cards in them."""


class Line(NamedTuple):
    """A line of notes: its number from 1, and whether it stands in a code fence."""

    number: int
    text: str
    code: bool = False


Kind = Literal["pair", "both", "gaps", "fault"]


class Found(NamedTuple):
    """A card in notes, or a fault: `question` is then what is wrong, `answer` how to mend it.

    `both` is asked in both directions, `gaps` for each of its gaps.
    """

    line: int
    kind: Kind
    question: str
    answer: str
    place: "Place"
    tags: tuple[str, ...] = ()


class Place(NamedTuple):
    """The deck and the topic that a card stands in, and the tags of all cards from here on.

    The notes say themselves what their deck is called if it is `named`.
    """

    deck: str
    topic: str = ""
    tags: tuple[str, ...] = ()
    named: bool = False


@dataclass(slots=True)
class Walk:
    """Knows, while lines go by, in which place they are."""

    place: Place
    headings: list[tuple[int, str]] = field(default_factory=list)

    def heading(self, line: Line) -> bool:
        """Tell whether a line is a heading, and go there."""
        marked = line.text[:1] == "#" and not line.code
        found = HEADING.fullmatch(line.text) if marked else None
        if not found or not found[2]:
            return False
        level, name = len(found[1]), unescape_name(found[2])
        if level == 1 and not self.place.named:
            self.headings = []
            self.place = self.place._replace(deck=name or self.place.deck, topic="")
            return True
        self.headings = [each for each in self.headings if each[0] < level]
        self.headings.append((level, name))
        topic = " / ".join(name for _, name in self.headings if name)
        self.place = self.place._replace(topic=topic)
        return True

    def tags(self, line: Line) -> bool:
        """Tell whether a line holds tags alone, and take them for the cards after it."""
        if line.code or "#" not in line.text or not _ONLY_TAGS.fullmatch(line.text.strip()):
            return False
        found = _TAG.findall(line.text)
        decks = [tag.partition("/")[2] for tag in found if tag.startswith(f"{FLASHCARDS}/")]
        if decks:
            name = one_line(decks[0].replace("/", " / "))
            self.place = self.place._replace(deck=name or self.place.deck, named=True)
        more = tuple(tag for tag in found if tag.partition("/")[0] != FLASHCARDS)
        self.place = self.place._replace(tags=(*self.place.tags, *more))
        return True


def opened(text: str, name: str) -> tuple[Place, list[Line]]:
    """Return where the cards of notes begin, and the lines without front matter and comments."""
    lines = text.split("\n")
    place, start = Place(name), 0
    if lines[0].rstrip() == "---":
        for end in range(1, min(len(lines), _LONGEST_FRONT)):
            if lines[end].rstrip() == "---":
                place, start = _front(lines[1:end], name), end + 1
                break
    return place, list(_shown(lines, start))


def split_tags(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text without the tags at its end, and these; `#flashcards` is none of a card."""
    words = text.split(" ")
    found: list[str] = []
    while len(words) > 1 and (not words[-1] or _TAG.fullmatch(words[-1])):
        last = words.pop()
        if last and last[1:].partition("/")[0] != FLASHCARDS:
            found.append(last[1:])
    return " ".join(words), tuple(reversed(found))


def _shown(lines: list[str], start: int) -> Iterator[Line]:
    """Yield the lines from one on, with their fences; a comment is passed over."""
    fence, hidden = "", False
    for number, raw in enumerate(lines[start:], start + 1):
        text = raw.rstrip()
        if not fence and not hidden and "<!--" in text:
            text = _SCHEDULE.sub("", text)
            hidden = text.lstrip().startswith("<!--")
        if hidden:
            hidden = "-->" not in text
            continue
        after = fence_after(text, fence) if "```" in text or "~~~" in text else fence
        code = bool(fence or after)
        yield Line(number, _BLOCK_ID.sub("", text) if "^" in text and not code else text, code)
        fence = after


def _front(lines: list[str], name: str) -> Place:
    """Return the place that front matter names."""
    tags: list[str] = []
    named = listing = False
    for line in lines:
        if found := _NAME.fullmatch(line.strip()):
            name, named = one_line(found[1].strip().strip("\"'")) or name, True
        if found := _TAGS.fullmatch(line.strip()):
            tags += re.split(r"[\s,]+", found[1].strip(" []"))
            listing = not found[1].strip()
        elif listing and line.lstrip().startswith("- "):
            tags.append(line.lstrip()[2:])
        else:
            listing = False
    plain = (tag.strip(" \"'#") for tag in tags)
    kept = (tag for tag in plain if tag and tag.partition("/")[0] != FLASHCARDS)
    return Place(name, tags=tuple(kept), named=named)
