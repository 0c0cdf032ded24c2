"""The counts of the home screen."""

from collections.abc import Callable

from initquiz.model.card import Card, Level, Skill
from initquiz.model.counts import Counts
from initquiz.model.review import Rating
from initquiz.model.study_day import Now
from initquiz.study.collection import Collection
from initquiz.study.overview import due, overview
from initquiz.study.sitting import Sitting


def test_each_deck_has_its_own_counts(
    collection: Collection, facts: Callable[[int], list[Card]], now: Now
) -> None:
    """Cards, skills, unseen and due are told deck by deck, and together."""
    cards = facts(30)
    collection.cards.save("one", [*cards[:25], Card("s", "", Skill("coin", Level.EASY))])
    collection.cards.save("two", cards[25:])
    sitting = Sitting(collection, {}, deck="two")
    sitting.next(now)
    sitting.rate(Rating.GOOD, now)
    one, two = overview(collection, now)
    assert (one.name, one.cards, one.unseen, one.skills) == ("one", 26, 26, 1)
    assert one.due == Counts(new=20)
    assert (two.cards, two.unseen, two.due) == (5, 4, Counts(new=4, learning=1))
    assert due(collection, now) == Counts(new=19, learning=1)
    assert due(collection, now, "two").total == 5
