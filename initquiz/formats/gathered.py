"""Cards gathered from the rows of a file, with the faults found on the way."""

from dataclasses import dataclass, field, replace
from pathlib import PurePath

from initquiz.errors import Problem
from initquiz.model.card import Card, Deck, Fact
from initquiz.model.deck_format import canonical_tags, derive_id, one_line, safe_id
from initquiz.model.exchange import Reading

MAX_PROBLEMS = 1_000
MAX_TAGS, MAX_TAG = 100, 100


@dataclass(slots=True)
class Gathered:
    """What has been read of a file so far."""

    name: str
    guesses: list[str] = field(default_factory=list)
    _made: dict[str, list[Card]] = field(default_factory=dict)
    _lines: dict[str, int] = field(default_factory=dict)
    _derived: set[str] = field(default_factory=set)
    _problems: list[Problem] = field(default_factory=list)
    _unsaid: int = 0

    def fault(self, line: int, what: str, hint: str = "") -> None:
        """Note a problem in the row that begins in a line."""
        if len(self._problems) == MAX_PROBLEMS:
            self._unsaid += 1
            return
        self._problems.append(Problem(f"{self.name}, line {line}", what, hint))

    def put(self, line: int, deck: str, card: Card) -> None:
        """Take a card, unless it is incomplete or its id another's.

        A card without an id gets one from its question; without a deck the file's name serves.
        """
        content, given = card.content, card.id
        if isinstance(content, Fact) and not (content.question and content.answer):
            missing = "answer" if content.question else "question"
            self.fault(line, f"the {missing} is empty.", "Write it, or delete the row.")
            return
        named = content.question if isinstance(content, Fact) else f"{content.key} {content.level}"
        key = safe_id(given) if given else derive_id(named)
        if key in self._lines:
            what = f"it has the id of the row in line {self._lines[key]}: {key}."
            hint = "Give it an id of its own." if given else "Delete it, or give it an id."
            self.fault(line, what, hint)
            return
        self._lines[key] = line
        if not given:
            self._derived.add(key)
        name = deck or one_line(PurePath(self.name).stem) or "Deck"
        self._made.setdefault(name, []).append(replace(card, id=key))

    def tags(self, line: int, given: list[str]) -> tuple[str, ...]:
        """Return a row's tags, within the limits."""
        kept = [tag for tag in given[:MAX_TAGS] if len(tag) <= MAX_TAG]
        if len(kept) < len(given):
            what = f"only {MAX_TAGS} tags of at most {MAX_TAG} characters are read."
            self.fault(line, what)
        return canonical_tags(kept)

    def reading(self) -> Reading:
        """Return what was read."""
        problems = list(self._problems)
        if self._unsaid:
            problems.append(Problem(self.name, f"there are {self._unsaid:,} more faults."))
        if not self._made and not problems:
            what = "no row with a card was found."
            problems.append(Problem(self.name, what, "Each needs a question and an answer."))
        decks = tuple(Deck(name, tuple(cards)) for name, cards in self._made.items())
        return Reading(
            decks, tuple(problems), frozenset(self._derived), guesses=tuple(self.guesses)
        )
