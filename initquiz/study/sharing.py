"""Sharing for the window: what may go out, how it will look there, what came in.

Made to be called from a worker: each call opens the collection anew, so that the window's own
connection never waits. Formats are plug-ins; what a format can carry is found out by trying.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from initquiz.errors import InitQuizError, UnknownKeyError, UsageError
from initquiz.model.card import Card, Deck, Skill
from initquiz.model.changes import Changes
from initquiz.model.exchange import Exporter, Importer, Parcel, Picture, Reading
from initquiz.model.formula import FormulaCache
from initquiz.model.question_type import QuestionType
from initquiz.model.study_day import Now
from initquiz.study import exchange, importing
from initquiz.study.arrivals import Arrivals, compared, refused
from initquiz.study.checked import Checked
from initquiz.study.collection import Collection
from initquiz.study.looking import Look, beginning, few
from initquiz.study.packing import pack, pictures
from initquiz.study.remarks import Remark, remarks
from initquiz.study.trying import Carries, carries


class Pick(NamedTuple):
    """Which cards go: a deck, a tag, words in the text; an empty one rules nothing out."""

    deck: str = ""
    tag: str = ""
    words: str = ""


class Order(NamedTuple):
    """What goes, as which format (its key), and with what."""

    pick: Pick
    key: str
    with_progress: bool = False
    instances: int = 5
    seed: int = 0


class Stock(NamedTuple):
    """Decks and tags there are, each with its number of cards."""

    decks: tuple[tuple[str, int], ...]
    tags: tuple[tuple[str, int], ...]


class Count(NamedTuple):
    """How many cards go, and how many of them are to compute."""

    cards: int
    skills: int


class Last(NamedTuple):
    """The last import: the file's name, and how many cards it met."""

    source: str
    cards: int


class Sharing:
    """Exports and imports of one collection."""

    def __init__(
        self,
        path: Path,
        questions: Mapping[str, QuestionType],
        importers: Mapping[str, Importer],
        exporters: Mapping[str, Exporter],
        clock: Callable[[], Now],
    ) -> None:
        """Take the collection's file, the plug-ins and the clock."""
        self._path = path
        self._questions = questions
        self._importers = importers
        self.exporters = exporters
        self._clock = clock
        self._carried: dict[str, Carries] = {}

    def suffixes(self) -> tuple[str, ...]:
        """Return the suffixes of the files that can be imported, in order."""
        return tuple(sorted({s for one in self._importers.values() for s in one.suffixes}))

    def stock(self) -> Stock:
        """Return the decks and tags there are to choose from."""
        tags: dict[str, int] = {}
        with Collection(self._path) as collection:
            decks = collection.cards.decks()
        for card in _cards(decks):
            for tag in card.tags:
                tags[tag] = tags.get(tag, 0) + 1
        named = tuple((deck.name, len(deck.cards)) for deck in decks if deck.cards)
        return Stock(named, tuple(sorted(tags.items(), key=lambda each: each[0].casefold())))

    def count(self, pick: Pick) -> Count:
        """Return how many cards a pick holds."""
        with Collection(self._path) as collection:
            try:
                decks = _picked(collection, pick)
            except UnknownKeyError:
                return Count(0, 0)
        skills = sum(isinstance(card.content, Skill) for card in _cards(decks))
        return Count(sum(len(deck.cards) for deck in decks), skills)

    def look(
        self,
        order: Order,
        picture: Picture | None = None,
        check: Callable[[], None] | None = None,
    ) -> Look:
        """Return what the first cards would look like; nothing is written.

        `check` is called before each question is drawn; what it raises ends the look.

        Raises:
            InitQuizError: there is nothing to go, or the format refuses it.
        """
        exporter = self._exporter(order.key)
        parcel = self._looked_at(order, picture, check, some=True)
        able = self._carries(exporter)
        if exporter.sample is not None:
            return Look(exporter.sample(parcel), "", able)
        return Look((), beginning(exporter.write(parcel)), able)

    def problems(self, order: Order, check: Callable[[], None] | None = None) -> tuple[Remark, ...]:
        """Return what the format cannot carry of all the cards; it may have to draw them all.

        Raises:
            InitQuizError: as `look`.
        """
        parcel = self._looked_at(order, None, check)
        return remarks(self._exporter(order.key).problems(parcel), parcel.decks)

    def export(
        self,
        order: Order,
        target: Path,
        *,
        picture: Picture | None = None,
        told: Callable[[int], None] | None = None,
        check: Callable[[], None] | None = None,
        commit: Callable[[], None] | None = None,
    ) -> int:
        """Write a file and return how many cards it holds.

        `told` hears of each card that is done, `check` is called before each question is drawn,
        `commit` before the file is touched; what one of them raises ends the export and leaves
        an old file as it was.

        Raises:
            InitQuizError: nothing to go, a format that refuses, a target that is no place.
            DiskError: the folder refuses.
        """
        exporter = self._exporter(order.key)
        if _same(target, self._path):
            raise UsageError(f"{target} is the collection itself; choose another file.")

        def write(parcel: Parcel) -> bytes:
            data = exporter.write(parcel)
            if commit is not None:
                commit()
            return data

        with Collection(self._path) as collection:
            parcel = pack(
                collection,
                _picked(collection, order.pick),
                self._clock(),
                questions=Checked(self._questions, check),
                picture=picture,
                instances=order.instances,
                seed=order.seed,
                with_progress=order.with_progress,
                told=told,
            )
        return exchange.export(target, replace(exporter, write=write), parcel)

    @contextmanager
    def formulas(self) -> Iterator[FormulaCache]:
        """Open the cache of formulas, to have some typeset ahead in this thread."""
        with Collection(self._path) as collection:
            collection.database.relax()
            yield collection.formulas

    def receive(self, paths: Sequence[Path]) -> Arrivals:
        """Read files and compare them with the collection; one that is refused says why."""
        return self.compare([(path, self._read(path)) for path in paths])

    def compare(self, readings: Sequence[tuple[Path, Reading]], deck: str = "") -> Arrivals:
        """Compare what was read with the collection, for the decks it names or for another."""
        with Collection(self._path) as collection:
            return compared(collection, readings, self._questions, deck)

    def adopt(self, arrivals: Arrivals, *, with_progress: bool, remove: bool) -> Changes:
        """Import what was read, each file whole or not at all.

        Raises:
            CollectionError: the collection cannot be written; files before stay imported.
        """
        changes = Changes()
        with Collection(self._path) as collection:
            for path, previewed in arrivals.previews:
                more = importing.adopt(
                    collection,
                    previewed,
                    self._clock(),
                    source=path.name,
                    with_progress=with_progress,
                    remove=remove,
                )
                changes = _both(changes, more)
        return changes

    def last_import(self) -> Last | None:
        """Return the import that `undo` would take back."""
        with Collection(self._path) as collection:
            return _last(collection)

    def undo(self) -> tuple[Last, Changes] | None:
        """Take the last import back and return which it was; None if there is none."""
        with Collection(self._path) as collection:
            last = _last(collection)
            if last is None:
                return None
            return last, importing.undo_import(collection, self._clock())

    def _looked_at(
        self,
        order: Order,
        picture: Picture | None,
        check: Callable[[], None] | None,
        *,
        some: bool = False,
    ) -> Parcel:
        """Return a parcel, or its first cards; unlike a packed one it leaves no trace."""
        with Collection(self._path) as collection:
            decks = _picked(collection, order.pick)
            decks = few(decks, self._questions) if some else decks
            media = collection.media.known(pictures(decks))
        instances = 1 if some else order.instances
        questions = Checked(self._questions, check)
        return Parcel(decks, media, questions, picture, instances, order.seed)

    def _read(self, path: Path) -> Reading:
        try:
            return exchange.read(path, self._importers)
        except InitQuizError as error:
            return refused(path.name, error)

    def _exporter(self, key: str) -> Exporter:
        if key not in self.exporters:
            raise UnknownKeyError.among("format", key, self.exporters)
        return self.exporters[key]

    def _carries(self, exporter: Exporter) -> Carries:
        if exporter.key not in self._carried:
            self._carried[exporter.key] = carries(exporter, self._questions)
        return self._carried[exporter.key]


def _picked(collection: Collection, pick: Pick) -> tuple[Deck, ...]:
    deck, tag, words = pick
    return exchange.chosen(
        collection.cards.decks(), deck or None, tag or None, words.strip() or None
    )


def _cards(decks: Iterable[Deck]) -> Iterator[Card]:
    return (card for deck in decks for card in deck.cards)


def _last(collection: Collection) -> Last | None:
    found = importing.last_import(collection)
    return Last(found.source, found.cards) if found else None


def _same(target: Path, path: Path) -> bool:
    return target.resolve() == path.resolve()


def _both(one: Changes, other: Changes) -> Changes:
    return Changes(
        one.cards | other.cards,
        one.reviews or other.reviews,
        one.decks or other.decks,
        one.settings or other.settings,
    )
