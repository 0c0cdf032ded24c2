"""What an exporter is given."""

from collections.abc import Callable

from initquiz.model.card import Card
from initquiz.model.review import Attempt, Rating
from initquiz.model.study_day import Now
from initquiz.study.collection import Collection
from initquiz.study.packing import pack

Facts = Callable[[int], list[Card]]
Clock = Callable[..., Now]


def test_the_stamp_follows_the_content(collection: Collection, facts: Facts, later: Clock) -> None:
    """The same content keeps its stamp, another one is later, even within the same second."""
    collection.cards.save("d", facts(2))
    decks = collection.cards.decks()
    first = pack(collection, decks, later(), questions={}).stamp
    assert first == later().at // 10**6
    assert pack(collection, decks, later(days=3), questions={}).stamp == first
    collection.cards.save("d", facts(3))
    other = pack(collection, collection.cards.decks(), later(), questions={})
    assert other.stamp == first + 1
    assert pack(collection, other.decks, later(), questions={}, seed=1).stamp == first + 2


def test_progress_is_taken_along_only_if_asked_for(
    collection: Collection, facts: Facts, later: Clock
) -> None:
    """Each answer with the interval it gave, and the schedule they add up to; undone ones not."""
    collection.cards.save("d", facts(2))
    for days, rating in ((0, Rating.EASY), (9, Rating.GOOD), (40, Rating.AGAIN)):
        attempt = Attempt("card-0", rating, response_ms=700)
        event = collection.record(attempt, later(days=days), collection.schedule("card-0"))
    collection.retract(event, later(days=41))
    decks = collection.cards.decks()
    assert pack(collection, decks, later(), questions={}).progress == {}
    parcel = pack(collection, decks, later(), questions={}, with_progress=True)
    assert set(parcel.progress) == {"card-0"}
    progress = parcel.progress["card-0"]
    assert progress.schedule == collection.schedule("card-0")
    assert [answered.attempt.rating for answered in progress.answers] == [Rating.EASY, Rating.GOOD]
    assert all(answered.interval > 0 for answered in progress.answers)
    last = progress.schedule
    assert last.due_day is not None
    assert last.last_day is not None
    assert progress.answers[-1].interval == last.due_day - last.last_day
