"""Makes the collections that are measured, so that the measuring process stays small."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from initquiz import wiring
from initquiz.model.card import Card, Fact, Level, Skill
from initquiz.model.review import Attempt, Rating
from initquiz.model.study_day import Now
from initquiz.store.reviews import Entry
from initquiz.study.collection import Collection

_FACTS, _WITH_FORMULA, _REVIEWED = 1000, 5, 2
_AGO = timedelta(days=90)


def main(what: str, path: str) -> None:
    """Make the collection `what` (seeded, skill or facts) at `path`."""
    {"seeded": _seeded, "skill": _skill, "facts": _facts}[what](Path(path))


def _seeded(path: Path) -> None:
    """The collection that a first start leaves behind; its first card is a fact."""
    wiring.open_collection(path, wiring.plug_ins()).close()


def _skill(path: Path) -> None:
    """One skill and nothing else."""
    _fill(path, [Card("skill", "Compute it", Skill("name-histogram", Level.EASY))]).close()


def _facts(path: Path) -> None:
    """A thousand facts, one in five with a formula of its own, half of them due for review."""
    cards = [Card(f"card-{i}", "Layers", _fact(i)) for i in range(_FACTS)]
    with _fill(path, cards) as collection, collection.database.transaction():
        easy = [Entry(c.id, attempt=Attempt(c.id, Rating.EASY)) for c in cards[::_REVIEWED]]
        collection.reviews.append(easy, Now.of(datetime.now(UTC) - _AGO))
        collection.refold()


def _fact(i: int) -> Fact:
    if i % _WITH_FORMULA:
        return Fact(f"What is the standard deviation of layer {i}?", f"It is 0.0{i}.", "", "Notes")
    return Fact(f"Which law is $\\mathcal{{N}}(0, 2/{i})$?", f"$\\sigma = \\sqrt{{2/{i}}}$")


def _fill(path: Path, cards: list[Card]) -> Collection:
    collection = Collection(path)
    collection.cards.save("Deck", cards)
    collection.settings.set("seeded", "nothing")  # or the first start would add its deck
    return collection
