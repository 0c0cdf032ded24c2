"""Words keep apart, stay inside and are cut only where they must."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.drawing.plots.spacing import spread, stacked, wrapped

PLACES = st.lists(st.tuples(st.floats(-50, 450), st.floats(5, 40)), min_size=1, max_size=9)


@given(PLACES)
def test_spread_labels_do_not_overlap_and_fit(labels: list[tuple[float, float]]) -> None:
    """Whatever the curves' ends, labels that fit stay between the rims, in order and apart."""
    wanted, heights = [y for y, _ in labels], [high for _, high in labels]
    tops = spread(wanted, heights, 0.0, 400.0)
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    assert all(tops[i] + heights[i] <= tops[j] + 1e-6 for i, j in pairwise(order))
    assert min(tops) >= -1e-6
    assert max(top + high for top, high in zip(tops, heights, strict=True)) <= 400 + 1e-6


def test_labels_with_room_stay_where_they_are_wanted() -> None:
    """Nothing moves that need not move."""
    assert spread([300.0, 50.0], [20.0, 10.0], 0.0, 400.0) == [290.0, 45.0]


def test_two_that_meet_part_evenly() -> None:
    """Of two equal labels at one height, one goes up and one down by half a label."""
    assert spread([100.0, 100.0], [20.0, 20.0], 0.0, 400.0) == [80.0, 100.0]


def test_too_many_labels_overflow_below_and_do_not_overlap() -> None:
    """Where there is no room for all, they run on below the last place."""
    assert spread([5.0, 5.0, 5.0], [10.0] * 3, 0.0, 20.0) == [0.0, 10.0, 20.0]


@given(
    st.lists(st.tuples(st.floats(0, 500), st.floats(5, 200)), min_size=1, max_size=7),
    st.floats(250, 600),
)
def test_stacked_labels_share_a_row_only_without_meeting(
    labels: list[tuple[float, float]], room: float
) -> None:
    """Labels of a row do not overlap, and each stays inside and near its line."""
    places, widths = [x for x, _ in labels], [wide for _, wide in labels]
    placed = stacked(places, widths, room)
    boxes = sorted((at.row, at.left, wide) for at, wide in zip(placed, widths, strict=True))
    for (row, left, wide), (other_row, other, _) in pairwise(boxes):
        assert row != other_row or left + wide < other
    for at, x, wide in zip(placed, places, widths, strict=True):
        assert 0 <= at.left <= room - wide + 1e-6
        line = min(max(x, 0.0), room)
        assert at.left - 4 <= line <= at.left + wide + 4


def test_neighbours_stand_on_either_side_of_their_lines() -> None:
    """Two lines close to each other have both labels in one row."""
    placed = stacked([100.0, 104.0], [60.0, 60.0], 400.0)
    assert [at.row for at in placed] == [0, 0]
    assert placed[0].left + 60 < 100
    assert placed[1].left > 104


def test_lines_break_between_words() -> None:
    """Words go on as many lines as allowed, none wider than the room."""
    assert wrapped("mean square of x", 11, len, 3) == ["mean square", "of x"]
    assert wrapped("mean", 11, len) == ["mean"]
    assert wrapped("", 11, len) == []


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    """A word too long, or more lines than allowed, is cut where one can see it."""
    assert wrapped("activations", 6, len) == ["activ…"]
    assert wrapped("one two three", 5, len, 2) == ["one", "two…"]


@pytest.mark.parametrize("room", [-3.0, 0.0, 1.0])
def test_no_room_is_no_fault(room: float) -> None:
    """Even in no room at all a text comes back, however short."""
    assert wrapped("some words", room, len, 1) == ["…"]
