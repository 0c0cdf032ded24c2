"""There and back: our export read again, straight and through the real Anki."""

import importlib
import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz import wiring
from initquiz.exporters.anki_package import EXPORTER
from initquiz.formats.pictures import kept_name
from initquiz.formats.zipped import zipped
from initquiz.importers.anki_package import read
from initquiz.model.card import Card, Deck, Fact, Level, Skill
from initquiz.model.exchange import Answered, Parcel, Progress, Reading
from initquiz.model.options import Options
from initquiz.model.review import Attempt, Rating
from initquiz.model.schedule import Memory, Schedule
from initquiz.model.study_day import Now, day_at
from initquiz.schedule import replay
from tests.importers.anki_corpus import PNG

KEPT = kept_name(PNG, "png")
GIF = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\4\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"
OTHER = kept_name(GIF, "gif")
MEDIA = {KEPT: PNG, OTHER: GIF}
AT, DAY = 1_764_000_000_000_000, 86_400 * 10**6

PIECES = [
    "He", "2/n", "a_b", "5 * 3", "*so*", "**so**", "`n_in`", "$x_1$", "$\\frac{2}{n_{in}}$", "<b>",
    "a < b", "&amp;", "5$", "#1", '"q"', "[x]", "é 日本", "[x](https://a.b/c?d=e&f)",
    "{{c1::x}}", f"![a plot](media:{KEPT})", f"![](media:{OTHER})",
]  # fmt: skip
LINES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(
    lambda some: "A " + " ".join(some)
)
BLOCKS = LINES | st.sampled_from(
    ["- one\n- two $x$", "1. one\n2. two", "```python\nx = a_b < 1\n```", "> said", "## Head",
     "$$\\sum_{i} x_{i}$$", "| a | b |\n| --- | --- |\n| 1 | $x$ |", "one\\\ntwo"]
)  # fmt: skip
# Two lists in a row would be one list, in any spelling.
TEXTS = BLOCKS | st.tuples(LINES, BLOCKS, LINES).map("\n\n".join)
TAGS = st.lists(st.sampled_from(["he", "init::xavier", "é", "2-n"]), unique=True).map(tuple)
FACTS = st.builds(
    Fact, TEXTS, TEXTS, TEXTS | st.just(""), LINES | st.just(""),
    st.lists(st.sampled_from(["2/n", "a|b", "$x$"]), unique=True).map(tuple),
)  # fmt: skip
TOPICS = st.sampled_from(["", "He init", "Layers"])
RATINGS = st.lists(st.sampled_from(list(Rating)), min_size=1, max_size=6)


def learned(card: str, ratings: list[Rating], apart: int = 4) -> Progress:
    """Return the progress of a card that was rated so, some days apart."""
    schedule = Schedule()
    answers = []
    for place, rating in enumerate(ratings):
        at = AT + place * apart * DAY + int(card[5:]) * 1_000_000
        attempt = Attempt(card, rating, response_ms=1_000 + place)
        schedule = replay.advance(schedule, card, rating, Now(at, day_at(at)), Options())
        days = 0 if schedule.due_day is None else schedule.due_day - day_at(at)
        answers.append(Answered(at, attempt, days))
    return Progress(schedule, tuple(answers))


def remembered(answers: tuple[Answered, ...]) -> Memory | None:
    """Return the memory that a card's answers leave."""
    schedule = Schedule()
    for each in answers:
        now = Now(each.at, day_at(each.at))
        schedule = replay.advance(schedule, each.attempt.card, each.attempt.rating, now, Options())
    return schedule.memory


def cards(reading: Reading) -> dict[str, Card]:
    """Return the cards of a reading by their ids."""
    return {card.id: card for deck in reading.decks for card in deck.cards}


@given(
    facts=st.lists(st.tuples(FACTS, TOPICS, TAGS, RATINGS | st.just([])), min_size=1, max_size=3)
)
def test_what_goes_out_comes_back(
    facts: list[tuple[Fact, str, tuple[str, ...], list[Rating]]],
) -> None:
    """Ids, texts letter by letter, accepted answers, topics, tags, pictures, progress, order."""
    made = tuple(Card(f"card-{i}", fact[1], fact[0], fact[2]) for i, fact in enumerate(facts))
    progress = {
        f"card-{i}": learned(f"card-{i}", fact[3]) for i, fact in enumerate(facts) if fact[3]
    }
    parcel = Parcel((Deck("Top :: Sub", made),), MEDIA, progress=progress)
    reading = read(EXPORTER.write(parcel), "d.apkg")
    assert reading.problems == ()
    assert cards(reading) == {card.id: card for card in made}
    if not progress:  # those that are learned come first
        assert reading.decks == parcel.decks
    assert reading.reviews == {card: each.answers for card, each in progress.items()}
    texts = "".join(f"{card.content}" for card in made)
    assert reading.media == {name: data for name, data in MEDIA.items() if name in texts}


SHELF = (
    Fact(
        "What is $\\frac{2}{n_{in}}$ < 1?",
        "He's **variance**.\n\n- one\n- two",
        "A *note*.",
        "S, 4",
    ),
    Fact(f"Read this:\n\n![a plot](media:{KEPT})", "| a | b |\n| --- | --- |\n| 1 | $x_{a_{b}}$ |"),
    Fact("```python\nW = a_b * 2 < 3\n```", f"`W` & ![](media:{OTHER})", accept=("2/n", "a|b")),
    Fact("Costs $5 and {{this}} is text", "$$\\sum_{i} x_{i}$$"),
    Fact("Plain words", "One\\\nTwo"),
)
MADE = tuple(
    Card(f"card-{i}", "He init" if i % 2 else "", fact, ("he", "init::xavier")[: i % 3])
    for i, fact in enumerate(SHELF)
)
HISTORIES = {
    "card-0": [Rating.GOOD, Rating.GOOD, Rating.EASY, Rating.AGAIN, Rating.GOOD, Rating.HARD],
    "card-1": [Rating.EASY],
    "card-2": [Rating.AGAIN, Rating.GOOD],
    "card-3": [Rating.EASY, Rating.AGAIN],
}
PARCEL = Parcel(
    (Deck("Deep learning :: Init", MADE[:3]), Deck("Default", MADE[3:])),
    MEDIA,
    stamp=AT // 10**6,
    progress={card: learned(card, ratings) for card, ratings in HISTORIES.items()},
)


class Anki:
    """A fresh collection of the real program."""

    def __init__(self, folder: Path) -> None:
        """Open it in a folder."""
        self.api: Any = importlib.import_module("anki.collection")
        self.folder = folder
        self.collection = self.api.Collection(str(folder / "collection.anki2"))

    def take(self, parcel: Parcel) -> Any:  # noqa: ANN401 - Anki's own answer
        """Import a parcel; return Anki's log."""
        path = self.folder / "ours.apkg"
        path.write_bytes(EXPORTER.write(parcel))
        options = self.api.ImportAnkiPackageOptions(with_scheduling=True, merge_notetypes=True)
        request = self.api.ImportAnkiPackageRequest(package_path=str(path), options=options)
        return self.collection.import_anki_package(request).log

    def give(self, *, legacy: bool) -> bytes:
        """Return all of the collection as a package."""
        path = self.folder / f"{legacy}.apkg"
        options = self.api.ExportAnkiPackageOptions(
            with_scheduling=True, with_deck_configs=True, with_media=True, legacy=legacy
        )
        self.collection.export_anki_package(out_path=str(path), options=options, limit=None)
        return path.read_bytes()

    def back_up(self, *, legacy: bool) -> bytes:
        """Return the whole collection as Anki backs it up, and open it again."""
        path = self.folder / f"{legacy}.colpkg"
        self.collection.export_collection_package(str(path), include_media=True, legacy=legacy)
        self.collection.reopen()
        return path.read_bytes()


@pytest.fixture
def anki(tmp_path: Path) -> Any:  # noqa: ANN401 - yields an `Anki`
    """Open the real Anki, and close it behind the test."""
    opened = Anki(tmp_path)
    yield opened
    opened.collection.close()


@pytest.mark.peers
@pytest.mark.parametrize("legacy", [True, False], ids=["legacy", "modern"])
def test_it_survives_the_real_anki(anki: Anki, *, legacy: bool) -> None:
    """Ids, texts, tags, topics, pictures, the review log and what FSRS makes of it."""
    assert len(anki.take(PARCEL).new) == len(MADE)
    reading = read(anki.give(legacy=legacy), "back.apkg")
    assert reading.problems == ()
    found = cards(reading)
    assert set(found) == {card.id for card in MADE}
    for card in MADE:
        assert found[card.id].content == card.content
        assert found[card.id].topic == card.topic
        assert set(found[card.id].tags) == set(card.tags)
    assert {deck.name: {c.id for c in deck.cards} for deck in reading.decks} == {
        deck.name: {c.id for c in deck.cards} for deck in PARCEL.decks
    }
    assert reading.media == MEDIA
    assert reading.reviews == {card: each.answers for card, each in PARCEL.progress.items()}
    for key, progress in PARCEL.progress.items():
        assert remembered(reading.reviews[key]) == progress.schedule.memory


@pytest.mark.peers
@pytest.mark.parametrize("legacy", [True, False], ids=["legacy", "modern"])
def test_a_back_up_of_the_real_anki_is_read(anki: Anki, *, legacy: bool) -> None:
    """A `.colpkg` holds the same, in another wrapping."""
    anki.take(PARCEL)
    reading = read(anki.back_up(legacy=legacy), "all.colpkg")
    found = cards(reading)
    assert {key: card.content for key, card in found.items()} == {
        card.id: card.content for card in MADE
    }
    assert reading.media == MEDIA
    assert reading.reviews == {card: each.answers for card, each in PARCEL.progress.items()}


@pytest.mark.peers
def test_anki_has_the_memory_and_shows_every_card(anki: Anki) -> None:
    """The same stability and difficulty, no raw mark, every picture there."""
    anki.take(PARCEL)
    for number in anki.collection.find_cards(""):
        card = anki.collection.get_card(number)
        shown = card.render_output()
        text = shown.question_text + shown.answer_text
        assert "{{" not in text.replace("{{this}}", "")
        assert "$" not in text.replace("Costs $5", "")
        assert "media:" not in text
        for name in re.findall(r'src="([^"]+)"', text):
            assert anki.collection.media.have(name)
        progress = PARCEL.progress.get(card.note()["Id"])
        memory = progress.schedule.memory if progress else None
        if memory is None:
            assert (card.memory_state, card.type) == (None, 0)
        else:
            assert card.memory_state.stability == pytest.approx(memory.stability, abs=1e-3)
            assert card.memory_state.difficulty == pytest.approx(memory.difficulty, abs=1e-2)


@pytest.mark.peers
def test_a_second_import_brings_nothing_and_an_edit_updates(anki: Anki) -> None:
    """The learner's own progress in Anki is left alone."""
    anki.take(PARCEL)
    again = anki.take(PARCEL)
    assert (len(again.new), len(again.updated)) == (0, 0)
    edited = replace(MADE[4], content=Fact("Plain words", "Edited."))
    decks = (PARCEL.decks[0], Deck("Default", (MADE[3], edited)))
    later = anki.take(replace(PARCEL, decks=decks, stamp=PARCEL.stamp + 1))
    assert (len(later.new), len(later.updated) > 0) == (0, True)
    found = cards(read(anki.give(legacy=True), "back.apkg"))
    assert found["card-4"].content == Fact("Plain words", "Edited.")
    assert len(found) == len(MADE)


def test_a_compute_it_card_comes_back_once_for_all_its_instances() -> None:
    """With its topic and tags, among the facts of its deck; and that is said."""
    cards = (
        Card("skill-1", "Sums", Skill("sum-of-squares", Level.EASY), ("compute",)),
        Card("fact", "Sums", Fact("q", "a")),
        Card("skill-2", "", Skill("sum-of-squares", Level.HARD)),
    )
    questions = wiring.plug_ins().questions
    parcel = Parcel((Deck("d", cards),), questions=questions, instances=3, stamp=1_800_000_000)
    reading = read(EXPORTER.write(parcel), "deck.apkg")
    assert reading.decks == parcel.decks
    assert reading.problems == ()
    assert "instances of compute-it cards, which draw new ones: 6 (2 cards)" in reading.guesses


def test_a_spelling_is_believed_only_if_it_gives_the_very_html() -> None:
    """Who edits a card in Anki is not overruled by what an export left there."""
    table = "| a   | b |\n| --- | - |\n| 1   | 2 |"
    parcel = Parcel((Deck("d", (Card("t", "", Fact(table, "a")),)),), stamp=1_800_000_000)
    package = EXPORTER.write(parcel)
    assert read(package, "d").decks == parcel.decks
    members = {}
    with zipfile.ZipFile(BytesIO(package)) as file:
        for name in file.namelist():
            members[name] = file.read(name)
    edited = members["collection.anki2"].replace(b"<td>1</td>", b"<td>9</td>")
    assert edited != members["collection.anki2"]
    (deck,) = read(zipped(members | {"collection.anki2": edited}), "d").decks
    content = deck.cards[0].content
    assert isinstance(content, Fact)
    assert "9" in content.question
