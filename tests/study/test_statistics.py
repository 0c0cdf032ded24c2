"""Numbers are counted from what still counts."""

from collections.abc import Callable

from initquiz.model.card import Card, Level, Skill
from initquiz.model.review import Attempt, Rating
from initquiz.model.study_day import Now
from initquiz.study.collection import Collection
from initquiz.study.statistics import count

HE = "he_normal>lecun_normal"


def test_an_empty_collection_has_no_numbers(collection: Collection) -> None:
    """Zeros all over, and nothing mixed up."""
    found = count(collection)
    assert (found.answers, found.skills, found.mixed_up) == (0, (), ())
    assert set(found.by_rating.values()) == {0}


def test_answers_are_counted_by_rating_and_by_type(
    collection: Collection, facts: Callable[[int], list[Card]], later: Callable[..., Now]
) -> None:
    """Facts count among the ratings, skills by their type, the median is that of right answers."""
    skill = Card("s", "Topic", Skill("coin", Level.EASY))
    collection.cards.save("d", [*facts(1), skill])
    attempts = [
        Attempt("card-0", Rating.EASY),
        Attempt("s", Rating.GOOD, "right", response_ms=1000, seed=1),
        Attempt("s", Rating.GOOD, "right", response_ms=3000, seed=1),
        Attempt("s", Rating.AGAIN, "wrong", response_ms=99, seed=1, confusion=HE),
        Attempt("s", Rating.AGAIN, "wrong", response_ms=99, seed=1, confusion=HE),
    ]
    for i, attempt in enumerate(attempts):
        last = collection.record(attempt, later(hours=i), collection.schedule(attempt.card))
    found = count(collection)
    assert found.answers == 5
    assert list(found.by_rating.values()) == [2, 0, 2, 1]
    (coin,) = found.skills
    assert coin == ("coin", 4, 2, 2000, ((HE, 2),))
    assert found.mixed_up == ((HE, 2),)
    collection.retract(last, later(hours=9))
    assert count(collection).mixed_up == ((HE, 1),)
