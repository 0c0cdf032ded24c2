"""The fuzzer notices what it is there to notice, and nothing else."""

import io
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
import zstandard

from initquiz import wiring
from tests.fuzz import clean
from tests.fuzz.campaign import Campaign
from tests.fuzz.mutation import mutated
from tests.fuzz.seeds import corpora, seeds

ROOT = Path(__file__).resolve().parent.parent.parent
PLANTED = "tests.fuzz.planted:"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that sets each planted fault off."""
    path = tmp_path / "file"
    path.write_bytes(b"Q7! and more")
    return path


@pytest.mark.parametrize(
    ("target", "kind", "words"),
    [
        ("SOUND", "fine", ""),
        ("CRASH", "crash", "KeyError at planted.py:"),
        ("HOG", "hog", "memory"),
        ("TWINS", "crash", "BrokenPromiseError"),
        ("NOTHING", "crash", "BrokenPromiseError"),
    ],
)
def test_a_planted_fault_is_noticed(file: Path, target: str, kind: str, words: str) -> None:
    """An exception, 300 MiB, and answers that are none; a sound importer is left in peace."""
    outcome = clean.tried(PLANTED + target, file)
    assert outcome.kind == kind, outcome
    assert outcome.place.startswith(words)


def test_a_planted_hang_is_noticed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the minute that it would take."""
    monkeypatch.setattr(clean, "_HOPELESS", 1)
    monkeypatch.setattr(clean, "_START_SECONDS", 1)
    outcome = clean.tried(f"{PLANTED}HANG", file)
    assert (outcome.kind, outcome.place) == ("hang", "no end")


def test_a_slow_file_is_told_from_one_without_end(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What ends after the limit is a fault too."""
    monkeypatch.setattr(clean, "SECONDS", 0.0)
    outcome = clean.examine(PLANTED + "SOUND", file.read_bytes())
    assert (outcome.kind, outcome.place) == ("hang", "time")


def test_findings_are_kept_once_a_place(file: Path, tmp_path: Path) -> None:
    """A hundred files that fail at one line are one finding, with the file to try again."""
    campaign = Campaign(PLANTED + "CRASH", tmp_path / "found")
    for _ in range(2):
        campaign.judge(file)
    (finding,) = campaign.report.findings
    assert finding.file.read_bytes() == file.read_bytes()
    assert "planted" in finding.outcome.detail


def test_what_a_hunt_suspects_is_tried_again(file: Path, tmp_path: Path) -> None:
    """Its tally is told; of its suspects only what fails in a clean process is a finding."""
    folder = tmp_path / "found"
    hunter = tmp_path / "hunter"
    hunter.write_text(
        f"#!/bin/sh\ncp {file} {folder}/suspects/a\necho sound > {folder}/crash-b\n"
        f"""echo '{{"runs": 7, "with_cards": 3, "slowest": 1.0}}' > {folder}/hunt.json\n"""
        "echo '#7 NEW cov: 41 ft: 9'\necho '#9 DONE cov: 42 ft: 9'\n",
        encoding="utf-8",
    )
    hunter.chmod(0o700)
    campaign = Campaign(f"{PLANTED}CRASH", folder, str(hunter))
    campaign.hunt(1)
    report = campaign.report
    assert (report.runs, report.with_cards, report.edges) == (7, 3, 42)
    assert [found.outcome.kind for found in report.findings] == ["crash"]
    assert not [*(folder / "suspects").iterdir(), *folder.glob("crash-*")]


def test_every_importer_has_seeds_to_begin_with() -> None:
    """What its tests craft, or what our exporter writes."""
    importers = wiring.plug_ins().importers
    bare = {key for key in importers if not list(corpora(key))}
    assert bare == {"markdown-deck"}
    found = seeds(importers["markdown-deck"])
    assert len(found) >= 3
    assert all(importers["markdown-deck"].read(each, "x.md").decks for each in found)


def archive(**members: bytes) -> bytes:
    """Return a zip of some members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name, data in members.items():
            made.writestr(name, data)
    return target.getvalue()


def other(data: bytes, most: int) -> bytes:
    """Change bytes in a way that is easily seen."""
    return (b"<changed>" + data)[:most]


def test_changes_reach_what_is_packed() -> None:
    """Members of a zip, streams within them and cells of a table are changed in the plain."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE notes (flds TEXT)")
        connection.execute("INSERT INTO notes VALUES ('q')")
        connection.commit()
        table = connection.serialize()
    data = archive(a=zstandard.ZstdCompressor().compress(table), b=b"plain")
    cells, plain = set(), set()
    for seed in range(200):
        changed = mutated(data, 1 << 20, seed, other)
        if not changed.startswith(b"PK"):
            continue
        with zipfile.ZipFile(io.BytesIO(changed)) as opened:
            plain.add(opened.read("b"))
            packed = opened.read("a")
        if packed.startswith(b"\x28\xb5\x2f\xfd"):
            inner = zstandard.ZstdDecompressor().decompress(packed, max_output_size=1 << 20)
            if inner.startswith(b"SQLite"):
                with closing(sqlite3.connect(":memory:")) as connection:
                    connection.deserialize(inner)
                    cells.update(connection.execute("SELECT flds FROM notes").fetchone())
    assert b"<changed>plain" in plain
    assert "<changed>q" in cells


def test_bytes_that_are_no_archive_are_changed_all_the_same() -> None:
    """A damaged zip or a bomb is handed to the plain change."""
    bomb = archive(a=bytes(4 << 20))
    for data in (b"", b"PK", b"PK\x03\x04" * 9, bomb, bytes(range(256))):
        assert mutated(data, 1 << 23, 0, other) == other(data, 1 << 23)


def test_the_command_says_what_it_cannot_do() -> None:
    """An unknown importer is bad usage, told with those that are known."""
    command = [sys.executable, "-m", "tests.fuzz", "nonsense"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 2
    assert "markdown-deck" in done.stderr


def test_a_file_can_be_tried_again(file: Path) -> None:
    """The line printed with a finding works; a sound file gives exit code 0."""
    command = [sys.executable, "-m", "tests.fuzz", "markdown-deck", "--file", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stdout[:5]) == (0, "fine:")
