"""A table holds exactly what the picture shows."""

import csv
import io
import math
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.drawing.tables import csv_of, outside_note, table_of
from initquiz.model.blocks import (
    Bars,
    Code,
    Curve,
    CurveRole,
    Heatmap,
    Histogram,
    Lines,
    Spectrum,
    Table,
)

BINS = Histogram((-0.05, -0.04, -0.03), (1200, 7), 1210, below=2, above=1)
LINES = Lines(
    (
        Curve("He", CurveRole.SERIES, (1.0, 2.0), (1.0, 0.1 + 0.2)),
        Curve("0.01", CurveRole.SERIES, (2.0, 3.0), (-1e-12, 0.0)),
    ),
    "layer",
    "rms",
)


def test_bins_and_ends() -> None:
    """Bins are written low to high, weights outside at either end."""
    header, rows = table_of(BINS)
    assert header == ("weight value", "count")
    assert list(rows) == [
        ("below −0.05", "2"),
        ("−0.05 to −0.04", "1,200"),
        ("−0.04 to −0.03", "7"),
        ("above −0.03", "1"),
    ]
    assert outside_note(BINS) == "2 below and 1 above this range"


def test_nothing_outside_needs_no_note() -> None:
    """A histogram that shows all its weights says nothing about others."""
    assert outside_note(Histogram((0.0, 1.0), (3,), 3)) == ""


def test_one_value() -> None:
    """A histogram without width still has its row."""
    assert table_of(Histogram((0.0, 0.0), (9,), 9))[1] == (("0 to 0", "9"),)


def test_without_ticks_the_edges_are_not_told() -> None:
    """Where only the shape is asked, the table numbers the bars, and ends do not give it away."""
    header, rows = table_of(replace(BINS, ticks=False))
    assert header == ("bar", "count")
    assert rows == (("1", "1,200"), ("2", "7"))


def test_curves_over_bars_are_read_off_at_their_middles() -> None:
    """Once the law is laid over the bars, its expected counts stand beside the counts."""
    curve = Curve("He", CurveRole.TRUTH, (-0.05, -0.03), (0.0, 40.0))
    header, rows = table_of(replace(BINS, curves=(curve,)), 3)
    assert header == ("weight value", "count", "He")
    assert [row[2] for row in rows] == ["", "10", "30", ""]


@given(
    counts=st.lists(st.integers(0, 10**9), min_size=1, max_size=60),
    low=st.floats(-10, 10),
    width=st.floats(1e-5, 10),
)
def test_every_weight_is_counted(counts: list[int], low: float, width: float) -> None:
    """The counts add up, and neighbouring bins are told apart and share an edge."""
    edges = tuple(low + width * index for index in range(len(counts) + 1))
    _, rows = table_of(Histogram(edges, tuple(counts), sum(counts)))
    assert sum(int(count.replace(",", "")) for _range, count in rows) == sum(counts)
    spans = [span.split(" to ") for span, _count in rows]
    assert all(start != end for start, end in spans)
    assert all(a[1] == b[0] for a, b in pairwise(spans))


def test_lines_stand_side_by_side() -> None:
    """One row per place on the x axis; a line without a value there has an empty cell."""
    header, rows = table_of(LINES)
    assert header == ("layer", "He", "0.01")
    assert rows == (
        ("1", "1", ""),
        ("2", "0.30000000000000004", "−1e−12"),
        ("3", "", "0"),
    )
    assert table_of(LINES, 4)[1][1] == ("2", "0.3", "−1e−12")


@given(st.lists(st.floats(allow_nan=False), min_size=1, max_size=9))
def test_numbers_are_exact(values: list[float]) -> None:
    """Read back, every value is the one that was plotted."""
    block = Spectrum(tuple(values))
    for value, (_, text) in zip(values, table_of(block)[1], strict=True):
        assert float(text.replace("−", "-").replace(",", "")) == value


def test_bars_spectra_and_heatmaps() -> None:
    """Bars go by their names, singular values by number, cells by row and column."""
    bars = Bars(("zero", "He"), (0.0, 0.35), "scheme", "dead units")
    assert table_of(bars) == (("scheme", "dead units"), (("zero", "0"), ("He", "0.35")))
    law = Curve("edge", CurveRole.TRUTH, (1.0, 2.0), (1.5, 1.5))
    header, rows = table_of(Spectrum((1.4, 0.5), curves=(law,)))
    assert header == ("number of the singular value", "singular value", "edge")
    assert rows == (("1", "1.4", "1.5"), ("2", "0.5", "1.5"))
    header, rows = table_of(Heatmap(((0.5, -1.0), (0.0, 2.0)), 2.0))
    assert header == ("row, by column", "1", "2")
    assert rows == (("1", "0.5", "−1"), ("2", "0", "2"))


def test_tables_and_code_are_text() -> None:
    """A table loses its markup, code is numbered by line and kept as it is."""
    table = Table(("scheme", "$\\sigma^2$"), (("**He**", "$2/n$"),))
    header, rows = table_of(table)
    assert header == ("scheme", "σ²")
    assert rows[0][0] == "He"
    code = Code("w = 1\n\n  # two")
    assert table_of(code) == (("line", "code"), (("1", "w = 1"), ("2", ""), ("3", "  # two")))


@pytest.mark.parametrize(
    "block", [BINS, replace(BINS, ticks=False), LINES, Bars((), (), "x", "y"), Lines((), "x", "y")]
)
def test_rows_are_as_long_as_the_header(block: Histogram | Lines | Bars) -> None:
    """A table view can rely on it, also for blocks without data."""
    header, rows = table_of(block)
    assert {len(row) for row in rows} <= {len(header)}


def test_csv_is_read_back_by_programs() -> None:
    """Numbers are plain and exact, titles stand above, an empty line parts the blocks."""
    text = csv_of([replace(BINS, title="Layer A, first"), LINES])
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["Layer A, first"]
    assert rows[1] == ["weight value from", "weight value to", "count"]
    assert rows[2:6] == [
        ["", "-0.05", "2"],
        ["-0.05", "-0.04", "1200"],
        ["-0.04", "-0.03", "7"],
        ["-0.03", "", "1"],
    ]
    assert rows[6] == []
    assert rows[7] == ["layer", "He", "0.01"]
    assert math.isclose(float(rows[9][1]), 0.1 + 0.2, rel_tol=0)
