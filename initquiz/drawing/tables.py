"""Blocks as rows of words or numbers: what a screen reader, a table view or a spreadsheet shows."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from initquiz.drawing.ticks import MINUS, number, reading, shared_places
from initquiz.drawing.wording import spelled
from initquiz.model.blocks import (
    Bars,
    Block,
    Code,
    Curve,
    Heatmap,
    Histogram,
    Lines,
    Spectrum,
    Table,
)

Cell = float | str
Text = tuple[str, ...]
_WHOLE = 1e15  # below it a whole float is written without a point


def table_of(block: Block, digits: int | None = None) -> tuple[Text, tuple[Text, ...]]:
    """Return a block's header and rows as text, every row as long as the header.

    Counts are exact, and so are other numbers unless they are to be shortened to so many
    digits. Curves laid over bars or points are read off beside them. Weights outside a
    histogram's edges get a row at either end; one without ticks does not tell its edges.
    """
    header, rows = _CELLS[block.kind](block)
    texts = tuple(tuple(_text(cell, digits) for cell in row) for row in rows)
    if isinstance(block, Histogram) and block.ticks:
        ranges = [(span, *row[2:]) for span, row in zip(_ranges(block), texts, strict=True)]
        return (spelled(block.x_title), *header[2:]), tuple(ranges)
    return header, texts


def csv_of(blocks: Sequence[Block]) -> str:
    """Return blocks as comma-separated values, numbers exact and as programs read them.

    A title stands on a line of its own above its block; an empty line parts two blocks.
    """
    import csv  # noqa: PLC0415 - questions wait for this module, and hardly ever for these
    import io  # noqa: PLC0415

    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    for index, block in enumerate(blocks):
        header, rows = _CELLS[block.kind](block)
        if index:
            writer.writerow(())
        if block.title:
            writer.writerow((spelled(block.title),))
        writer.writerow(header)
        writer.writerows([[_plain(cell) for cell in row] for row in rows])
    return target.getvalue()


def outside_note(block: Histogram) -> str:
    """Say how many weights lie outside the drawn range; empty when none does."""
    sides = ((block.below, "below"), (block.above, "above"))
    parts = [f"{count:,} {side}" for count, side in sides if count]
    return f"{' and '.join(parts)} this range" if parts else ""


def _histogram(block: Histogram) -> tuple[Text, list[list[Cell]]]:
    x_title, y_title = spelled(block.x_title), spelled(block.y_title)
    middles = [(low + high) / 2 for low, high in pairwise(block.edges)]
    beside, columns = _beside(block.curves, middles)
    counts = zip(pairwise(block.edges), block.counts, *columns, strict=True)
    rows: list[list[Cell]] = [[low, high, count, *read] for (low, high), count, *read in counts]
    if not block.ticks:
        numbered = [[place, *row[2:]] for place, row in enumerate(rows, start=1)]
        return ("bar", y_title, *beside), numbered
    nothing: list[Cell] = [""] * len(columns)
    if block.below:
        rows.insert(0, ["", block.edges[0], block.below, *nothing])
    if block.above:
        rows.append([block.edges[-1], "", block.above, *nothing])
    return (f"{x_title} from", f"{x_title} to", y_title, *beside), rows


def _ranges(block: Histogram) -> list[str]:
    """Return the bins in words, with the fewest decimals that tell the edges apart."""
    width = min((high - low for low, high in pairwise(block.edges)), default=0.0)
    places = shared_places(block.edges, width if width > 0 else 1.0)
    texts = [number(edge, places) for edge in block.edges]
    below = [f"below {texts[0]}"] if block.below else []
    above = [f"above {texts[-1]}"] if block.above else []
    return [*below, *(f"{low} to {high}" for low, high in pairwise(texts)), *above]


def _lines(block: Lines) -> tuple[Text, list[list[Cell]]]:
    curves = [dict(zip(curve.xs, curve.ys, strict=True)) for curve in block.curves]
    xs = sorted(set().union(*curves))
    names = (spelled(curve.label) or spelled(block.y_title) for curve in block.curves)
    return (spelled(block.x_title), *names), [[x, *(ys.get(x, "") for ys in curves)] for x in xs]


def _bars(block: Bars) -> tuple[Text, list[list[Cell]]]:
    return _counted(block, [spelled(label) for label in block.labels])


def _spectrum(block: Spectrum) -> tuple[Text, list[list[Cell]]]:
    return _counted(block, list(range(1, len(block.values) + 1)))


def _counted(block: Bars | Spectrum, names: Sequence[Cell]) -> tuple[Text, list[list[Cell]]]:
    """Return values by name, and beside them the curves read off at 1, 2, 3 and so on."""
    beside, columns = _beside(block.curves, [place + 1.0 for place in range(len(names))])
    rows: list[list[Cell]] = [list(row) for row in zip(names, block.values, *columns, strict=True)]
    return (spelled(block.x_title), spelled(block.y_title), *beside), rows


def _heatmap(block: Heatmap) -> tuple[Text, list[list[Cell]]]:
    columns = [str(place + 1) for place in range(len(block.cells[0]) if block.cells else 0)]
    corner = f"{spelled(block.y_title)}, by {spelled(block.x_title)}"
    rows: list[list[Cell]] = [[place, *row] for place, row in enumerate(block.cells, start=1)]
    return (corner, *columns), rows


def _table(block: Table) -> tuple[Text, list[list[Cell]]]:
    from initquiz.drawing.reading import plain_markdown  # noqa: PLC0415 - as above

    rows: list[list[Cell]] = [[plain_markdown(cell) for cell in row] for row in block.rows]
    return tuple(map(plain_markdown, block.header)), rows


def _code(block: Code) -> tuple[Text, list[list[Cell]]]:
    rows: list[list[Cell]] = [
        [place, line] for place, line in enumerate(block.text.splitlines(), start=1)
    ]
    return ("line", "code"), rows


_CELLS: dict[str, Callable[[Any], tuple[Text, list[list[Cell]]]]] = {
    "histogram": _histogram,
    "lines": _lines,
    "bars": _bars,
    "spectrum": _spectrum,
    "heatmap": _heatmap,
    "table": _table,
    "code": _code,
}


def _beside(curves: Sequence[Curve], places: Sequence[float]) -> tuple[list[str], list[list[Cell]]]:
    """Return the names of curves, and their heights at some places."""
    return (
        [spelled(curve.label) for curve in curves],
        [[_height(curve, place) for place in places] for curve in curves],
    )


def _height(curve: Curve, place: float) -> Cell:
    """Return a curve's height at a place, on the straight line between its points."""
    points = list(zip(curve.xs, curve.ys, strict=True))
    for (left, low), (right, high) in pairwise(points):
        if left <= place <= right:
            share = (place - left) / (right - left) if right > left else 1.0
            return low + (high - low) * share
    return ""


def _text(cell: Cell, digits: int | None) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, int) or (cell.is_integer() and abs(cell) < _WHOLE):
        return f"{int(cell):,}".replace("-", MINUS)
    return repr(cell).replace("-", MINUS) if digits is None else reading(cell, digits)


def _plain(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _WHOLE:
        return str(int(cell))
    return str(cell)
