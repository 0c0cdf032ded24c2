"""What must hold for every file there can be, and one file put to that trial."""

import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from initquiz import wiring
from initquiz.drawing.reading import plain_markdown, spoken_markdown
from initquiz.errors import DiskError, RefusedFileError
from initquiz.model.card import Fact
from initquiz.model.exchange import Importer, Reading
from initquiz.model.study_day import Now
from initquiz.store.database import IN_MEMORY
from initquiz.study import importing, packing
from initquiz.study.collection import Collection

_NOW = Now.of(datetime(2026, 11, 23, 10, tzinfo=UTC))
_MEDIA = re.compile(r"[0-9a-f]{8,64}\.(?:png|jpg|gif|webp)")


class BrokenPromiseError(AssertionError):
    """An importer did what none may do, though it raised nothing."""


class _TakenBackError(Exception):
    """Ends a transaction that is not to stay."""


class Trial:
    """Puts files before one importer, and what comes of them before a throw-away collection."""

    def __init__(self, importer: Importer, path: Path = IN_MEMORY) -> None:
        """Take an importer, and where the collection is to be; nothing stays in it."""
        known = wiring.plug_ins()
        self._importer = importer
        self._name = f"file{importer.suffixes[0]}"
        self._questions = known.questions
        self._write = known.exporters["markdown-deck"].write
        self._collection = Collection(path)

    def __call__(self, data: bytes) -> bool:
        """Try one file; tell whether cards came of it. Whatever it raises is a finding."""
        if not isinstance(self._importer.recognises(data), bool):
            raise BrokenPromiseError("`recognises` must answer yes or no.")
        try:
            reading = self._importer.read(data, self._name)
        except (RefusedFileError, DiskError) as refusal:
            if not str(refusal).strip():
                raise BrokenPromiseError("a refusal must say why.") from refusal
            return False
        _examine(reading)
        if not any(deck.cards for deck in reading.decks):
            return False
        with suppress(_TakenBackError), self._collection.database.transaction():
            self._adopt(reading)
            raise _TakenBackError
        return True

    def close(self) -> None:
        """Close the collection."""
        self._collection.close()

    def _adopt(self, reading: Reading) -> None:
        """Preview, adopt, show and export what was read; import it again, and take it back."""
        previewed = importing.preview(self._collection, reading, self._questions)
        importing.adopt(self._collection, previewed, _NOW, source="file", with_progress=True)
        decks = self._collection.cards.decks()
        for content in (card.content for deck in decks for card in deck.cards):
            if isinstance(content, Fact):
                for text in (content.question, content.answer, content.note, content.source):
                    plain_markdown(text)
                    spoken_markdown(text, lambda tex, _display: tex)
        self._write(packing.pack(self._collection, decks, _NOW, questions=self._questions))
        importing.preview(self._collection, reading, self._questions)
        importing.undo_import(self._collection, _NOW)


def _examine(reading: object) -> None:
    """Raise BrokenPromiseError if what was read is not as the rest of the program takes it."""
    if not isinstance(reading, Reading):
        raise BrokenPromiseError("only a Reading may come back.")
    cards = [card for deck in reading.decks for card in deck.cards]
    ids = {card.id for card in cards}
    if len(ids) != len(cards):
        raise BrokenPromiseError("two cards have one id.")
    if not reading.derived <= ids:
        raise BrokenPromiseError("an id was derived for a card that is not there.")
    if not all(map(_MEDIA.fullmatch, reading.media)):
        raise BrokenPromiseError("a picture has a name that is not its content's.")
    for card in cards:
        content = card.content
        if isinstance(content, Fact) and not (content.question.strip() and content.answer.strip()):
            raise BrokenPromiseError(f"card {card.id} has no question or no answer.")
    for problem in reading.problems:
        if not (problem.where and problem.what):
            raise BrokenPromiseError("a problem must say where and what.")
