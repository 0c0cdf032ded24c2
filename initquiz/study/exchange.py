"""Files read and written: which format a file has, and that a target is written whole."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from initquiz.errors import DiskError, RefusedFileError, UnknownKeyError
from initquiz.model.card import Card, Deck, Fact, Skill
from initquiz.model.exchange import Exporter, Importer, Parcel, Reading

Format = TypeVar("Format", Importer, Exporter)

MAX_BYTES = 256 << 20
"""No file of a deck is larger; each format has limits of its own."""


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
        usual = [each for each in known if each.usual and path.suffix.lower() not in each.also]
        known = [each for each in known if each.recognises(data)] or usual or known
    return known[0].read(data, path.name)


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
    decks: tuple[Deck, ...],
    name: str | None = None,
    tag: str | None = None,
    words: str | None = None,
) -> tuple[Deck, ...]:
    """Return the deck of a name, or all; of them the cards with a tag, or with words in a text.

    Raises:
        UnknownKeyError: There is no such deck or tag, or no card has the words.
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
    if words is not None:
        wanted = words.casefold().split()
        having = (Deck(d.name, tuple(c for c in d.cards if _has(c, wanted))) for d in decks)
        decks = tuple(deck for deck in having if deck.cards)
        if not decks:
            raise UnknownKeyError(f"No card has the words “{words}”.")
    return decks


def _has(card: Card, words: list[str]) -> bool:
    """Tell whether each word stands somewhere in a card."""
    match card.content:
        case Fact(question, answer, note, source):
            texts = [question, answer, note, source]
        case Skill(key, level):
            texts = [key, level]
    text = " ".join((card.id, card.topic, *texts, *card.tags)).casefold()
    return all(word in text for word in words)


def _of_suffix(path: Path, formats: Mapping[str, Format]) -> list[Format]:
    found = [each for each in formats.values() if path.suffix.lower() in _suffixes(each)]
    if not found:
        known = sorted({suffix for each in formats.values() for suffix in _suffixes(each)})
        raise UnknownKeyError(
            f"{path.name} has no known suffix; the known ones are {', '.join(known)}."
        )
    return found


def _suffixes(each: Importer | Exporter) -> tuple[str, ...]:
    return (*each.suffixes, *(each.also if isinstance(each, Importer) else ()))
