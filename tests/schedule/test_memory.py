"""Our adapter gives py-fsrs' own numbers, day by day."""

from datetime import UTC, datetime, timedelta

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.model.options import Options
from initquiz.model.review import Rating
from initquiz.model.schedule import Memory
from initquiz.schedule.memory import remember, retrievability

OPTIONS = Options()


@given(st.lists(st.tuples(st.sampled_from(Rating), st.integers(0, 400)), min_size=1, max_size=20))
def test_memory_equals_py_fsrs_over_any_history(history: list[tuple[Rating, int]]) -> None:
    """Stability and difficulty agree to 1e-9 with a py-fsrs card reviewed at those days."""
    reference = fsrs.Card(card_id=1)
    scheduler = fsrs.Scheduler(enable_fuzzing=False)
    when = datetime(2026, 1, 1, tzinfo=UTC)
    memory = None
    for number, (rating, days) in enumerate(history):
        elapsed = days if number else 0
        when += timedelta(days=elapsed)
        reference, _ = scheduler.review_card(reference, fsrs.Rating(rating), when)
        memory, _ = remember(memory, rating, elapsed, OPTIONS)
        assert memory.stability == pytest.approx(reference.stability, rel=1e-9)
        assert memory.difficulty == pytest.approx(reference.difficulty, rel=1e-9)


def test_the_interval_is_where_recall_falls_to_the_desired_retention() -> None:
    """At the interval returned, retrievability is the desired retention within half a day."""
    for desired in (0.8, 0.9, 0.95):
        options = Options(desired_retention=desired)
        memory, days = remember(Memory(100.0, 5.0), Rating.GOOD, 100, options)
        assert retrievability(memory, days, options) == pytest.approx(desired, abs=2e-3)


def test_a_clock_that_ran_backwards_counts_as_the_same_day() -> None:
    """A negative difference of days is taken for zero."""
    memory = Memory(5.0, 5.0)
    assert remember(memory, Rating.GOOD, -3, OPTIONS) == remember(memory, Rating.GOOD, 0, OPTIONS)


def test_recall_is_certain_today_and_falls_after() -> None:
    """Retrievability starts at 1 and is 0.9 after as many days as the stability says."""
    memory = Memory(10.0, 5.0)
    assert retrievability(memory, 0, OPTIONS) == 1.0
    assert retrievability(memory, 10, OPTIONS) == pytest.approx(0.9)
