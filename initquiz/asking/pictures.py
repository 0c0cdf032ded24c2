"""Arrays as blocks, each with its summary in words: by layer, by singular value, by cell.

The summaries say what the eye would read off, and name no scheme.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from initquiz.asking.grading import number
from initquiz.model.blocks import Bars, Curve, CurveRole, Heatmap, Lines, Spectrum

_READINGS = 6  # values a summary reads out of a line
_LARGEST = 64  # rows and columns a heatmap shows


def by_layer(
    curves: Sequence[tuple[str, ArrayLike]],
    y_title: str,
    *,
    first: int = 1,
    title: str = "",
    log_y: bool = True,
    role: CurveRole = CurveRole.SERIES,
    y_range: tuple[float, float] | None = None,
) -> Lines:
    """Return labelled arrays as lines over the layers, the first value at layer `first`."""
    lines = []
    for label, values in curves:
        ys = np.asarray(values, np.float64)
        xs = np.arange(first, first + len(ys), dtype=np.float64)
        lines.append(Curve(label, role, tuple(xs.tolist()), tuple(ys.tolist())))
    return Lines(
        curves=tuple(lines),
        x_title="layer",
        y_title=y_title,
        log_y=log_y,
        summary=read_out(lines, "layer", y_title),
        title=title,
        points=True,
        y_range=y_range,
    )


def bars_by_layer(
    values: ArrayLike,
    y_title: str,
    *,
    title: str = "",
    log_y: bool = True,
    y_range: tuple[float, float] | None = None,
) -> Bars:
    """Return an array as a bar for each layer from 1 on."""
    ys = np.asarray(values, np.float64).tolist()
    labels = tuple(str(i + 1) for i in range(len(ys)))
    read = "; ".join(f"{number(ys[i])} at layer {labels[i]}" for i in some(len(ys)))
    return Bars(
        labels=labels,
        values=tuple(ys),
        x_title="layer",
        y_title=y_title,
        log_y=log_y,
        summary=f"{y_title} by layer: {read}.",
        title=title,
        y_range=y_range,
    )


def spectrum(
    values: ArrayLike,
    *,
    title: str = "",
    log_y: bool = False,
    y_range: tuple[float, float] | None = None,
) -> Spectrum:
    """Return singular values, largest first, as a block."""
    ys = np.asarray(values, np.float64).tolist()
    read = "; ".join(f"number {i + 1}: {number(ys[i])}" for i in some(len(ys)))
    return Spectrum(
        values=tuple(ys),
        log_y=log_y,
        summary=f"{len(ys)} singular values, largest first. {read}.",
        title=title,
        y_range=y_range,
    )


def heatmap(
    matrix: ArrayLike,
    *,
    title: str = "",
    limit: float | None = None,
    x_title: str = "column",
    y_title: str = "row",
) -> Heatmap:
    """Return the upper left part of a matrix, up to 64 x 64 cells, as a block.

    Colours run from -limit to limit: the largest size shown, if none is given.
    """
    whole = np.asarray(matrix, np.float64)
    cells = whole[:_LARGEST, :_LARGEST]
    part = f", of which the first {cells.shape[0]} by {cells.shape[1]} are shown"
    cut = part if cells.shape != whole.shape else ""
    zeros = int(np.count_nonzero(cells == 0))
    per_column = np.count_nonzero(cells, axis=0)
    per_row = np.count_nonzero(cells, axis=1)
    alike = bool(np.ptp(cells, axis=1).max(initial=0.0) == 0)
    off = cells - np.diag(np.diag(cells)) if cells.shape[0] == cells.shape[1] else None
    shape = f"{whole.shape[0]} rows and {whole.shape[1]} columns{cut}"
    least, most = number(float(cells.min())), number(float(cells.max()))
    words = [
        f"A matrix of {shape}.",
        f"Its cells lie between {least} and {most}; {zeros:,} of {cells.size:,} are exactly 0.",
    ]
    if zeros:
        words.append(
            f"A column has {per_column.min()} to {per_column.max()} cells other than 0, "
            f"a row {per_row.min()} to {per_row.max()}."
        )
    if alike and cells.shape[1] > 1:
        words.append("All columns are equal.")
    if off is not None:
        diagonal = np.diag(cells)
        words.append(
            f"The diagonal runs from {number(float(diagonal.min()))} to "
            f"{number(float(diagonal.max()))}, the rest reaches {number(float(np.abs(off).max()))}."
        )
    return Heatmap(
        cells=tuple(map(tuple, cells.tolist())),
        limit=float(np.abs(cells).max()) or 1.0 if limit is None else limit,
        x_title=x_title,
        y_title=y_title,
        summary=" ".join(words),
        title=title,
    )


def read_out(lines: Sequence[Curve], x_title: str, y_title: str) -> str:
    """Return the values of lines at a few places, in words."""
    told = []
    for line in lines:
        read = "; ".join(
            f"{number(line.ys[i])} at {x_title} {line.xs[i]:g}" for i in some(len(line.xs))
        )
        told.append(f"{line.label or y_title}: {read}.")
    return f"{y_title} by {x_title}. " + " ".join(told)


def some(count: int) -> list[int]:
    """Return a few places spread over a range, the first and the last among them."""
    steps = min(count, _READINGS)
    return sorted({round(i * (count - 1) / max(1, steps - 1)) for i in range(steps)})
