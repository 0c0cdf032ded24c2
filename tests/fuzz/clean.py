"""One file before an importer in a process of its own, as a user's program would be.

`python -m tests.fuzz.clean TARGET FILE` prints what came of it as JSON. TARGET is an importer's
key, or `module:name` of an `Importer`.
"""

import json
import re
import subprocess
import sys
import time
import traceback
from contextlib import closing
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from initquiz import wiring
from initquiz.model.exchange import Importer
from tests.fuzz.trial import Trial

SECONDS = 2.0
"""What reading and adopting a file may take, on a machine that is not slow."""

MIB = 256
"""What a file may make the program grow by."""

_STATUS, _FORGET = Path("/proc/self/status"), Path("/proc/self/clear_refs")
_LOOP_SECONDS = 0.1  # what `_loop` takes on a machine that is not slow
_HOPELESS = 10  # limits of time after which nobody waits any longer
_START_SECONDS = 10  # until the process has begun


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a file: "fine", or a fault in a word, and what to say of it.

    `place` is the same for files that fail at the same line. Seconds are those of the processor.
    """

    kind: str
    place: str = ""
    detail: str = ""
    seconds: float = 0.0
    mib: float = 0.0
    limit: float = SECONDS


def tried(target: str, file: Path) -> Outcome:
    """Return what comes of a file in a process of its own."""
    command = [sys.executable, "-m", "tests.fuzz.clean", target, str(file)]
    limit = SECONDS * slowness()
    patience = _HOPELESS * limit + _START_SECONDS
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=patience, check=False
        )
    except subprocess.TimeoutExpired:
        return Outcome("hang", "no end", f"no end after {_HOPELESS * limit:.0f} s", limit=limit)
    try:
        outcome = Outcome(**json.loads(done.stdout.splitlines()[-1]))
    except (IndexError, ValueError, TypeError):
        last = done.stderr.strip().splitlines()[-3:]
        return Outcome("death", f"exit code {done.returncode}", "\n".join(last), limit=limit)
    return outcome


def examine(target: str, data: bytes) -> Outcome:
    """Return what comes of some bytes in this process."""
    # On the disk, for pictures kept in memory would count as the importer's.
    with TemporaryDirectory() as folder, closing(_trial(target, folder)) as trial:
        return _examine(trial, data)


def _trial(target: str, folder: str) -> Trial:
    return Trial(importer_of(target), Path(folder) / "collection.sqlite")


def _examine(trial: Trial, data: bytes) -> Outcome:
    trial(b"")  # loads what the first file would else be charged with
    limit = SECONDS * slowness()
    before, start = held_mib(), time.process_time()
    kind, place, detail = "fine", "", ""
    try:
        trial(data)
    except Exception as error:  # noqa: BLE001 - each is what is looked for
        kind, place = "crash", place_of(error)
        detail = "".join(traceback.format_exception(error)[-12:])
    seconds, mib = time.process_time() - start, peak_mib() - before
    if kind == "fine" and mib > MIB:
        kind, place, detail = "hog", "memory", f"{mib:.0f} MiB, more than {MIB}"
    elif kind == "fine" and seconds > limit:
        kind, place, detail = "hang", "time", f"{seconds:.1f} s, more than {limit:.1f}"
    return Outcome(kind, place, detail, seconds, mib, limit)


def importer_of(target: str) -> Importer:
    """Return the importer of a key, or of `module:name`."""
    module, _, name = target.partition(":")
    found = getattr(import_module(module), name) if name else wiring.plug_ins().importers[target]
    if not isinstance(found, Importer):
        raise TypeError(f"{target} is no importer")
    return found


def place_of(error: BaseException) -> str:
    """Return an error's kind and the innermost line of the program it passed."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/initquiz/" in frame.filename] or frames
    where = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"
    return f"{type(error).__name__} at {where}"


def held_mib() -> float:
    """Return the memory this process holds, in MiB, and forget what it held at most."""
    _FORGET.write_text("5", encoding="ascii")
    return _status("VmRSS")


def peak_mib() -> float:
    """Return the most memory this process held since `held_mib` was asked, in MiB."""
    return _status("VmHWM")


def _status(name: str) -> float:
    # Not by getrusage: there a process begins with the peak of the one that started it.
    found = re.search(rf"{name}:\s*(\d+) kB", _STATUS.read_text(encoding="ascii", errors="replace"))
    return int(found[1]) / 1024 if found else 0.0


def slowness() -> float:
    """Return how many times slower than usual this machine is now; at least 1."""
    start = time.process_time()
    sum(len(str(number)) for number in range(500_000))
    return max(1.0, (time.process_time() - start) / _LOOP_SECONDS)


if __name__ == "__main__":
    print(json.dumps(asdict(examine(sys.argv[1], Path(sys.argv[2]).read_bytes()))))
