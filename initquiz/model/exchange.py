"""The shapes of a format: each file in `importers/` and `exporters/` binds one."""

from collections.abc import Callable
from dataclasses import dataclass

from initquiz.errors import Problem
from initquiz.model.card import Deck


@dataclass(frozen=True, slots=True)
class Reading:
    """What an importer made of a file: decks, and the faults it found on the way.

    `derived` holds the ids the importer had to make up because the file gave none; such
    cards are matched with known ones by their question.
    """

    decks: tuple[Deck, ...]
    problems: tuple[Problem, ...] = ()
    derived: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Importer:
    """Reads one format: `read(data, name)` turns a file's bytes into cards and problems."""

    key: str
    title: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes, str], Reading]


@dataclass(frozen=True, slots=True)
class Exporter:
    """Writes one format: `write(decks)` turns cards into bytes, the same bytes each time."""

    key: str
    title: str
    suffixes: tuple[str, ...]
    write: Callable[[tuple[Deck, ...]], bytes]
