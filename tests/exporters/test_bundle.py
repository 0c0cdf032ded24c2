"""The bundle says nothing of its author, and the same deck gives the same bytes."""

import json
import zipfile
from io import BytesIO

import pytest

from initquiz.errors import InitQuizError
from initquiz.exporters.bundle import EXPORTER
from initquiz.model.card import Card, Deck, Fact
from initquiz.model.exchange import Answered, Parcel, Progress
from initquiz.model.review import Attempt, Rating
from initquiz.model.schedule import Schedule

SHOWN = Card("a", "t", Fact("![x](media:1f.png) ![y](media:2f.png)", "a"), ("tag",))
DECKS = (Deck("d", (SHOWN, Card("b", "", Fact("q", "a")))),)
MEDIA = {"1f.png": b"one", "9f.png": b"of another card"}


def members(data: bytes) -> dict[str, bytes]:
    """Return the files in a bundle."""
    with zipfile.ZipFile(BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_only_what_the_deck_shows_goes_along() -> None:
    """Its own pictures, no answers, no stamp: the file is the same on any day."""
    answers = (Answered(1, Attempt("a", Rating.GOOD)),)
    progress = {"a": Progress(Schedule(), answers)}
    bare = EXPORTER.write(Parcel(DECKS, MEDIA))
    assert EXPORTER.write(Parcel(DECKS, MEDIA, stamp=99, seed=5, progress=progress)) == bare
    found = members(bare)
    assert sorted(found) == ["bundle.json", "media/1f.png"]
    told = json.loads(found["bundle.json"])
    assert sorted(told) == ["decks", "format", "options", "removed", "version"]


def test_a_picture_that_is_missing_is_a_problem_before_writing() -> None:
    """By the card and the picture."""
    (problem,) = EXPORTER.problems(Parcel(DECKS, MEDIA))
    assert (problem.where, "2f.png" in problem.what) == ("card a", True)
    assert EXPORTER.problems(Parcel((Deck("d", (DECKS[0].cards[1],)),))) == ()


def test_each_card_is_told_and_an_id_that_comes_twice_is_refused() -> None:
    """Progress is counted in cards."""
    counts: list[int] = []
    EXPORTER.write(Parcel(DECKS, told=counts.append))
    assert sum(counts) == 2
    with pytest.raises(InitQuizError, match="share the id a"):
        EXPORTER.write(Parcel((*DECKS, Deck("e", (SHOWN,)))))
