"""Cards out and in, as the Share screen has it done."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from initquiz.errors import DiskError, InitQuizError, Problem, UnknownKeyError, UsageError
from initquiz.model.card import Card, Deck, Level, Skill
from initquiz.model.exchange import Exporter, Importer, Parcel, Part, Reading, Sample
from initquiz.model.question_type import QuestionType
from initquiz.model.study_day import Now
from initquiz.study.collection import Collection
from initquiz.study.sharing import Count, Last, Order, Pick, Sharing

Facts = Callable[[int], list[Card]]


def names(parcel: Parcel) -> bytes:
    """Write the ids of all cards, one a line, and whether pictures can be drawn."""
    cards = [card.id for deck in parcel.decks for card in deck.cards]
    for _ in cards:
        if parcel.told:
            parcel.told(1)
    return "\n".join([*cards, f"{parcel.instances} of {parcel.seed}"]).encode()


def samples(parcel: Parcel) -> tuple[Sample, ...]:
    """Show each card by its id."""
    return tuple(Sample((Part("Card", c.id),)) for deck in parcel.decks for c in deck.cards)


def faults(parcel: Parcel) -> tuple[Problem, ...]:
    """Complain about every card."""
    return tuple(Problem(f"card {c.id}", "is odd") for deck in parcel.decks for c in deck.cards)


def reading(data: bytes, name: str) -> Reading:
    """Read a deck of one card whose id is the file's text."""
    del name
    card = Card(data.decode(), "", Skill("coin", Level.EASY))
    return Reading((Deck("d", (card,)),))


EXPORTERS = {
    "plain": Exporter("plain", "Plain", (".txt",), names),
    "shown": Exporter("shown", "Shown", (".s",), names, problems=faults, sample=samples),
}
IMPORTERS = {"one": Importer("one", "One", (".one",), reading)}


@pytest.fixture
def sharing(
    collection: Collection, questions: Mapping[str, QuestionType], now: Now, facts: Facts
) -> Sharing:
    """Sharing on a collection of three facts, one of them tagged, and a skill."""
    cards = facts(3)
    collection.cards.save("one", [replace(cards[0], tags=("hot",)), *cards[1:]])
    collection.cards.save("two", [Card("coin", "", Skill("coin", Level.EASY))])
    return Sharing(collection.database.path, questions, IMPORTERS, EXPORTERS, lambda: now)


def test_what_there_is_to_choose_from_is_counted(sharing: Sharing) -> None:
    """Decks and tags with their cards; a pick that fits nothing holds none."""
    assert sharing.stock() == ((("one", 3), ("two", 1)), (("hot", 1),))
    assert sharing.count(Pick()) == Count(4, 1)
    assert sharing.count(Pick("one")) == Count(3, 0)
    assert sharing.count(Pick(tag="hot")) == Count(1, 0)
    assert sharing.count(Pick(words="question 2")) == Count(1, 0)
    assert sharing.count(Pick(words="no such words")) == Count(0, 0)
    assert sharing.suffixes() == (".one",)


def test_a_look_shows_few_cards_and_all_problems(sharing: Sharing) -> None:
    """Samples of the first cards; the remarks are about every one."""
    order = Order(Pick(), "shown")
    look = sharing.look(order)
    assert [each.parts[0].text for each in look.samples] == ["card-0", "card-1", "coin"]
    assert [len(each.places) for each in sharing.problems(order)] == [4]


def test_a_look_without_samples_shows_the_file(sharing: Sharing) -> None:
    """Its first lines, as they would be written."""
    assert sharing.look(Order(Pick("one"), "plain")).text.splitlines()[:2] == ["card-0", "card-1"]


def test_looking_leaves_no_trace(sharing: Sharing, collection: Collection) -> None:
    """The stamp of an export is not used up by a look."""
    before = collection.settings.get("export_stamp")
    sharing.look(Order(Pick(), "shown"))
    assert collection.settings.get("export_stamp") == before


def test_an_export_is_what_was_ordered(sharing: Sharing, tmp_path: Path) -> None:
    """The picked cards, the numbers, and word of each card."""
    target, told = tmp_path / "out.txt", list[int]()
    order = Order(Pick("one"), "plain", instances=2, seed=7)
    assert sharing.export(order, target, told=told.append) == 3
    assert target.read_text() == "card-0\ncard-1\ncard-2\n2 of 7"
    assert told == [1, 1, 1]


def test_what_ends_an_export_leaves_the_old_file(sharing: Sharing, tmp_path: Path) -> None:
    """Cancelled on the way or at the last moment: the file is as it was, nothing beside it."""
    target = tmp_path / "out.txt"
    target.write_text("old")

    def stop(_count: int = 0) -> None:
        raise InitQuizError("enough")

    for given in ({"told": stop}, {"commit": stop}):
        with pytest.raises(InitQuizError, match="enough"):
            sharing.export(Order(Pick(), "plain"), target, **given)  # type: ignore[arg-type]
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir() if "out" in path.name] == ["out.txt"]


def test_a_target_that_is_no_place_is_refused(
    sharing: Sharing, tmp_path: Path, collection: Collection
) -> None:
    """The collection itself, a folder, a folder that is not there, a format that is not there."""
    order = Order(Pick(), "plain")
    with pytest.raises(UsageError, match="collection itself"):
        sharing.export(order, collection.database.path)
    for target in (tmp_path, tmp_path / "gone" / "out.txt"):
        with pytest.raises(DiskError, match="nothing was changed"):
            sharing.export(order, target)
    with pytest.raises(UnknownKeyError, match="nothing-like-it"):
        sharing.export(Order(Pick(), "nothing-like-it"), tmp_path / "x")


def test_pictures_are_drawn_by_who_is_asked(sharing: Sharing) -> None:
    """The exporter is given the picture function of the look."""
    given: list[object] = []

    def remember(parcel: Parcel) -> tuple[Sample, ...]:
        given.append(parcel.picture)
        return ()

    def picture(_blocks: object) -> bytes:
        return b""

    sharing.exporters = {"shown": replace(EXPORTERS["shown"], sample=remember)}
    sharing.look(Order(Pick(), "shown"), picture)
    assert given == [picture]


def test_drawing_can_be_ended_anywhere(sharing: Sharing, tmp_path: Path) -> None:
    """A look, a list of problems, a file: each asks before every question."""

    def draw(parcel: Parcel) -> bytes:
        for kind in parcel.questions.values():
            kind.draw(0, Level.EASY)
        return b""

    def stop() -> None:
        raise InitQuizError("enough")

    sharing.exporters = {"x": Exporter("x", "X", (".x",), draw)}
    order = Order(Pick(), "x")
    with pytest.raises(InitQuizError, match="enough"):
        sharing.look(order, check=stop)
    with pytest.raises(InitQuizError, match="enough"):
        sharing.export(order, tmp_path / "x", check=stop)
    assert not (tmp_path / "x").exists()


def test_files_are_read_compared_and_adopted(
    sharing: Sharing, tmp_path: Path, collection: Collection
) -> None:
    """Each file is a step of its own; a bad one is told and stops none."""
    paths = [tmp_path / "a.one", tmp_path / "b.one", tmp_path / "c.pptx"]
    for path in paths:
        path.write_text(path.stem)
    arrivals = sharing.receive(paths)
    assert [row.met.value for row in arrivals.rows] == ["refused", "new", "new"]
    assert collection.cards.get("a") is None
    changes = sharing.adopt(arrivals, with_progress=False, remove=False)
    assert changes.cards == {"a", "b"}
    assert changes.decks
    assert collection.cards.get("a") is not None


def test_imports_are_taken_back_one_by_one(
    sharing: Sharing, tmp_path: Path, collection: Collection
) -> None:
    """The last first; when none is left there is nothing to take back."""
    assert sharing.last_import() is None
    for name in ("a", "b"):
        (tmp_path / f"{name}.one").write_text(name)
        sharing.adopt(
            sharing.receive([tmp_path / f"{name}.one"]), with_progress=False, remove=False
        )
    assert sharing.last_import() == Last("b.one", 1)
    undone = sharing.undo()
    assert undone is not None
    assert undone[0] == Last("b.one", 1)
    assert collection.cards.get("b") is None
    assert collection.cards.get("a") is not None
    assert sharing.undo() is not None
    assert sharing.undo() is None


def test_cards_a_file_lacks_go_only_if_that_is_asked_for(
    sharing: Sharing, tmp_path: Path, collection: Collection
) -> None:
    """Offered, then done."""
    collection.cards.save("d", [Card("lonely", "", Skill("coin", Level.EASY))])
    (tmp_path / "a.one").write_text("a")
    arrivals = sharing.receive([tmp_path / "a.one"])
    assert arrivals.missing == 1
    sharing.adopt(arrivals, with_progress=False, remove=False)
    assert collection.cards.get("lonely") is not None
    sharing.adopt(sharing.compare(arrivals.readings), with_progress=False, remove=True)
    assert collection.cards.get("lonely") is None


def test_formulas_may_be_set_ahead(sharing: Sharing, collection: Collection) -> None:
    """What a worker puts into the cache is there for the window."""
    from initquiz.model.formula import Formula  # noqa: PLC0415 - only here

    with sharing.formulas() as cache:
        cache.put("key", Formula("<svg/>", 1.0, 1.0, 0.0, "x"))
    assert collection.formulas.get("key") is not None
