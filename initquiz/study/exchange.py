"""Decks in and out: an import is previewed, then done whole or not at all."""

import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from initquiz.errors import DiskError, Problem, RefusedFileError, UnknownKeyError
from initquiz.model.card import Card, Deck, Fact, Skill
from initquiz.model.changes import Changes
from initquiz.model.exchange import Exporter, Importer, Parcel, Reading
from initquiz.study.collection import Collection

Format = TypeVar("Format", Importer, Exporter)

MAX_BYTES = 256 << 20
"""No file of a deck is larger; each format has limits of its own."""


class Fate(StrEnum):
    """What an import does with one card."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do: each card with its deck and fate, and the refused parts."""

    cards: tuple[tuple[str, Card, Fate], ...]
    problems: tuple[Problem, ...]

    def count(self, fate: Fate) -> int:
        """Return how many cards meet this fate."""
        return sum(1 for _, _, met in self.cards if met is fate)


def read(path: Path, importers: Mapping[str, Importer], key: str | None = None) -> Reading:
    """Read a file with the importer of a key, else with one its suffix and content name.

    Raises:
        UnknownKeyError: No importer has the key or knows the suffix.
        RefusedFileError: The file is missing, too large or cannot be read.
    """
    if key is not None and key not in importers:
        raise UnknownKeyError.among("format", key, importers)
    known = [importers[key]] if key is not None else _of_suffix(path, importers)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise RefusedFileError(
                f"{path} is larger than {MAX_BYTES >> 20} MiB; split the deck into several files."
            )
        data = path.read_bytes()
    except OSError as error:
        raise RefusedFileError(f"{path} cannot be read: {error.strerror}.") from error
    if len(known) > 1:
        usual = [each for each in known if each.usual]
        known = [each for each in known if each.recognises(data)] or usual or known
    return known[0].read(data, path.name)


def preview(
    collection: Collection, reading: Reading, known_skills: Iterable[str], deck: str | None = None
) -> Preview:
    """Compare what was read with the collection; nothing is written.

    A card is known by its id. Where the file gave no id, a card of the same deck with the
    same question is the same card, and what the file does not mention is kept.
    """
    skills = set(known_skills)
    cards: list[tuple[str, Card, Fate]] = []
    problems = list(reading.problems)
    for source in reading.decks:
        name = deck or source.name
        questions = {_question(card): card for card in collection.cards.of_deck(name)}
        for read_card in source.cards:
            content = read_card.content
            if isinstance(content, Skill) and content.key not in skills:
                hint = f"The types are: {', '.join(sorted(skills))}."
                what = f"there is no question type “{content.key}”."
                problems.append(Problem(f"card {read_card.id}", what, hint))
                continue
            card = read_card
            if card.id in reading.derived and _question(card) in questions:
                card = _merged(questions[_question(card)], card)
            known = collection.cards.get(card.id)
            fate = Fate.NEW
            if known is not None:
                fate = Fate.UNCHANGED if known[0] == card else Fate.UPDATED
            cards.append((name, card, fate))
    return Preview(tuple(cards), tuple(problems))


def adopt(collection: Collection, previewed: Preview) -> Changes:
    """Carry a preview out, in one transaction; progress stays with each card's id."""
    by_deck: dict[str, list[Card]] = {}
    for deck, card, fate in previewed.cards:
        if fate is not Fate.UNCHANGED:
            by_deck.setdefault(deck, []).append(card)
    with collection.database.transaction():
        for deck, cards in by_deck.items():
            collection.cards.save(deck, cards)
    touched = frozenset(card.id for cards in by_deck.values() for card in cards)
    return Changes(cards=touched, decks=bool(by_deck))


def exporter_for(
    target: Path, exporters: Mapping[str, Exporter], key: str | None = None
) -> Exporter:
    """Return the format of a key, else the usual one of the file's suffix.

    Raises:
        UnknownKeyError: There is no such format.
    """
    if key is None:
        return _of_suffix(target, {k: one for k, one in exporters.items() if one.usual})[0]
    if key not in exporters:
        raise UnknownKeyError(f"There is no format “{key}”. The formats: {', '.join(exporters)}.")
    return exporters[key]


def export(target: Path, exporter: Exporter, parcel: Parcel) -> int:
    """Write a parcel to a file and return how many cards it holds; an old file stays until then.

    Raises:
        InitQuizError: The format cannot carry something.
        DiskError: The folder refuses; an old file is left as it was.
    """
    write_whole(target, exporter.write(parcel))
    return sum(len(deck.cards) for deck in parcel.decks)


def write_whole(target: Path, data: bytes) -> None:
    """Write a file aside and rename it into place; raise DiskError and leave the old one."""
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        aside = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            # mkstemp makes the file private; give it what a new file would have.
            umask = os.umask(0)
            os.umask(umask)
            aside.chmod(0o666 & ~umask)
            aside.replace(target)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise DiskError(
            f"{target} cannot be written: {error.strerror}. Choose another folder or make room;"
            " nothing was changed."
        ) from error


def chosen(
    decks: tuple[Deck, ...], name: str | None = None, tag: str | None = None
) -> tuple[Deck, ...]:
    """Return the deck of a name, or all; of them the cards with a tag, if one is given.

    Raises:
        UnknownKeyError: There is no such deck or tag.
    """
    if name is not None:
        decks_named = tuple(deck for deck in decks if deck.name == name)
        if not decks_named:
            names = ", ".join(deck.name for deck in decks)
            raise UnknownKeyError(f"There is no deck “{name}”. The decks are: {names}.")
        decks = decks_named
    if tag is not None:
        tagged = (Deck(d.name, tuple(c for c in d.cards if tag in c.tags)) for d in decks)
        decks = tuple(deck for deck in tagged if deck.cards)
        if not decks:
            raise UnknownKeyError(f"No card has the tag “{tag}”.")
    return decks


def _of_suffix(path: Path, formats: Mapping[str, Format]) -> list[Format]:
    found = [each for each in formats.values() if path.suffix.lower() in each.suffixes]
    if not found:
        known = sorted({suffix for each in formats.values() for suffix in each.suffixes})
        raise UnknownKeyError(
            f"{path.name} has no known suffix; the known ones are {', '.join(known)}."
        )
    return found


def _question(card: Card) -> str:
    return " ".join(card.content.question.split()) if isinstance(card.content, Fact) else card.id


def _merged(known: Card, read_card: Card) -> Card:
    """Return the known card with what the file says; what it leaves out is kept."""
    old, new = known.content, read_card.content
    if not isinstance(old, Fact) or not isinstance(new, Fact):
        return known
    content = replace(
        old,
        answer=new.answer,
        note=new.note or old.note,
        source=new.source or old.source,
        accept=new.accept or old.accept,
    )
    return replace(known, content=content, tags=read_card.tags or known.tags)
