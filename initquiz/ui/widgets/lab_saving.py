"""Saves what the Lab shows: as a picture, as a drawing, or as data."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from initquiz.drawing.colours import PRINT
from initquiz.drawing.images import png_of, svg_of
from initquiz.drawing.tables import csv_of
from initquiz.model.blocks import Plot
from initquiz.study.exchange import write_whole

_PICTURE = (900, 520)
_KINDS = {"Picture (*.png)": ".png", "Drawing (*.svg)": ".svg", "Data (*.csv)": ".csv"}


def ask_where(parent: QWidget) -> Path | None:
    """Ask for a file; a name without a known suffix gets that of the chosen kind."""
    name, kind = QFileDialog.getSaveFileName(
        parent, "Save the picture or its data", "initquiz-lab", ";;".join(_KINDS)
    )
    return named(name, kind) if name else None


def named(name: str, kind: str = "") -> Path:
    """Return a file's path; without a known suffix it gets that of a kind, or .png."""
    target = Path(name)
    if target.suffix.lower() in _KINDS.values():
        return target
    return target.with_name(target.name + _KINDS.get(kind, ".png"))


def save(blocks: Sequence[Plot], target: Path) -> None:
    """Save plots; the suffix tells how: .svg, .csv, else a PNG.

    Raises:
        DiskError: the folder refuses; an old file is left as it was.
    """
    suffix = target.suffix.lower()
    if suffix == ".csv":
        data = csv_of(blocks).encode()
    elif suffix == ".svg":
        data = svg_of(blocks, PRINT, *_PICTURE)
    else:
        data = png_of(blocks, PRINT, *_PICTURE)
    write_whole(target, data)
