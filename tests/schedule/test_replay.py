"""The fold of the log: what each grade does, and that order and undo never matter."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.model.options import Options
from initquiz.model.review import Attempt, Event, Rating
from initquiz.model.schedule import Interval, Schedule, State
from initquiz.model.study_day import MICROSECONDS, Now
from initquiz.schedule.replay import advance, fold, living, previews

OPTIONS = Options()
DAY = 24 * 3600 * MICROSECONDS


def after(now: Now, *ratings: Rating) -> Schedule:
    """Answer a card at once, or when it is due in days."""
    schedule = Schedule()
    for rating in ratings:
        if schedule.due_day is not None:
            now = Now(now.at + DAY * (schedule.due_day - now.day), schedule.due_day)
        schedule = advance(schedule, "card", rating, now, OPTIONS)
    return schedule


@pytest.mark.parametrize(
    ("ratings", "state", "interval"),
    [
        ([Rating.AGAIN], State.LEARNING, "1 min"),
        ([Rating.HARD], State.LEARNING, "6 min"),
        ([Rating.GOOD], State.LEARNING, "10 min"),
        ([Rating.GOOD, Rating.AGAIN], State.LEARNING, "1 min"),
        ([Rating.GOOD, Rating.HARD], State.LEARNING, "10 min"),
        ([Rating.GOOD, Rating.GOOD], State.REVIEW, "2 days"),
    ],
)
def test_learning_steps_are_one_and_ten_minutes(
    ratings: list[Rating], state: State, interval: str, now: Now
) -> None:
    """A new card goes through the steps of 1 and 10 minutes as it does in Anki."""
    schedule = after(now, *ratings)
    assert schedule.state is state
    assert str(Interval.of(schedule, now)) == interval


def test_easy_sends_a_new_card_to_review(now: Now) -> None:
    """Easy on a new card skips the steps."""
    schedule = after(now, Rating.EASY)
    assert schedule.state is State.REVIEW
    assert schedule.due_day is not None
    assert schedule.due_day - now.day >= 5


def test_forgetting_a_review_card_is_a_lapse_and_a_relearning_step(now: Now) -> None:
    """Again in review counts a lapse and brings the card back in 10 minutes."""
    schedule = after(now, Rating.GOOD, Rating.GOOD, Rating.AGAIN)
    assert schedule.state is State.RELEARNING
    assert schedule.lapses == 1
    assert after(now, Rating.GOOD, Rating.GOOD, Rating.AGAIN, Rating.GOOD).state is State.REVIEW


def test_without_steps_every_grade_leads_to_review(now: Now) -> None:
    """Empty steps leave short intervals to FSRS, a lapse still counts."""
    options = Options(learning_steps=(), relearning_steps=())
    schedule = Schedule()
    for rating in (Rating.AGAIN, Rating.HARD, Rating.AGAIN):
        schedule = advance(schedule, "card", rating, now, options)
        assert schedule.state is State.REVIEW
    assert schedule.lapses == 1


@given(
    ratings=st.lists(st.sampled_from(Rating), max_size=8),
    card=st.text(min_size=1, max_size=8),
    late=st.integers(0, 40),
)
def test_a_better_grade_never_comes_back_sooner(
    ratings: list[Rating], card: str, late: int
) -> None:
    """From any state Again < Hard < Good < Easy in the time promised, strictly among days."""
    now = Now(10**15, 739_000)
    schedule = Schedule()
    for rating in ratings:
        schedule = advance(schedule, card, rating, now, OPTIONS)
        days = late if schedule.due_day is None else schedule.due_day - now.day + late
        now = Now(now.at + DAY * days, now.day + days)
    promised = [
        Interval.of(after, now) for after in previews(schedule, card, now, OPTIONS).values()
    ]
    seconds = [interval.days * 86400 + interval.seconds for interval in promised]
    assert seconds == sorted(seconds)
    longest = OPTIONS.maximum_interval
    days_only = [interval.days for interval in promised if 0 < interval.days < longest]
    assert days_only == sorted(set(days_only))


def events(ratings: list[Rating], retracted: set[int], redone: set[int]) -> list[Event]:
    """Make a log of one card: answers a day apart, some undone, some of those redone."""
    log = [
        Event(f"a{i}", "here", i, i * DAY, 739_000 + i, "card", Attempt("card", rating))
        for i, rating in enumerate(ratings)
    ]
    for number, i in enumerate(sorted(retracted)):
        at = 10**6 * DAY + number
        log.append(Event(f"u{i}", "here", 1000 + i, at, 740_000, "card", retracts=f"a{i}"))
        if i in redone:
            log.append(Event(f"r{i}", "here", 2000 + i, at + 1, 740_000, "card", retracts=f"u{i}"))
    return log


@given(data=st.data(), ratings=st.lists(st.sampled_from(Rating), min_size=1, max_size=7))
def test_a_log_in_any_order_folds_to_the_same_schedule(
    data: st.DataObject, ratings: list[Rating]
) -> None:
    """Shuffling rows, as a merge of machines does, changes nothing."""
    log = events(ratings, {0}, set())
    shuffled = data.draw(st.permutations(log))
    assert fold(shuffled, OPTIONS) == fold(log, OPTIONS)


@given(
    ratings=st.lists(st.sampled_from(Rating), min_size=1, max_size=7),
    retracted=st.sets(st.integers(0, 6)),
    redone=st.sets(st.integers(0, 6)),
)
def test_an_undone_answer_leaves_no_trace_and_a_redone_one_all_of_it(
    ratings: list[Rating], retracted: set[int], redone: set[int]
) -> None:
    """Folding with retractions equals folding a log that never held the retracted rows."""
    retracted &= set(range(len(ratings)))
    log = events(ratings, retracted, redone)
    kept = [event for i, event in enumerate(log[: len(ratings)]) if i not in retracted - redone]
    assert fold(log, OPTIONS) == fold(kept, OPTIONS)
    assert living(log) == kept


def test_the_day_difference_counts_not_the_hours(later: Callable[..., Now]) -> None:
    """From 23:00 to 8:00 next morning is one day, as on the learner's calendar."""
    evening, morning = later(hours=13), later(hours=22)
    first = advance(Schedule(), "card", Rating.GOOD, evening, OPTIONS)
    next_day = advance(first, "card", Rating.GOOD, morning, OPTIONS)
    same_day = advance(first, "card", Rating.GOOD, evening, OPTIONS)
    assert next_day.memory is not None
    assert same_day.memory is not None
    assert next_day.memory.stability > same_day.memory.stability * 2
