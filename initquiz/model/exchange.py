"""The shapes of a format: each file in `importers/` and `exporters/` binds one.

Pictures are kept apart from the cards: a card's Markdown names one as `![words](media:NAME)`,
NAME being its content hash with its suffix (`3f9c…1a.png`), so that no name from a file is ever
a path.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from initquiz.errors import Problem
from initquiz.model.blocks import Block
from initquiz.model.card import Card, Deck
from initquiz.model.options import Options
from initquiz.model.question_type import QuestionType
from initquiz.model.review import Attempt
from initquiz.model.schedule import Schedule

MEDIA = "media:"
"""What the address of a card's own picture begins with."""

Picture = Callable[[Sequence[Block]], bytes]
"""Draws blocks as one PNG, dark on white, for print and for a phone."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A review: microseconds since 1970 UTC, what was done, and the interval it gave in days.

    The interval is 0 for a learning step.
    """

    at: int
    attempt: Attempt
    interval: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """What an importer made of a file: decks, and the faults it found on the way.

    `derived` holds the ids the importer had to make up because the file gave none; such
    cards are matched with known ones by their question. `media` are the pictures the cards
    name, `guesses` what was taken for granted ("the columns are parted by tabs"), `reviews`
    the progress the file carries, by card id, oldest first. `removed` are ids of cards an
    update no longer has, `options` the scheduling it recommends.
    """

    decks: tuple[Deck, ...]
    problems: tuple[Problem, ...] = ()
    derived: frozenset[str] = frozenset()
    media: Mapping[str, bytes] = field(default_factory=dict)
    guesses: tuple[str, ...] = ()
    reviews: Mapping[str, tuple[Answered, ...]] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    options: Options | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """A card's standing and the answers that led to it, oldest first."""

    schedule: Schedule
    answers: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is exported: decks, the pictures they name, and what skill cards are drawn with.

    A format without generated questions carries a skill card as `instances` questions drawn
    from seeds that follow from `seed`, pictures made by `picture`. `stamp` (seconds since 1970
    UTC) is later than that of any export of other content, and the same for the same content.
    `progress`, by card id, is given only where it was asked for. `removed` are the ids of cards
    that an earlier export of these decks had, `options` the scheduling to go along. `told` is
    called with the number of cards written since the last call; what it raises ends the export.
    """

    decks: tuple[Deck, ...]
    media: Mapping[str, bytes] = field(default_factory=dict)
    questions: Mapping[str, QuestionType] = field(default_factory=dict)
    picture: Picture | None = None
    instances: int = 5
    seed: int = 0
    stamp: int = 0
    progress: Mapping[str, Progress] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    options: Options | None = None
    told: Callable[[int], None] | None = None

    @property
    def cards(self) -> Iterator[Card]:
        """Iterate over the cards of all decks."""
        return (card for deck in self.decks for card in deck.cards)


class Part(NamedTuple):
    """A labelled piece of a sample: "Front", "Answers"; `text` is Markdown that looks alike."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Sample:
    """One item as it will appear in the program it is for.

    `text` of a part is Markdown: what the target typesets stands as `$..$`, what it shows raw
    (a spreadsheet's cell, a line of a text file) stands in a code fence or a table. `media` are
    the pictures the parts name, drawn ones included, as for a card.
    """

    parts: tuple[Part, ...]
    media: Mapping[str, bytes] = field(default_factory=dict)


def _anything(_data: bytes) -> bool:
    return True


def _no_problems(_parcel: Parcel) -> tuple[Problem, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Importer:
    """Reads one format: `read(data, name)` turns a file's bytes into cards and problems.

    `source` names the program it comes from ("Anki"). Of formats that share a suffix the first
    one that `recognises` the bytes is taken, the `usual` one if none does; it must be quick,
    take any bytes and never raise. For files of the suffixes in `also` it is never the usual one.
    """

    key: str
    title: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes, str], Reading]
    source: str = ""
    usual: bool = True
    recognises: Callable[[bytes], bool] = _anything
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exporter:
    """Writes one format: `write(parcel)` turns cards into bytes, the same bytes each time.

    `target` names the program it is for ("Anki"); of formats that share a suffix only one is
    `usual`, so that a file's name alone chooses it. `problems(parcel)` lists what the format
    cannot carry, before anything is written. `sample(parcel)` shows the parcel's cards (a few of
    a deck) as they will appear there; without one the file itself is shown.
    """

    key: str
    title: str
    suffixes: tuple[str, ...]
    write: Callable[[Parcel], bytes]
    target: str = ""
    usual: bool = True
    problems: Callable[[Parcel], tuple[Problem, ...]] = _no_problems
    sample: Callable[[Parcel], tuple[Sample, ...]] | None = None
