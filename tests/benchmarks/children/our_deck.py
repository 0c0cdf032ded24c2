"""Exports a deck as an Anki package, and imports one into a fresh collection."""

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time

from initquiz.exporters.anki_package import EXPORTER
from initquiz.importers.anki_package import IMPORTER
from initquiz.model.card import Card, Deck, Fact
from initquiz.model.exchange import Answered, Parcel, Progress
from initquiz.model.review import Attempt, Rating
from initquiz.model.schedule import Memory, Schedule, State
from initquiz.model.study_day import Now
from initquiz.study import exchange, importing
from initquiz.study.collection import Collection
from tests.benchmarks.children.deck import FIRST, STEP, TIMES, answer, peak, question

_STANDING = Schedule(State.REVIEW, 0, Memory(23.5, 5.25), None, 40, 10, 27, 3)


def main(work: str, path: str, count: str = "0", progress: str = "") -> None:
    """Export to a path, or read or import a package there; print what it cost."""
    told = {"export": _export, "read": _read, "import": _import}[work](path, int(count), progress)
    print(json.dumps({**told, "peak": peak()}))


def _export(path: str, count: int, progress: str) -> dict[str, float]:
    cards = tuple(Card(f"card-{i}", "", Fact(question(i), answer(i))) for i in range(count))
    known = {f"card-{i}": _progress(i) for i in range(0, count, 2)} if progress else {}
    parcel = Parcel((Deck("Default", cards),), stamp=FIRST // 10**6, progress=known)
    began, used = perf_counter(), process_time()
    exchange.export(Path(path), EXPORTER, parcel)
    return _cost(began, used, count)


def _read(path: str, _count: int, _progress: str) -> dict[str, float]:
    began, used = perf_counter(), process_time()
    reading = IMPORTER.read(Path(path).read_bytes(), path)
    return _cost(began, used, sum(len(deck.cards) for deck in reading.decks))


def _import(path: str, _count: int, progress: str) -> dict[str, float]:
    now = Now.of(datetime.now(UTC))
    with (
        tempfile.TemporaryDirectory() as folder,
        Collection(Path(folder) / "fresh.sqlite") as collection,
    ):
        began, used = perf_counter(), process_time()
        reading = IMPORTER.read(Path(path).read_bytes(), path)
        previewed = importing.preview(collection, reading, ())
        importing.adopt(collection, previewed, now, source=path, with_progress=bool(progress))
        return _cost(began, used, len(previewed.cards))


def _cost(began: float, used: float, cards: int) -> dict[str, float]:
    return {
        "wall": (perf_counter() - began) * 1e3,
        "cpu": (process_time() - used) * 1e3,
        "cards": cards,
    }


def _progress(i: int) -> Progress:
    attempt = Attempt(f"card-{i}", Rating.GOOD, response_ms=4000)
    times = range(TIMES)
    return Progress(
        _STANDING,
        tuple(Answered(FIRST + i * 10_000 + time * STEP, attempt, 3 + 5 * time) for time in times),
    )
