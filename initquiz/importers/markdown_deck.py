r"""A deck as a Markdown file that also reads well on its own.

    # Weight initialization

    ## He initialization

    - **Q:** What is the formula for He initialization? <!-- id: he-formula -->
      **A:** $\mathcal{N}(0, 2/n_{in})$
      **Accept:** N(0, 2/n_in) | normal with variance 2/n_in
      **Note:** The second argument is the variance.
      **Source:** He et al. 2015
      **Tags:** he, formula
    - **Compute:** name-histogram, easy

A level-1 heading starts a deck, a level-2 heading a topic; deeper ones are for the reader.
A card begins at `**Q:**`, or at `**Compute:**` with a question type and a level. `**A:**` is
the answer; the other fields are optional, in any order. A value may hold paragraphs, lists,
tables and code fences, each line indented like the text of the card's bullet: `-`, `*`, `+`
or a number. Without a bullet the card runs up to the next card, heading or rule. Text
outside cards, and all in code fences, is passed over.

The id is a comment at the end of the card's first line: up to 80 of a-z, 0-9, dot, hyphen
and underscore, not beginning with a sign. A card without one gets an id made from its
question. `\|` is a bar inside an accepted answer; a backslash before `**A:**` at the start
of a line keeps it from being read as a field.

A faulty card is left out and named; the others are read. A file that is not UTF-8, above
16 MiB or above 200,000 cards is refused whole.
"""

from dataclasses import dataclass, field
from pathlib import PurePath

from initquiz.errors import Problem
from initquiz.formats.strict_text import SPLIT, decoded
from initquiz.model import deck_format
from initquiz.model.card import Card, Deck, Fact, Level, Skill
from initquiz.model.exchange import Importer, Reading

MAX_BYTES = 16 * 2**20
MAX_CARDS = 200_000

_STARTS = (deck_format.QUESTION, deck_format.COMPUTE)
_EXPECTED = "A card is a line `- **Q:** ...` with `  **A:** ...` on the next line."


@dataclass(slots=True)
class _Draft:
    """A card being read: its fields' lines so far, and where it stands.

    `width` is how far its lines are indented (0 without a bullet), `fence` the code fence
    that is open, `lazy` whether an unindented line would continue the last paragraph.
    """

    line: int
    topic: str
    kind: str
    width: int
    id: str | None = None
    fields: dict[str, list[str]] = field(default_factory=dict)
    label: str = ""
    fence: str = ""
    lazy: bool = True
    faults: list[tuple[int, str, str]] = field(default_factory=list)

    def dedent(self, line: str) -> str | None:
        """Return the line without the card's indentation; None if the card ends before it."""
        if not line:
            return line
        if not self.width:
            return None if not self.fence and deck_format.ends_text(line) else line
        if line[0] == "\t":
            return line[1:]
        body = line.lstrip(" ")
        if len(line) - len(body) >= self.width:
            return line[self.width :]
        return body if self._continues(line) else None

    def _continues(self, line: str) -> bool:
        """Tell whether a line that is not indented still belongs to the card."""
        if mark := deck_format.MARK.match(line):
            return mark[1] not in _STARTS
        block = (
            deck_format.ends_text(line)
            or deck_format.BULLET.match(line)
            or deck_format.fence_after(line, "")
        )
        return self.lazy and not block

    def begin(self, label: str, number: int) -> None:
        """Start a field."""
        if label in self.fields:
            self.faults.append((number, f"the card has two fields {label}.", "Join them."))
        self.label, self.fence = label, ""
        self.fields.setdefault(label, [])

    def add(self, line: str) -> None:
        """Add a dedented line to the field that is open."""
        after = deck_format.fence_after(line, self.fence)
        outside = not self.fence and not after
        self.fields[self.label].append(deck_format.unescape(line) if outside else line)
        self.fence = after
        self.lazy = bool(line) and outside

    def text(self, label: str) -> str:
        """Return a field's canonical text, empty if it is missing."""
        return deck_format.canonical_text("\n".join(self.fields.get(label, ())))


@dataclass(slots=True)
class _Page:
    """What has been read so far, line by line."""

    name: str
    decks: list[tuple[str, list[Card]]]
    problems: list[Problem] = field(default_factory=list)
    derived: set[str] = field(default_factory=set)
    lines_of: dict[str, int] = field(default_factory=dict)
    draft: _Draft | None = None
    topic: str = ""
    fence: str = ""
    fence_line: int = 0
    begun: int = 0

    def fault(self, number: int, what: str, hint: str) -> None:
        """Note a problem in a line."""
        self.problems.append(Problem(f"{self.name}, line {number}", what, hint))

    def take(self, number: int, line: str) -> None:
        """Read one line, without its newline."""
        control = deck_format.CONTROL.search(line)
        line = line.rstrip()
        draft = self.draft
        body = draft.dedent(line) if draft is not None else None
        if draft is None or body is None:
            self._finish()
            self._take_outside(number, line)
        else:
            self._take_inside(draft, number, body)
        if control and self.draft is not None:
            what = f"the card holds the control character U+{ord(control[0]):04X}."
            self.draft.faults.append((number, what, "Delete it."))

    def end(self) -> None:
        """Finish the last card and see whether a code fence was left open."""
        self._finish()
        if self.fence:
            what = "the code fence that opens here is never closed."
            self.fault(self.fence_line, what, "Cards after it are not seen.")

    def _take_outside(self, number: int, line: str) -> None:
        """Read a line that belongs to no card yet."""
        before = self.fence
        self.fence = deck_format.fence_after(line, before)
        if self.fence and not before:
            self.fence_line = number
        if before or self.fence:
            return
        if heading := deck_format.HEADING.fullmatch(line):
            text = deck_format.unescape_name(heading[2] or "")
            if heading[1] == "#":
                self.decks.append((text or self.decks[0][0], []))
                self.topic = ""
            elif heading[1] == "##":
                self.topic = text
            return
        bullet = deck_format.BULLET.match(line)
        width = bullet.end() if bullet else 0
        mark = deck_format.MARK.match(line, width)
        if mark and mark[1] in _STARTS:
            self._begin(number, mark[1], width, line[mark.end() :])

    def _take_inside(self, draft: _Draft, number: int, body: str) -> None:
        """Read a dedented line of the card that is open."""
        mark = None if draft.fence else deck_format.MARK.match(body)
        if mark is None:
            draft.add(body)
        elif mark[1] in _STARTS:
            self._finish()
            self._begin(number, mark[1], draft.width, body[mark.end() :])
        else:
            draft.begin(mark[1], number)
            draft.add(body[mark.end() :])

    def _begin(self, number: int, kind: str, width: int, rest: str) -> None:
        """Start a card at its first line, of which `rest` follows the mark."""
        self.begun += 1
        self.draft = draft = _Draft(number, self.topic, kind, width)
        rest, draft.id = deck_format.split_id(rest)
        draft.begin(kind, number)
        draft.add(rest)

    def _finish(self) -> None:
        """Turn the card that is open into a card, or into problems."""
        draft, self.draft = self.draft, None
        if draft is None:
            return
        content = _skill(draft) if draft.kind == deck_format.COMPUTE else _fact(draft)
        text = draft.text(draft.kind)
        given = draft.id if draft.id is not None else deck_format.derive_id(text)
        if not deck_format.ID.fullmatch(given):
            what = f"{given[:80]!r} cannot be an id."
            hint = "Use at most 80 of a-z, 0-9, dot, hyphen, underscore; begin with a-z or 0-9."
            draft.faults.append((draft.line, what, hint))
        elif text and given in self.lines_of:
            what = f"the card has the same id as the one in line {self.lines_of[given]}: {given}."
            hint = "Give it an id of its own." if draft.id else "Delete it, or give it an id."
            draft.faults.append((draft.line, what, hint))
        for number, what, hint in draft.faults:
            self.fault(number, what, hint)
        if content is None or draft.faults:
            return
        self.lines_of[given] = draft.line
        if draft.id is None:
            self.derived.add(given)
        tags = deck_format.split_tags(draft.text(deck_format.TAGS))
        self.decks[-1][1].append(Card(given, draft.topic, content, tags))


def read(data: bytes, name: str) -> Reading:
    """Return the decks of a file, and its faults with their line numbers; never raises."""
    text = decoded(data, name, MAX_BYTES)
    if isinstance(text, Problem):
        return Reading((), (text,))
    # Cards above the first heading are in a deck named after the file.
    page = _Page(name, [(deck_format.one_line(PurePath(name).stem) or "Deck", [])])
    for number, line in enumerate(text.split("\n"), 1):
        page.take(number, line)
        if page.begun > MAX_CARDS:
            what = f"the file has more than {MAX_CARDS:,} cards."
            return Reading((), (Problem(name, what, SPLIT),))
    page.end()
    decks = tuple(Deck(title, tuple(cards)) for title, cards in page.decks if cards)
    if not decks and not page.problems:
        page.problems.append(Problem(name, "no card was found.", _EXPECTED))
    return Reading(decks, tuple(page.problems), frozenset(page.derived))


def _fact(draft: _Draft) -> Fact | None:
    """Return the fact a draft holds; None, with the faults noted, if it holds none."""
    question, answer = draft.text(deck_format.QUESTION), draft.text(deck_format.ANSWER)
    if not question:
        draft.faults.append((draft.line, "the question is empty.", "Write it after **Q:**."))
    if not answer:
        hint = (
            "Close the code fence above it."
            if draft.fence
            else "Write it on a line `  **A:** ...`."
        )
        draft.faults.append((draft.line, "the card has no answer.", hint))
    return Fact(
        question,
        answer,
        note=draft.text(deck_format.NOTE),
        source=draft.text(deck_format.SOURCE),
        accept=deck_format.split_accept(draft.text(deck_format.ACCEPT)),
    )


def _skill(draft: _Draft) -> Skill | None:
    """Return the skill a draft holds; None, with the faults noted, if it holds none."""
    levels = [level.value for level in Level]
    known = f"Levels: {', '.join(levels)}."
    for label in draft.fields:
        if label not in (deck_format.COMPUTE, deck_format.TAGS):
            what = f"a Compute card has no field {label}."
            draft.faults.append((draft.line, what, "Only Tags may follow."))
    match = deck_format.SKILL.fullmatch(draft.text(deck_format.COMPUTE))
    if match is None:
        what = "this is not a question type and a level."
        draft.faults.append((draft.line, what, f"Write it as in `name-histogram, easy`. {known}"))
    elif match[2] not in levels:
        what = f"{match[2][:80]!r} is no level."
        draft.faults.append((draft.line, what, known))
    else:
        return Skill(match[1], Level(match[2]))
    return None


def recognises(data: bytes) -> bool:
    """Tell whether a file has a mark that begins a card."""
    return any(f"**{mark}:**".encode() in data for mark in _STARTS)


_SUFFIXES = (".md", ".markdown")
IMPORTER = Importer("markdown-deck", "Markdown deck", _SUFFIXES, read, recognises=recognises)
