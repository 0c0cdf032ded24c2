"""Throws changed files at the importers: `python -m tests.fuzz [KEY…] [--seconds N]`.

First each crafted file, and what our exporters write, is tried as it is; then Atheris changes
the small ones for N seconds an importer, always where that runs new code. What holds for every
file stands in `trial.py`, limits of time and memory in `clean.py`; each finding is tried again in
a clean process before it is believed, and kept in a folder:

    python -m tests.fuzz KEY --file FILE

tries one such file again. Needs the extra of this name: `pip install -e .[dev,fuzz]`. Linux only.
"""

import argparse
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from initquiz import wiring
from tests.fuzz import clean
from tests.fuzz.campaign import Campaign, Report

_HEAD = ("importer", "runs", "with cards", "a second", "edges", "slowest s", "findings")


def main() -> int:
    """Fuzz some importers or all; return 1 if anything was found, 2 if it cannot be done."""
    known = wiring.plug_ins().importers
    options = _options(tuple(known))
    if options.file:
        outcome = clean.tried(options.keys[0], options.file)
        print(f"{outcome.kind}: {outcome.seconds:.2f} s, {outcome.mib:.0f} MiB\n{outcome.detail}")
        return outcome.kind != "fine"
    if find_spec("atheris") is None:
        print("Atheris is missing: pip install -e .[dev,fuzz]", file=sys.stderr)
        return 2
    found = 0
    print(_row(_HEAD), flush=True)
    for key in options.keys or tuple(known):
        report = Campaign(key, options.folder / key).run(options.seconds)
        print(_row(_cells(report)), flush=True)
        _show(report)
        found += len(report.findings)
    return found > 0


def _options(keys: tuple[str, ...]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("keys", nargs="*", metavar="KEY", help=f"of {', '.join(keys)}")
    parser.add_argument("--seconds", type=int, default=60, help="for each importer (60)")
    folder = Path(tempfile.gettempdir()) / "initquiz-fuzz"
    parser.add_argument("--folder", type=Path, default=folder, help=f"for findings ({folder})")
    parser.add_argument("--file", type=Path, help="try this file alone, with the importer of KEY")
    options = parser.parse_args()
    unknown = set(options.keys) - set(keys)
    if unknown:
        parser.error(f"there is no importer {', '.join(sorted(unknown))}; of {', '.join(keys)}")
    if options.file and len(options.keys) != 1:
        parser.error("--file needs the key of one importer")
    return options


def _show(report: Report) -> None:
    for finding in report.findings:
        print(f"\n{report.key}: {finding.outcome.kind}, {finding.outcome.place}")
        print(f"  {finding.outcome.detail.strip()}".replace("\n", "\n  "))
        print(f"  again: python -m tests.fuzz {report.key} --file {finding.file}", flush=True)


def _cells(report: Report) -> tuple[str, ...]:
    return (
        report.key,
        f"{report.runs:,}",
        f"{report.with_cards:,}",
        f"{report.runs / max(1.0, report.seconds):,.0f}",
        f"{report.edges:,}",
        f"{report.slowest:.2f}",
        str(len(report.findings)),
    )


def _row(cells: tuple[str, ...]) -> str:
    first, *rest = cells
    return f"{first:16}" + "".join(f"{cell:>12}" for cell in rest)


if __name__ == "__main__":
    sys.exit(main())
