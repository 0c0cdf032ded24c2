"""Intervals as the buttons show them."""

import pytest

from initquiz.model.schedule import Interval, Schedule, State
from initquiz.model.study_day import Now


@pytest.mark.parametrize(
    ("interval", "label"),
    [
        (Interval(), "0 s"),
        (Interval(seconds=59), "59 s"),
        (Interval(seconds=60), "1 min"),
        (Interval(seconds=330), "6 min"),
        (Interval(seconds=5400), "1.5 h"),
        (Interval(days=1), "1 day"),
        (Interval(days=30), "30 days"),
        (Interval(days=31), "1.0 mo"),
        (Interval(days=365), "1.0 y"),
    ],
)
def test_an_interval_is_labelled_in_the_largest_fitting_unit(
    interval: Interval, label: str
) -> None:
    """Seconds, minutes, hours, days, months, years, as Anki names them."""
    assert str(interval) == label


def test_the_interval_of_a_schedule_is_the_time_left() -> None:
    """Days for a review card, seconds for a learning step, nothing for a new card."""
    now = Now(10_000_000, 100)
    assert Interval.of(Schedule(State.REVIEW, due_day=107), now) == Interval(days=7)
    assert Interval.of(Schedule(State.LEARNING, due_at=70_000_000), now) == Interval(seconds=60)
    assert Interval.of(Schedule(), now) == Interval()
