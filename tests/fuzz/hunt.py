"""The hunt itself, one importer to a process: Atheris changes files where that runs new code.

`python -m tests.fuzz.hunt TARGET FOLDER [libFuzzer's options]`. Whatever fails, takes long or
grows the process is put into FOLDER/suspects to be tried in a clean process, for the watched
program is several times slower; the hunt goes on. How it went stands in FOLDER/hunt.json.
"""

import hashlib
import json
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import atheris  # type: ignore[import-untyped] # it ships no types

with atheris.instrument_imports(include=["initquiz"], enable_loader_override=False):
    from tests.fuzz import clean
    from tests.fuzz.mutation import mutated
    from tests.fuzz.trial import Trial

    _TARGET = sys.argv[1]
    _IMPORTER = clean.importer_of(_TARGET)
    _TRIAL = Trial(_IMPORTER)

_PER_PLACE = 3
_REPORT_SECONDS = 2.0


@dataclass(slots=True)
class Tally:
    """How a hunt went."""

    runs: int = 0
    with_cards: int = 0
    slowest: float = 0.0


class Hunter:
    """Tries what Atheris makes, and keeps what is suspicious."""

    def __init__(self, folder: Path) -> None:
        """Keep suspects and the tally in a folder."""
        self._folder = folder
        self._suspects = folder / "suspects"
        self._suspects.mkdir(exist_ok=True)
        self._seen: dict[str, int] = {}
        self._tally = Tally()
        self._told = time.monotonic()
        self._limit = clean.SECONDS * clean.slowness()

    def __call__(self, data: bytes) -> None:
        """Try one file."""
        before, start = clean.held_mib(), time.process_time()
        try:
            self._tally.with_cards += _TRIAL(data)
        except Exception as error:  # noqa: BLE001 - each is what is looked for
            self._suspect(data, clean.place_of(error))
        spent = time.process_time() - start
        if spent > self._limit:
            self._suspect(data, f"slow {len(data).bit_length()}")
        if clean.peak_mib() - before > clean.MIB * 0.8:
            self._suspect(data, "memory")
        self._tally.runs += 1
        if spent > self._tally.slowest:
            self._tally.slowest = spent
            (self._folder / "slowest").write_bytes(data)
        if time.monotonic() - self._told > _REPORT_SECONDS:
            self._told = time.monotonic()
            (self._folder / "hunt.json").write_text(json.dumps(asdict(self._tally)))

    def _suspect(self, data: bytes, place: str) -> None:
        self._seen[place] = self._seen.get(place, 0) + 1
        if self._seen[place] <= _PER_PLACE:
            name = hashlib.sha256(data).hexdigest()[:16]
            (self._suspects / name).write_bytes(data)


def _mutator(data: bytes, most: int, seed: int) -> bytes:
    return mutated(data, most, seed, atheris.Mutate)


if __name__ == "__main__":
    options = [sys.argv[0], *sys.argv[3:]]
    packed = ".apkg" in _IMPORTER.suffixes or _IMPORTER.key == "bundle"
    custom = {"custom_mutator": _mutator} if packed else {}
    atheris.Setup(options, Hunter(Path(sys.argv[2])), **custom)
    atheris.Fuzz()
