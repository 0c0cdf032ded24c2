"""Builds what both front doors share: the collection, the plug-ins, the clock."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import initquiz.exporters
import initquiz.importers
import initquiz.questions
from initquiz import plugins, resources
from initquiz.model.exchange import Exporter, Importer
from initquiz.model.question_type import QuestionType
from initquiz.model.study_day import Now
from initquiz.plugins import Registry
from initquiz.study import exchange
from initquiz.study.collection import Collection

SEEDED_DECK = "weight-initialization.md"
_SEEDED = "seeded"


@dataclass(frozen=True, slots=True)
class Plugins:
    """The plug-in families below the window, each imported when first asked for."""

    questions: Registry[QuestionType]
    importers: Registry[Importer]
    exporters: Registry[Exporter]


def plug_ins() -> Plugins:
    """Return the plug-ins of this installation."""
    return Plugins(
        questions=plugins.load(initquiz.questions, "QUESTION", QuestionType),
        importers=plugins.load(initquiz.importers, "IMPORTER", Importer),
        exporters=plugins.load(initquiz.exporters, "EXPORTER", Exporter),
    )


def now() -> Now:
    """Read the clock: the only place that does."""
    return Now.of(datetime.now().astimezone())


def default_collection() -> Path:
    """Return where the collection is kept: INITQUIZ_COLLECTION, or the platform's data folder."""
    if named := os.environ.get("INITQUIZ_COLLECTION"):
        return Path(named).expanduser()
    import platformdirs  # noqa: PLC0415 - not needed where a file is named

    return Path(platformdirs.user_data_dir("initquiz", appauthor=False)) / "collection.sqlite"


def open_collection(path: Path, known: Plugins) -> Collection:
    """Open the collection, and give a new one the deck that comes with the program.

    Raises:
        CollectionError: It cannot be used; the message says why and what to do.
    """
    collection = Collection(path)
    if not collection.settings.get(_SEEDED):
        try:
            _seed(collection, known)
        except BaseException:
            collection.close()
            raise
    return collection


def _seed(collection: Collection, known: Plugins) -> None:
    reading = exchange.read(resources.data_file(SEEDED_DECK), known.importers)
    with collection.database.transaction():
        # Another program may have seeded it while this one read the deck.
        if not collection.settings.get(_SEEDED):
            exchange.adopt(collection, exchange.preview(collection, reading, known.questions))
            collection.settings.set(_SEEDED, SEEDED_DECK)
