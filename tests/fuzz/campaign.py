"""One importer's turn: large seeds as they are, the hunt, then its suspects in the clean."""

import hashlib
import json
import re
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzz import clean
from tests.fuzz.clean import Outcome
from tests.fuzz.seeds import seeds

_SMALL = 1 << 14
"""Bytes a seed of the hunt has at most; larger ones are tried once and would slow it down."""

_LONGEST = 1 << 15
_STUCK_SECONDS = 30  # after which libFuzzer gives a file up
_MOST_MIB = 1536
_EDGES = re.compile(r"cov: (\d+)")
_ARTIFACTS = ("crash-*", "timeout-*", "oom-*")
_PER_PLACE = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """A file that breaks a promise, and how."""

    file: Path
    outcome: Outcome


@dataclass(slots=True)
class Report:
    """How an importer's turn went; seconds of the hunt, and the slowest file's in the clean."""

    key: str
    runs: int = 0
    with_cards: int = 0
    edges: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    findings: list[Finding] = field(default_factory=list)


class Campaign:
    """Fuzzes one importer; its grown corpus stays in the folder for the next time."""

    def __init__(self, key: str, folder: Path, python: str = sys.executable) -> None:
        """Take an importer's key and a folder, which need not be there."""
        self._folder = folder
        self._python = python
        self.report = Report(key)
        self._places: dict[str, int] = {}
        for name in ("corpus", "suspects", "findings"):
            (folder / name).mkdir(parents=True, exist_ok=True)

    def run(self, seconds: float) -> Report:
        """Fuzz so long and return how it went; the hunt begins by trying all small seeds."""
        from initquiz import wiring  # noqa: PLC0415 - a target of a test is no plug-in

        large = self._folder / "large"
        for seed in seeds(wiring.plug_ins().importers[self.report.key]):
            if len(seed) > _SMALL:
                large.write_bytes(seed)
                self.judge(large)
            else:
                name = hashlib.sha256(seed).hexdigest()[:16]
                (self._folder / "corpus" / name).write_bytes(seed)
        large.unlink(missing_ok=True)
        self.hunt(seconds)
        return self.report

    def judge(self, file: Path) -> Outcome:
        """Try a file in a clean process; keep it if it is a finding of a new kind."""
        outcome = clean.tried(self.report.key, file)
        self.report.slowest = max(self.report.slowest, outcome.seconds)
        place = f"{outcome.kind} {outcome.place}"
        if outcome.kind != "fine" and self._places.get(place, 0) < _PER_PLACE:
            self._places[place] = self._places.get(place, 0) + 1
            data = file.read_bytes()
            kept = self._folder / "findings" / hashlib.sha256(data).hexdigest()[:16]
            kept.write_bytes(data)
            self.report.findings.append(Finding(kept, outcome))
        return outcome

    def hunt(self, seconds: float) -> None:
        """Let Atheris hunt, again after each end of its process, and judge what it suspects."""
        end = time.monotonic() + seconds
        while (left := round(end - time.monotonic())) > 0:
            start = time.monotonic()
            self._one_hunt(left)
            self.report.seconds += time.monotonic() - start
            self._tally()
            if time.monotonic() - start < 1:
                break  # it cannot even begin; what it said stands in hunt.log
        suspects = [*(self._folder / "suspects").iterdir()]
        suspects += [file for kind in _ARTIFACTS for file in self._folder.glob(kind)]
        if (self._folder / "slowest").exists():
            suspects.append(self._folder / "slowest")
        for file in suspects:
            self.judge(file)
            file.unlink()

    def _one_hunt(self, seconds: int) -> None:
        options = [
            str(self._folder / "corpus"),
            f"-max_total_time={seconds}",
            f"-timeout={_STUCK_SECONDS}",
            f"-rss_limit_mb={_MOST_MIB}",
            f"-max_len={_LONGEST}",
            f"-artifact_prefix={self._folder}/",
            "-print_final_stats=1",
        ]
        command = [self._python, "-m", "tests.fuzz.hunt", self.report.key, str(self._folder)]
        with (self._folder / "hunt.log").open("wb") as log:
            subprocess.run([*command, *options], stdout=log, stderr=log, check=False)

    def _tally(self) -> None:
        told = self._folder / "hunt.json"
        if told.exists():
            tally = json.loads(told.read_text())
            self.report.runs += tally["runs"]
            self.report.with_cards += tally["with_cards"]
            told.unlink()
        log = (self._folder / "hunt.log").read_text(errors="replace")
        edges = max(map(int, _EDGES.findall(log)), default=0)
        self.report.edges = max(self.report.edges, edges)
