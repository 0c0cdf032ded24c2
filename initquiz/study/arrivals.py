"""Files that came in, compared with the collection: what an import would do, row by row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from initquiz.errors import InitQuizError, Problem, RefusedFileError
from initquiz.model.card import Card, Deck
from initquiz.model.exchange import Reading
from initquiz.study import importing
from initquiz.study.collection import Collection
from initquiz.study.importing import Preview
from initquiz.study.remarks import Remark, remarks


class Met(StrEnum):
    """What happens to a part of a file, most telling first."""

    REFUSED = "refused"
    UPDATED = "updated"
    NEW = "new"
    UNCHANGED = "unchanged"
    MISSING = "not in the file"


class Row(NamedTuple):
    """A card with what happens to it, or a part that is refused."""

    met: Met
    deck: str
    card: Card | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Files with what was read of them, what importing each would do, and that row by row.

    The rows are all parts of all files, what needs a look first.
    """

    readings: tuple[tuple[Path, Reading], ...] = ()
    previews: tuple[tuple[Path, Preview], ...] = ()
    rows: tuple[Row, ...] = ()

    def count(self, *met: Met) -> int:
        """Return how many rows are of these kinds."""
        return sum(row.met in met for row in self.rows)

    def remarks(self) -> tuple[Remark, ...]:
        """Return what is refused, and why."""
        decks = [Deck("", tuple(card for _, card, _ in each.cards)) for _, each in self.previews]
        return remarks((p for _, each in self.previews for p in each.problems), decks)

    def guesses(self) -> tuple[str, ...]:
        """Return what was taken for granted, each once."""
        return tuple(dict.fromkeys(g for _, each in self.previews for g in each.guesses))

    def decks(self) -> tuple[str, ...]:
        """Return the names of the decks the files have."""
        return tuple(dict.fromkeys(d.name for _, reading in self.readings for d in reading.decks))

    @property
    def answers(self) -> int:
        """Return how many answers the files carry."""
        return sum(each.reviews for _, each in self.previews)

    @property
    def missing(self) -> int:
        """Return how many known cards the files' decks no longer have."""
        return sum(len(each.removed) for _, each in self.previews)


def refused(name: str, error: InitQuizError) -> Reading:
    """Return a file that is refused whole as one with nothing in it but its faults."""
    faults = error.problems if isinstance(error, RefusedFileError) else ()
    return Reading((), (Problem(name, str(error)), *faults))


def compared(
    collection: Collection,
    readings: Sequence[tuple[Path, Reading]],
    skills: Iterable[str],
    deck: str = "",
) -> Arrivals:
    """Compare what was read with the collection, for the decks the files name or for another."""
    known = tuple(skills)
    previews = tuple(
        (path, importing.preview(collection, reading, known, deck or None, missing=True))
        for path, reading in readings
    )
    rows = sorted(_rows(previews), key=lambda row: _RANK[row.met])
    return Arrivals(tuple(readings), previews, tuple(rows))


def _rows(previews: Iterable[tuple[Path, Preview]]) -> Iterator[Row]:
    for _, each in previews:
        yield from (Row(Met.REFUSED, "", problem=problem) for problem in each.problems)
        yield from (Row(Met(fate), deck, card) for deck, card, fate in each.cards)
        yield from (Row(Met.MISSING, deck, card) for deck, card in each.removed)


_RANK = {met: rank for rank, met in enumerate(Met)}
