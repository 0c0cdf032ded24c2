"""A histogram's table holds every weight."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from initquiz.drawing.tables import outside_note, table_rows
from initquiz.model.question import Histogram


def test_bins_and_ends() -> None:
    """Bins are written low to high, weights outside at either end."""
    block = Histogram((-0.05, -0.04, -0.03), (1200, 7), 1210, below=2, above=1)
    assert table_rows(block) == [
        ("below −0.05", "2"),
        ("−0.05 to −0.04", "1,200"),
        ("−0.04 to −0.03", "7"),
        ("above −0.03", "1"),
    ]
    assert outside_note(block) == "2 weights below this range, 1 weight above this range"


def test_nothing_outside_needs_no_note() -> None:
    """A histogram that shows all its weights says nothing about others."""
    assert outside_note(Histogram((0.0, 1.0), (3,), 3)) == ""


def test_one_value() -> None:
    """A histogram without width still has its row."""
    assert table_rows(Histogram((0.0, 0.0), (9,), 9)) == [("0 to 0", "9")]


@given(
    counts=st.lists(st.integers(0, 10**9), min_size=1, max_size=60),
    low=st.floats(-10, 10),
    width=st.floats(1e-5, 10),
)
def test_every_weight_is_counted(counts: list[int], low: float, width: float) -> None:
    """The counts add up, and neighbouring bins are told apart and share an edge."""
    edges = tuple(low + width * index for index in range(len(counts) + 1))
    rows = table_rows(Histogram(edges, tuple(counts), sum(counts)))
    assert sum(int(count.replace(",", "")) for _range, count in rows) == sum(counts)
    spans = [span.split(" to ") for span, _count in rows]
    assert all(start != end for start, end in spans)
    assert all(a[1] == b[0] for a, b in pairwise(spans))
