"""Plots share the room in even columns and rows."""

from hypothesis import given
from hypothesis import strategies as st

from initquiz.drawing.plots.grid import GAP, boxes, columns, needed_height


def test_columns_follow_the_width() -> None:
    """Side by side where there is room, one below the other in a narrow window."""
    assert [columns(3, width, 240) for width in (900, 600, 480)] == [3, 2, 1]
    assert columns(1, 2000, 240) == 1
    assert columns(2, 100, 240) == 1


def test_rows_are_even() -> None:
    """Four plots that would stand as three and one stand as two and two."""
    assert columns(4, 3 * 240 + 2 * GAP, 240) == 2
    assert columns(5, 3 * 240 + 2 * GAP, 240) == 3


@given(
    count=st.integers(1, 6),
    width=st.integers(50, 1500),
    height=st.integers(50, 1500),
    least=st.integers(30, 400),
)
def test_boxes_are_apart_inside_and_high_enough(
    count: int, width: int, height: int, least: int
) -> None:
    """No plot overlaps another, none is wider than the place, none is lower than it must be."""
    across = columns(count, width, 200)
    found = boxes([least] * count, width, height, across)
    assert len(found) == count
    assert all(box.left >= 0 and box.left + box.width <= width for box in found)
    assert all(box.height >= least for box in found)
    assert max(box.width for box in found) - min(box.width for box in found) <= 1
    for i, one in enumerate(found):
        for other in found[i + 1 :]:
            beside = other.left >= one.left + one.width + GAP
            assert beside or other.top >= one.top + one.height + GAP
    bottom = max(box.top + box.height for box in found)
    assert bottom <= max(height, needed_height([least] * count, across))


def test_what_is_left_over_goes_to_all_rows() -> None:
    """A tall row keeps its lead, and the rows together fill the height."""
    low, tall = boxes([100, 200], 300, 516, 1)
    assert (low.height, tall.height) == (200, 300)
    assert tall.top + tall.height == 516
