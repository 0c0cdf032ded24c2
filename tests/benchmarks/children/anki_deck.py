"""Does with the real Anki what is measured of ours: builds a deck, exports it, imports it."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from tests.benchmarks.children.deck import FIRST, STEP, TIMES, answer, peak, question

_MEMORY = '{"s":23.5,"d":5.25}'


def main(work: str, path: str, count: str = "0", progress: str = "") -> None:
    """Build a collection at a path, or export or import a package there; print what it cost.

    `progress`, if it is not empty, lets the reviews of half the cards go along.
    """
    # Its own import is no part of what is measured.
    import anki.collection as anki  # noqa: PLC0415

    if work == "build":
        _build(anki, Path(path), int(count))
        return
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "fresh.anki2"
        col = anki.Collection(path if work == "export" else str(fresh))
        began, used = perf_counter(), process_time()
        if work == "export":
            col.export_anki_package(
                out_path=str(Path(path).with_suffix(f".{progress or 'plain'}.apkg")),
                limit=None,
                options=anki.ExportAnkiPackageOptions(
                    with_scheduling=bool(progress),
                    with_media=True,
                    legacy=False,
                    with_deck_configs=False,
                ),
            )
        else:
            options = anki.ImportAnkiPackageOptions(with_scheduling=bool(progress))
            request = anki.ImportAnkiPackageRequest(package_path=path, options=options)
            col.import_anki_package(request)
        took, cpu = perf_counter() - began, process_time() - used
        cards = col.card_count()
        col.close()
    print(json.dumps({"wall": took * 1e3, "cpu": cpu * 1e3, "peak": peak(), "cards": cards}))


def _build(anki: Any, path: Path, count: int) -> None:  # noqa: ANN401 - has no types of use here
    """Make so many notes; every other one has three reviews and FSRS' memory."""
    col = anki.Collection(str(path))
    kind, deck = col.models.by_name("Basic"), col.decks.id("Default")
    requests = []
    for i in range(count):
        note = col.new_note(kind)
        note.fields = [question(i), answer(i)]
        requests.append(anki.AddNoteRequest(note, deck))
    col.add_notes(requests)
    col.set_config("fsrs", True)
    cards = list(col.find_cards(""))[::2]
    col.db.executemany("INSERT INTO revlog VALUES (?,?,-1,3,?,?,500,4000,?)", _log(cards))
    col.db.executemany(
        "UPDATE cards SET type=2, queue=2, ivl=13, due=30, reps=3, factor=500, data=? WHERE id=?",
        [(_MEMORY, card) for card in cards],
    )
    col.close()


def _log(cards: list[int]) -> Iterator[tuple[int, ...]]:
    for place, card in enumerate(cards):
        before = 0
        for time in range(TIMES):
            at = FIRST // 1000 + place * 10 + time * STEP // 1000
            interval = 3 + 5 * time
            yield at, card, interval, before, int(time > 0)
            before = interval
