r"""Questions and answers kept as plain text, in the ways in which people keep them.

    Q: Which initialization suits ReLU?
    A: He initialization, $\mathcal{N}(0, 2/n_{in})$.

    C: Xavier suits [sigmoid] and [tanh].

So hashcards writes them; the letters may be bold or stand in a list, and a card ends at the
next one, at a rule `---` or at a heading. Of notes for Obsidian, lines `front::back` (`:::` for
both directions) and paragraphs with a line `?` (or `??`) between front and back are read, and
`==gaps==` where the notes are tagged `#flashcards`. A file that has nothing but lines
`front / back` is read as well.

A text with gaps is one card for each of them. A heading of level one names the deck, deeper
ones the topic; front matter may name the deck, and `#tags` are kept. Ids are made from the
questions, unless a comment `<!-- id: x -->` gives one. Pictures by address are left out.

A faulty card, or one above 65,536 characters, is left out and named; the others are read. A file
that is not UTF-8, above 16 MiB or above 200,000 cards is refused whole.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import NamedTuple

from initquiz.errors import Problem
from initquiz.formats.fault_list import FaultList
from initquiz.formats.strict_text import SPLIT, decoded
from initquiz.markup.letter_blocks import MARK, letter_blocks
from initquiz.markup.marked_lines import marked_lines, parted, slashed, slashed_lines
from initquiz.markup.notes import FLASHCARDS, Found, Line, Place, opened
from initquiz.markup.text_gaps import asked
from initquiz.model.card import Card, Deck, Fact
from initquiz.model.deck_format import (
    canonical_tags,
    canonical_text,
    derive_id,
    one_line,
    safe_id,
    split_id,
)
from initquiz.model.exchange import Importer, Reading

MAX_BYTES = 16 * 2**20
MAX_CARDS = 200_000
MAX_TEXT = 40_000_000
"""Characters that all cards together may have, for a text with many gaps is many cards."""

_LONGEST = 1 << 16
_PICTURE = re.compile(r"!\[[^\[\]]{0,200}\]\((?!media:)([^()\s]{1,300})")
_LOOKED_AT = 1 << 16  # bytes that tell what a file is
_EXPECTED = "A card is a line `Q: ...` and a line `A: ...`, or one line `front::back`."
_GUESSES = {
    "letters": "The file was read as blocks with Q:, A: and C:, as hashcards writes them.",
    "marks": "The file was read as notes for Obsidian: front::back, and paragraphs with ?.",
    "slashes": "The file was read as lines “front / back”.",
}


class _TooMuchError(Exception):
    """The file has too many cards; the message says of what."""


class _Made(NamedTuple):
    """A fact with the id the file gives it."""

    fact: Fact
    id: str = ""


@dataclass(slots=True)
class _Page:
    """What has come of a file so far."""

    faults: FaultList
    decks: dict[str, list[Card]] = field(default_factory=dict)
    derived: set[str] = field(default_factory=set)
    lines_of: dict[str, int] = field(default_factory=dict)
    size: int = 0

    def take(self, found: Found) -> None:
        """Turn what was found into cards, or into a problem."""
        where = f", line {found.line}"
        if found.kind == "fault":
            self.faults.note(where, found.question, found.answer)
            return
        if len(found.question) + len(found.answer) > _LONGEST:
            what = f"the card has more than {_LONGEST:,} characters."
            self.faults.note(where, what, "Make several of it.")
            return
        made = list(_facts(found))
        if not made:
            self.faults.note(where, "the text has no gaps.", "Write one as C: a [gap].")
        for address in _PICTURE.findall(f"{found.question}\n{found.answer}"):
            what = f"the picture {address[:60]} was left out."
            self.faults.note(where, what, "Put it into the card here.")
        tags = canonical_tags((*found.place.tags, *found.tags))
        for each in made:
            if not each.fact.question or not each.fact.answer:
                self.faults.note(where, "the question or the answer is empty.", _EXPECTED)
                continue
            key = safe_id(each.id) if each.id else derive_id(each.fact.question)
            if key in self.lines_of:
                what = f"the card has the same id as the one in line {self.lines_of[key]}: {key}."
                self.faults.note(where, what, "Ask for something else, or delete it.")
                continue
            self.lines_of[key] = found.line
            if not each.id:
                self.derived.add(key)
            card = Card(key, found.place.topic, each.fact, tags)
            self.decks.setdefault(found.place.deck, []).append(card)
            self.size += sum(map(len, (each.fact.question, each.fact.answer, each.fact.note)))
        if len(self.lines_of) > MAX_CARDS or self.size > MAX_TEXT:
            raise _TooMuchError(f"more than {MAX_CARDS:,} cards or {MAX_TEXT:,} characters")


def read(data: bytes, name: str) -> Reading:
    """Return the decks of a file, and its faults with their line numbers; never raises."""
    text = decoded(data, name, MAX_BYTES)
    if isinstance(text, Problem):
        return Reading((), (text,))
    place, lines = opened(text, one_line(PurePath(name).stem) or "Deck")
    style = _style(lines)
    page = _Page(FaultList(name))
    try:
        for found in _read(style, place, lines):
            page.take(found)
    except _TooMuchError as error:
        return Reading((), (Problem(name, f"the file has {error}.", SPLIT),))
    decks = tuple(Deck(title, tuple(cards)) for title, cards in page.decks.items())
    problems = page.faults.all()
    if not decks and not problems:
        problems = (Problem(name, "no card was found.", _EXPECTED),)
    guesses = (_GUESSES[style],) if decks else ()
    return Reading(decks, problems, frozenset(page.derived), guesses=guesses)


def recognises(data: bytes) -> bool:
    """Tell whether a file begins like questions and answers of other kinds than our decks."""
    text = data[:_LOOKED_AT].decode("utf-8-sig", "replace").replace("\r\n", "\n")
    if "**Q:**" in text or "**Compute:**" in text or "$CATEGORY:" in text:
        return False
    _, lines = opened(text, "")
    if any(line.text.startswith("::") for line in lines):
        return False  # names of questions in GIFT
    style = _style(lines)
    if style == "letters":
        return True
    if style == "slashes":
        return slashed(lines)
    marked = sum(line.text in ("?", "??") or parted(line) for line in lines)
    return marked > 1 or (marked == 1 and f"#{FLASHCARDS}" in text)


def _style(lines: list[Line]) -> str:
    """Return the way in which a file keeps its cards."""
    letters = {
        mark["letter"][0]
        for line in lines
        if ":" in line.text and not line.code and (mark := MARK.match(line.text))
    }
    if {"Q", "A"} <= letters or ("C" in letters and "A" not in letters):
        return "letters"
    return "slashes" if slashed(lines) else "marks"


def _read(style: str, place: Place, lines: list[Line]) -> Iterator[Found]:
    if style == "letters":
        return letter_blocks(place, lines)
    return slashed_lines(place, lines) if style == "slashes" else marked_lines(place, lines)


def _facts(found: Found) -> Iterator[_Made]:
    """Yield the facts of a card."""
    first, rest, more = found.question.partition("\n")
    first, given = split_id(first)
    question = canonical_text(first + rest + more)
    if found.kind == "gaps":
        for gap in asked(question, found.answer or "["):
            note = canonical_text(gap.whole)
            yield _Made(Fact(canonical_text(gap.question), canonical_text(gap.gap), note))
        return
    answer = canonical_text(found.answer)
    yield _Made(Fact(question, answer), given or "")
    if found.kind == "both":
        yield _Made(Fact(answer, question))


IMPORTER = Importer(
    key="question-blocks",
    title="Questions and answers as plain text",
    suffixes=(".md", ".markdown", ".txt"),
    read=read,
    source="hashcards, Obsidian",
    usual=False,
    recognises=recognises,
)
