"""A sitting: what comes, what an answer does, and the way back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from initquiz.errors import StaleTurnError, UnknownKeyError, UsageError
from initquiz.model.card import Card, Level, Skill
from initquiz.model.mistake import Given
from initquiz.model.question import Question
from initquiz.model.question_type import QuestionType
from initquiz.model.review import Rating
from initquiz.model.schedule import State
from initquiz.model.study_day import Now
from initquiz.store.database import IN_MEMORY
from initquiz.study.collection import Collection
from initquiz.study.sitting import Sitting

Facts = Callable[[int], list[Card]]
Clock = Callable[..., Now]
Questions = Mapping[str, QuestionType]
Right = Callable[[Question | None], Given]
COIN = Card("coin-card", "Skills", Skill("coin", Level.EASY))


def asked(sitting: Sitting, now: Now) -> str:
    """Return the id of the next card."""
    turn = sitting.next(now)
    assert turn is not None
    return turn.card.id


def test_new_cards_come_in_deck_order_up_to_the_days_limit(
    collection: Collection, facts: Facts, later: Clock
) -> None:
    """Twenty new cards a day, first come first, and the rest on the next day."""
    collection.cards.save("d", facts(25))
    sitting = Sitting(collection, {})
    for i in range(20):
        assert asked(sitting, later(minutes=i)) == f"card-{i}"
        sitting.rate(Rating.EASY, later(minutes=i))
    assert sitting.next(later(minutes=21)) is None
    assert sitting.rest(later(minutes=21)).unseen == 5
    assert asked(sitting, later(days=1)) == "card-20"


def test_a_learning_card_comes_back_when_due_and_early_when_nothing_else_is_left(
    collection: Collection, facts: Facts, later: Clock
) -> None:
    """After its minute Again precedes new cards; at the end it is shown ahead of time."""
    collection.cards.save("d", facts(3))
    sitting = Sitting(collection, {})
    sitting.next(later())
    sitting.rate(Rating.AGAIN, later())
    assert asked(sitting, later(seconds=30)) == "card-1"
    sitting.rate(Rating.EASY, later(seconds=30))
    assert asked(sitting, later(seconds=61)) == "card-0"
    sitting.rate(Rating.AGAIN, later(seconds=61))
    assert asked(sitting, later(seconds=62)) == "card-2"
    sitting.rate(Rating.EASY, later(seconds=62))
    assert asked(sitting, later(seconds=63)) == "card-0"


def test_the_buttons_promise_what_the_answer_keeps(
    collection: Collection, facts: Facts, later: Clock
) -> None:
    """The interval shown beside each grade is the one the card gets."""
    collection.cards.save("d", facts(4))
    sitting = Sitting(collection, {})
    for rating in Rating:
        turn = sitting.next(later())
        assert turn is not None
        promised = sitting.intervals(later())[rating]
        sitting.rate(rating, later())
        schedule = collection.schedule(turn.card.id)
        kept = schedule.due_day or schedule.due_at
        assert kept == (
            later().day + promised.days
            if promised.days
            else later().at + promised.seconds * 1_000_000
        )


def test_progress_counts_down_as_cards_are_done(
    collection: Collection, facts: Facts, later: Clock
) -> None:
    """New turns into learning or done; at the end every answer is counted and none is left."""
    collection.cards.save("d", facts(2))
    sitting = Sitting(collection, {})
    sitting.next(later())
    assert sitting.progress().left.new == 2
    assert sitting.progress().done == 0
    sitting.rate(Rating.GOOD, later())
    left = sitting.progress().left
    assert (left.new, left.learning, left.review) == (1, 1, 0)
    sitting.next(later())
    sitting.rate(Rating.EASY, later())
    sitting.next(later())
    sitting.rate(Rating.GOOD, later(minutes=11))
    assert sitting.next(later(minutes=11)) is None
    assert sitting.progress().done == 3
    assert sitting.progress().left.total == 0


def test_a_limit_ends_the_sitting(collection: Collection, facts: Facts, later: Clock) -> None:
    """After so many answers there is no next card; an undo gives one back."""
    collection.cards.save("d", facts(5))
    sitting = Sitting(collection, {}, limit=2)
    for _ in range(2):
        sitting.next(later())
        sitting.rate(Rating.EASY, later())
    assert sitting.next(later()) is None
    assert sitting.undo(later()) is not None
    sitting.rate(Rating.EASY, later())
    assert sitting.next(later()) is None


@pytest.mark.parametrize("limit", [0, -3])
def test_a_senseless_limit_is_refused(collection: Collection, limit: int) -> None:
    """Zero or fewer answers is not a sitting."""
    with pytest.raises(UsageError, match="at least 1"):
        Sitting(collection, {}, limit=limit)


def test_a_sitting_keeps_to_its_deck(collection: Collection, facts: Facts, later: Clock) -> None:
    """Only the named deck's cards come; an unknown name lists the decks there are."""
    cards = facts(2)
    collection.cards.save("one", cards[:1])
    collection.cards.save("two", cards[1:])
    sitting = Sitting(collection, {}, deck="two")
    assert asked(sitting, later()) == "card-1"
    sitting.rate(Rating.EASY, later())
    assert sitting.next(later()) is None
    with pytest.raises(UnknownKeyError, match="one, two"):
        Sitting(collection, {}, deck="three")


def test_right_is_good_and_wrong_or_unknown_is_again_never_hard(
    collection: Collection, questions: Questions, right: Right, later: Clock
) -> None:
    """The program's finding decides the grade, and both are logged with seed and digest."""
    cards = [replace(COIN, id=f"coin-{i}") for i in range(3)]
    collection.cards.save("d", cards)
    sitting = Sitting(collection, questions)
    for choose in (lambda n: n, lambda n: (1 - n[0],), lambda _: None):
        turn = sitting.next(later())
        assert turn is not None
        sitting.submit(choose(right(turn.question)), later(), response_ms=99_000)
    logged = [event.attempt for event in collection.reviews.all() if event.attempt]
    assert [attempt.rating for attempt in logged] == [Rating.GOOD, Rating.AGAIN, Rating.AGAIN]
    assert [attempt.grade for attempt in logged] == ["right", "wrong", "unknown"]
    assert all(attempt.digest == "d" and attempt.version == 1 for attempt in logged)
    assert {attempt.response_ms for attempt in logged} == {60_000}
    assert [bool(attempt.confusion) for attempt in logged] == [False, True, False]
    assert logged[1].confusion in {"one>two", "two>one"}


def test_a_restart_asks_the_same_instance_and_an_undo_a_new_one(
    tmp_path: Path, questions: Questions, right: Right, later: Clock
) -> None:
    """Closing the program is no way to a luckier draw; an answer taken back draws anew."""
    seeds = []
    for _ in range(2):
        with Collection(tmp_path / "c") as collection:
            collection.cards.save("d", [COIN])
            sitting = Sitting(collection, questions)
            turn = sitting.next(later())
            assert turn is not None
            assert turn.question is not None
            seeds.append(turn.question.seed)
    assert seeds[0] == seeds[1]
    with Collection(tmp_path / "c") as collection:
        sitting = Sitting(collection, questions)
        turn = sitting.next(later())
        assert turn is not None
        sitting.submit(right(turn.question), later())
        again = sitting.undo(later())
        assert again is not None
        assert again.question is not None
        assert again.question.seed != seeds[0]


def test_a_changed_grade_replaces_the_programs(
    collection: Collection, questions: Questions, right: Right, later: Clock
) -> None:
    """The override counts alone, keeps the finding, and one undo takes all of it back."""
    collection.cards.save("d", [COIN])
    sitting = Sitting(collection, questions)
    turn = sitting.next(later())
    assert turn is not None
    sitting.submit((1 - right(turn.question)[0],), later())
    interval = sitting.change(Rating.EASY, later())
    assert interval.days
    schedule = collection.schedule("coin-card")
    assert (schedule.reps, schedule.state) == (1, State.REVIEW)
    counted = [e for e in collection.reviews.all() if e.attempt and e.attempt.rating is Rating.EASY]
    assert counted[0].attempt is not None
    assert counted[0].attempt.grade == "wrong"
    sitting.undo(later())
    assert collection.schedule("coin-card").reps == 0
    with pytest.raises(UsageError):
        sitting.change(Rating.GOOD, later())
    assert sitting.redo(later())
    assert collection.schedule("coin-card") == schedule
    assert not sitting.redo(later())


def test_undo_and_redo_walk_the_log_also_after_a_restart(
    tmp_path: Path, facts: Facts, later: Clock
) -> None:
    """Ten answers taken back and given again end where they were, across reopenings."""
    path = tmp_path / "c"
    with Collection(path) as collection:
        collection.cards.save("d", facts(5))
        sitting = Sitting(collection, {})
        for i in range(10):
            sitting.next(later(minutes=i))
            sitting.rate(Rating(i % 4 + 1), later(minutes=i))
        reached = dict(collection.schedules.of_cards())
    for _ in range(10):
        with Collection(path) as collection:
            assert Sitting(collection, {}).undo(later(hours=1)) is not None
    with Collection(path) as collection:
        assert Sitting(collection, {}).undo(later(hours=1)) is None
        assert all(schedule.reps == 0 for _, schedule in collection.schedules.of_cards())
    for _ in range(10):
        with Collection(path) as collection:
            assert Sitting(collection, {}).redo(later(hours=2))
    with Collection(path) as collection:
        assert not Sitting(collection, {}).redo(later(hours=2))
        assert dict(collection.schedules.of_cards()) == reached


def test_a_new_answer_ends_the_possibility_of_redo(
    collection: Collection, facts: Facts, later: Clock
) -> None:
    """After an undo and another answer, there is nothing to redo."""
    collection.cards.save("d", facts(2))
    sitting = Sitting(collection, {})
    sitting.next(later())
    sitting.rate(Rating.AGAIN, later())
    assert asked_again(sitting, later()) == "card-0"
    sitting.rate(Rating.GOOD, later())
    assert not sitting.redo(later())
    assert collection.schedule("card-0").reps == 1


def asked_again(sitting: Sitting, now: Now) -> str:
    """Undo and return the card asked again."""
    turn = sitting.undo(now)
    assert turn is not None
    return turn.card.id


STEPS = st.lists(st.sampled_from([*Rating, "undo", "redo", "change"]), max_size=14)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=STEPS)
def test_whatever_is_pressed_the_cache_is_the_folded_log(
    steps: list[Rating | str], facts: Facts, later: Clock
) -> None:
    """Any run of grades, undos, redos and changes leaves cache == fold(log)."""
    with Collection(IN_MEMORY) as collection:
        collection.cards.save("d", facts(3))
        sitting = Sitting(collection, {})
        for minute, step in enumerate(steps):
            now = later(minutes=minute)
            if isinstance(step, Rating):
                if sitting.turn or sitting.next(now):
                    sitting.rate(step, now)
            elif step == "undo":
                sitting.undo(now)
            elif step == "redo":
                sitting.redo(now)
            else:
                try:
                    sitting.change(Rating.HARD, now)
                except UsageError:
                    continue
        cached = {card: kept for card, kept in collection.schedules.of_cards() if kept.reps}
        assert cached == collection.fold()


def test_two_windows_on_one_collection_agree(tmp_path: Path, facts: Facts, later: Clock) -> None:
    """A card answered elsewhere is refused here, and the next one is right in both."""
    path = tmp_path / "c"
    with Collection(path) as one, Collection(path) as two:
        one.cards.save("d", facts(2))
        here, there = Sitting(one, {}), Sitting(two, {})
        assert asked(here, later()) == asked(there, later()) == "card-0"
        here.rate(Rating.EASY, later())
        with pytest.raises(StaleTurnError):
            there.rate(Rating.AGAIN, later())
        assert len(list(two.reviews.all())) == 1
        assert asked(there, later()) == asked(here, later()) == "card-1"
        assert there.progress().left == here.progress().left
        assert one.schedules.of_cards() == two.schedules.of_cards()


def test_a_card_of_an_unknown_type_does_not_stop_the_sitting(
    collection: Collection, facts: Facts, later: Clock
) -> None:
    """A skill this version cannot ask is left out and the next card comes."""
    collection.cards.save("d", [COIN, *facts(1)])
    assert asked(Sitting(collection, {}), later()) == "card-0"


def test_answering_when_nothing_is_asked_is_an_error(collection: Collection, now: Now) -> None:
    """Without a card there is nothing to rate, and a fact cannot be submitted."""
    sitting = Sitting(collection, {})
    with pytest.raises(UsageError):
        sitting.rate(Rating.GOOD, now)
    assert sitting.next(now) is None
    assert sitting.undo(now) is None
    assert not sitting.redo(now)


def test_a_fact_cannot_be_submitted(collection: Collection, facts: Facts, now: Now) -> None:
    """Only drawn questions are graded by the program."""
    collection.cards.save("d", facts(1))
    sitting = Sitting(collection, {})
    sitting.next(now)
    with pytest.raises(UsageError, match="rate it"):
        sitting.submit((0,), now)


def test_the_rest_tells_when_the_next_step_is_due(
    collection: Collection, facts: Facts, later: Clock
) -> None:
    """With the limit reached, a card in learning and tomorrow's cards are announced."""
    collection.cards.save("d", facts(3))
    sitting = Sitting(collection, {}, limit=1)
    sitting.next(later())
    sitting.rate(Rating.GOOD, later())
    rest = sitting.rest(later(minutes=4))
    assert rest.learning is not None
    assert rest.learning.seconds == 360
    assert (rest.tomorrow, rest.unseen) == (2, 2)
