"""The order of a day's cards and its limits."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from initquiz.model.options import Options
from initquiz.model.schedule import Memory, Schedule, State
from initquiz.schedule.queue import build, mix

DAY = 739_000


def review(stability: float, last: int, due: int = DAY) -> Schedule:
    """Return a review card last seen on `last`."""
    return Schedule(
        State.REVIEW, memory=Memory(stability, 5.0), first_day=1, last_day=last, due_day=due, reps=3
    )


def test_reviews_come_by_lowest_recall_and_only_when_due() -> None:
    """The card most likely forgotten is asked first; one due tomorrow is not asked."""
    cards = [
        ("fresh", review(10, DAY - 2)),
        ("faded", review(10, DAY - 30)),
        ("tomorrow", review(1, DAY - 30, due=DAY + 1)),
    ]
    assert build(cards, DAY, Options()).main == ("faded", "fresh")


def test_the_days_limits_count_what_was_done_today() -> None:
    """Cards met or reviewed earlier the same day use up the limits."""
    met = Schedule(State.REVIEW, first_day=DAY, last_day=DAY, due_day=DAY + 3, reps=2)
    done = review(5, DAY, due=DAY + 9)
    cards = [("met", met), ("done", done), *[(f"n{i}", Schedule()) for i in range(5)]]
    cards += [(f"r{i}", review(5, DAY - 5)) for i in range(5)]
    counts = build(cards, DAY, Options(new_per_day=3, reviews_per_day=4)).counts
    assert (counts.new, counts.review) == (2, 3)


def test_learning_cards_are_apart_in_order_of_time() -> None:
    """Cards in learning steps are listed by when they are due."""
    soon = Schedule(State.LEARNING, due_at=5, first_day=DAY, last_day=DAY, reps=1)
    late = Schedule(State.RELEARNING, due_at=9, first_day=1, last_day=DAY, reps=4)
    queue = build([("late", late), ("soon", soon)], DAY, Options())
    assert queue.learning == ((5, "soon"), (9, "late"))
    assert queue.counts.learning == 2


@given(st.lists(st.integers()), st.lists(st.text()))
def test_mixing_keeps_both_orders_and_spreads_evenly(
    first: Sequence[int], second: Sequence[str]
) -> None:
    """Each list stays in order, and at any point both are about equally far along."""
    mixed = mix([str(i) + "#" for i in first], [text + "!" for text in second])
    assert [item for item in mixed if item.endswith("#")] == [str(i) + "#" for i in first]
    assert [item for item in mixed if item.endswith("!")] == [text + "!" for text in second]
    for length in range(1, len(mixed)):
        done = sum(item.endswith("#") for item in mixed[:length])
        if first and second:
            ahead = abs(done * len(second) - (length - done) * len(first))
            assert ahead <= max(len(first), len(second))
