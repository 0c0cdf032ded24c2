"""Places are turned into pixels."""

from initquiz.drawing.plots.frame import Frame

FRAME = Frame(100, 20, 300, 120, (-1.0, 1.0), (0.0, 50.0))


def test_the_corners_are_the_ends_of_the_ranges() -> None:
    """The ends of the ranges are the rims of the plot area, y upwards."""
    assert (FRAME.x(-1), FRAME.x(0), FRAME.x(1)) == (100, 200, 300)
    assert (FRAME.y(0), FRAME.y(25), FRAME.y(50)) == (120, 70, 20)


def test_what_lies_outside_is_shown_at_the_rim() -> None:
    """A line beyond the axis stands at the rim it is beyond."""
    assert (FRAME.inside(-7), FRAME.inside(0.5), FRAME.inside(7)) == (100, 250, 300)
