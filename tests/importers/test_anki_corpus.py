"""Anki packages that a stranger might send: refused or made harmless, soon and in little memory."""

import json
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from initquiz.errors import DiskError, RefusedFileError
from initquiz.importers.anki_package import read
from initquiz.model.card import Fact
from initquiz.model.exchange import Reading
from tests.importers.anki_corpus import CLEANED, CLOZE, collection, corpus, note, package, zipped

MUTATIONS, SMALL, SECONDS, MEMORY = 100, 20_000, 2.0, 256.0
HARMFUL = ("alert", "onclick", "onerror", "javascript", "src=", "<script", "<iframe", "file:")

_CHILD = """
import json, sys, time
from pathlib import Path
from initquiz.errors import RefusedFileError
from initquiz.importers.anki_package import read
slow = {}
for path in sorted(Path(sys.argv[1]).iterdir()):
    data = path.read_bytes()
    began = time.process_time()
    try:
        read(data, path.name)
    except RefusedFileError:
        pass
    slow[path.name] = time.process_time() - began
status = Path("/proc/self/status").read_text()
peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
print(json.dumps([slow, peak / 1024]))
"""


@pytest.fixture(autouse=True)
def _quick_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of temporary copies are better made in memory, where there is such a place."""
    if Path("/dev/shm").is_dir():  # noqa: S108 - the copies' folders have names of their own
        monkeypatch.setattr(tempfile, "tempdir", "/dev/shm")  # noqa: S108 - same


@pytest.fixture(scope="module")
def hostile() -> dict[str, bytes]:
    """Return every package of the corpus."""
    return corpus()


def facts(reading: Reading) -> list[Fact]:
    """Return the facts of a reading."""
    found = (card.content for deck in reading.decks for card in deck.cards)
    return [fact for fact in found if isinstance(fact, Fact)]


def taken(data: bytes) -> float:
    """Read a package, which may only be refused; return the seconds that it took."""
    began = time.process_time()
    try:
        reading = read(data, "deck.apkg")
    except (RefusedFileError, DiskError):
        pass
    else:
        assert reading.decks or reading.problems
    return time.process_time() - began


def mutations(data: bytes, dice: random.Random) -> Iterator[bytes]:
    """Yield the bytes with some of them changed, left out, or said twice."""
    for _ in range(MUTATIONS):
        changed = bytearray(data)
        for _ in range(dice.choice((1, 1, 2, 8, 40))):
            place = dice.randrange(len(changed))
            what = dice.randrange(4)
            if what == 0:
                del changed[place : place + dice.randrange(1, 9)]
            elif what == 1:
                changed[place:place] = changed[place : place + dice.randrange(1, 99)]
            else:
                changed[place] = dice.choice((0, 1, 0x7F, 0xFF, dice.randrange(256)))
            if not changed:
                break
        yield bytes(changed)


def test_a_hostile_file_is_refused_with_one_sentence(refused: bytes) -> None:
    """Nothing of it is taken, and the learner is told what is wrong."""
    with pytest.raises(RefusedFileError) as told:
        read(refused, "deck.apkg")
    assert "deck.apkg" in str(told.value)
    assert len(str(told.value)) < 300


def test_what_is_faulty_is_named_and_the_rest_is_read(cleaned: tuple[bytes, str]) -> None:
    """A problem names the note and the fault; no markup of the stranger is left."""
    data, words = cleaned
    reading = read(data, "deck.apkg")
    assert facts(reading)
    assert any(words in problem.what for problem in reading.problems)
    assert all(problem.where.startswith("deck.apkg") for problem in reading.problems)
    assert all(len("".join(problem)) < 500 for problem in reading.problems)
    for fact in facts(reading):
        assert not any(word in fact.question + fact.answer for word in HARMFUL)
    assert all(f"media:{name}" in "".join(f.question for f in facts(reading))
               for name in reading.media)  # fmt: skip


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak is read from /proc")
def test_no_hostile_file_takes_long_or_fills_the_memory(
    hostile: dict[str, bytes], tmp_path: Path
) -> None:
    """Each takes less than 2 s of the processor, and all less than 256 MiB."""
    names = list(hostile)
    for number, name in enumerate(names):
        (tmp_path / f"{number:03}.apkg").write_bytes(hostile[name])
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(tmp_path)], capture_output=True, text=True, check=True
    )
    slow, peak = json.loads(done.stdout)
    assert {names[int(path[:3])]: took for path, took in slow.items() if took >= SECONDS} == {}
    assert peak < MEMORY


def test_changed_bytes_never_crash_it(hostile: dict[str, bytes]) -> None:
    """Whatever bytes of a package change, it is read or refused, and soon."""
    dice = random.Random(2026)  # noqa: S311 - to be the same each time
    small = {name: data for name, data in hostile.items() if 0 < len(data) < SMALL}
    assert len(small) > len(CLEANED)
    for name, data in small.items():
        for changed in mutations(data, dice):
            assert taken(changed) < SECONDS, name


def test_a_changed_collection_never_crashes_it(hostile: dict[str, bytes]) -> None:
    """Nor do changed bytes within the members, behind the zip's checksums."""
    dice = random.Random(1)  # noqa: S311 - to be the same each time
    for whole in ("sound and old", "sound and new"):
        with zipfile.ZipFile(BytesIO(hostile[whole])) as file:
            members = [(name, file.read(name)) for name in file.namelist()]
        for place, (name, data) in enumerate(members):
            for changed in mutations(data, dice) if data else ():
                given = [*members[:place], (name, changed), *members[place + 1 :]]
                assert taken(zipped(given)) < SECONDS, (whole, name)


def test_changed_text_never_crashes_it() -> None:
    """Nor do the fields, whatever of their markup is torn."""
    dice = random.Random(7)  # noqa: S311 - to be the same each time
    text = b"<b>Q</b> {{c1::a::h}} <img src='a.png'> \\(x<1\\) <table><tr><td>a</table>[$]y[/$]&lt;"
    rows = [
        note(i, changed.decode("utf-8", "replace").replace("\x1f", ""), "A", kind=kind)
        for i, (changed, kind) in enumerate(
            ((changed, kind) for changed in mutations(text, dice) for kind in (CLOZE, 1001)), 1
        )
    ]
    assert taken(package(data=collection(rows))) < SECONDS


def test_too_many_rows_are_refused_or_told(hostile: dict[str, bytes]) -> None:
    """More notes than are read refuse the file, of more reviews the first are kept."""
    with pytest.raises(RefusedFileError, match="more than 200,000 notes"):
        read(hostile["more notes than are read"], "deck.apkg")
    assert (
        "reviews were left out" in read(hostile["more reviews than are read"], "d").problems[0].what
    )
