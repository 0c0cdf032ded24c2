"""Anki packages: stable, complete, and taken by the real Anki as they are meant."""

import importlib
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from initquiz.errors import InitQuizError
from initquiz.exporters.anki_package import EXPORTER
from initquiz.formats.anki import FIELDS, NOTE_TYPE
from initquiz.model.blocks import Histogram
from initquiz.model.card import Card, Deck, Fact, Level, Skill
from initquiz.model.choosing import Choice, Option
from initquiz.model.exchange import Answered, Parcel, Progress
from initquiz.model.question import Question
from initquiz.model.question_type import QuestionType
from initquiz.model.review import Attempt, Rating
from initquiz.model.schedule import Memory, Schedule, State

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f"
    b"\x15\xc4\x89\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND"
    b"\xaeB`\x82"
)
FACT = Fact("What is $\\frac{2}{n_{in}}$?", "He's **variance**. ![p](media:p.png)", "A note.", "S")
CARDS = (
    Card("he-variance", "He init", FACT, ("he", "two words")),
    Card("skill-toy", "", Skill("toy", Level.EASY)),
)
PLOT = Histogram((0.0, 1.0), (3,), 3, summary="One bar.")
AT = 1_764_000_000_000_000


def _draw(seed: int, level: Level) -> Question:
    field = Choice((Option("He", "he"), Option("LeCun", "lecun")), seed % 2)
    return Question("toy", seed, level.value, 1, f"Which? {seed}", (PLOT,), field, "So.", {},
                    f"d{seed}", evidence="Seen.")  # fmt: skip


TOY = QuestionType("toy", "Toy", 1, "choice", (Level.EASY,), (), (), _draw)
PARCEL = Parcel(
    (Deck("My deck", CARDS),),
    media={"p.png": PNG, "unused.png": PNG},
    questions={"toy": TOY},
    picture=lambda _: PNG,
    instances=2,
    stamp=1_764_000_000,
)
PROGRESS = Progress(
    Schedule(
        state=State.REVIEW, memory=Memory(23.5, 5.25), due_day=1021, last_day=1000, reps=2, lapses=0
    ),
    (
        Answered(AT, Attempt("he-variance", Rating.GOOD, response_ms=4200), 3),
        Answered(AT + 3 * 86_400 * 10**6, Attempt("he-variance", Rating.EASY), 21),
    ),
)


def opened(data: bytes, folder: Path) -> tuple[sqlite3.Connection, dict[str, str]]:
    """Return the package's collection and its media map."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        (folder / "c.anki2").write_bytes(package.read("collection.anki2"))
        return sqlite3.connect(folder / "c.anki2"), json.loads(package.read("media"))


def test_the_same_parcel_is_the_same_file() -> None:
    """Byte for byte, and another stamp is another file."""
    assert EXPORTER.write(PARCEL) == EXPORTER.write(PARCEL)
    assert EXPORTER.write(PARCEL) != EXPORTER.write(replace(PARCEL, stamp=PARCEL.stamp + 1))


def test_the_fields_stay_as_they_are() -> None:
    """Anki updates nothing in a note type that changed: these are settled."""
    assert (*("Front", "Back", "Note", "Source", "Id", "Spare 1", "Spare 2", "Spare 3"),) == FIELDS
    assert NOTE_TYPE == 1_764_000_000_001


def test_a_note_has_its_cards_id_and_its_text(tmp_path: Path) -> None:
    """The guid is the card's id; formulas, braces, tags and pictures are as Anki wants them."""
    connection, media = opened(EXPORTER.write(PARCEL), tmp_path)
    with closing(connection):
        rows = connection.execute("SELECT guid, tags, flds, mod FROM notes ORDER BY rowid")
        notes = {guid: (tags, flds.split("\x1f"), mod) for guid, tags, flds, mod in rows}
    assert set(notes) == {"he-variance", "skill-toy-1", "skill-toy-2"}
    tags, fields, mod = notes["he-variance"]
    assert tags == " he two_words He_init "
    assert fields[0] == r"<p>What is \(\frac{2}{n_{in} }\)?</p>"
    assert '<img src="p.png" alt="p">' in fields[1]
    assert fields[4] == "he-variance"
    assert mod == PARCEL.stamp
    drawn = notes["skill-toy-1"][1]
    assert "A) He" in drawn[0]
    assert "Seen." in drawn[1]
    shown = set(media.values())
    assert "p.png" in shown
    assert "unused.png" not in shown
    assert any(f'src="{name}"' in drawn[0] for name in shown)


def test_progress_goes_along_only_if_asked_for(tmp_path: Path) -> None:
    """Without it a card is new; with it, it has its interval, its memory and its log."""
    connection, _ = opened(EXPORTER.write(PARCEL), tmp_path)
    with closing(connection):
        assert connection.execute("SELECT sum(type), count(*) FROM cards").fetchone() == (0, 3)
        assert connection.execute("SELECT count(*) FROM revlog").fetchone() == (0,)
    data = EXPORTER.write(replace(PARCEL, progress={"he-variance": PROGRESS}))
    connection, _ = opened(data, tmp_path)
    with closing(connection):
        card = connection.execute(
            "SELECT type, queue, ivl, reps, data FROM cards WHERE type = 2"
        ).fetchone()
        log = connection.execute("SELECT id, ease, ivl, lastIvl, time FROM revlog").fetchall()
    assert card[:4] == (2, 2, 21, 2)
    assert json.loads(card[4]) == {"s": 23.5, "d": 5.25}
    assert log[0] == (AT // 1000, 3, 3, 0, 4200)
    assert log[1][1:4] == (4, 21, 3)


def test_two_cards_of_one_id_are_refused() -> None:
    """Anki would take both and keep them apart."""
    with pytest.raises(InitQuizError, match="he-variance"):
        EXPORTER.write(replace(PARCEL, decks=(Deck("A", CARDS[:1]), Deck("B", CARDS[:1]))))


@pytest.mark.peers
def test_the_real_anki_takes_it(tmp_path: Path) -> None:
    """New the first time, nothing the second, updated after an edit; no mark is left raw."""
    anki: Any = importlib.import_module("anki.collection")
    collection = anki.Collection(str(tmp_path / "collection.anki2"))
    options = anki.ImportAnkiPackageOptions(with_scheduling=True, merge_notetypes=True)

    def take(parcel: Parcel) -> Any:  # noqa: ANN401 - Anki's own answer
        path = tmp_path / "deck.apkg"
        path.write_bytes(EXPORTER.write(parcel))
        request = anki.ImportAnkiPackageRequest(package_path=str(path), options=options)
        return collection.import_anki_package(request).log

    told = replace(PARCEL, progress={"he-variance": PROGRESS})
    first = take(told)
    assert (len(first.new), len(first.updated)) == (3, 0)
    assert len(take(told).new) == 0
    edited = replace(CARDS[0], content=replace(FACT, answer="Edited."))
    later = replace(told, decks=(Deck("My deck", (edited, CARDS[1])),), stamp=PARCEL.stamp + 1)
    assert len(take(later).updated) >= 1
    for number in collection.find_cards(""):
        shown = collection.get_card(number).render_output()
        text = shown.question_text + shown.answer_text
        assert "{{" not in text
        assert "$" not in text
    (number,) = collection.find_cards("Id:he-variance")
    card = collection.get_card(number)
    assert (card.ivl, card.reps) == (21, 2)
    assert card.memory_state.stability == pytest.approx(23.5)
    assert card.memory_state.difficulty == pytest.approx(5.25, abs=0.001)
    assert collection.media.have("p.png")
    collection.close()


def test_a_later_run_of_the_same_program_writes_the_same_file() -> None:
    """The order of sets and hashes, which differ from run to run, has no part in it."""
    code = (
        "import hashlib; from initquiz.exporters.anki_package import EXPORTER;"
        "from initquiz.model.card import Card, Deck, Fact;"
        "from initquiz.model.exchange import Parcel;"
        "cards = tuple(Card(f'c-{i}', 'T', Fact(f'Q ![](media:{i}.png)', 'A'), ('b', 'a'))"
        " for i in range(20)); media = {f'{i}.png': bytes([i]) for i in range(20)};"
        "print(hashlib.sha256(EXPORTER.write(Parcel((Deck('D', cards),), media))).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in "12"
    }
    assert len(runs) == 1


def test_accepted_answers_and_the_topic_travel_unseen(tmp_path: Path) -> None:
    """In spare fields that the card's template does not show."""
    card = replace(CARDS[0], content=replace(FACT, accept=("2/n", "a|b")))
    data = EXPORTER.write(replace(PARCEL, decks=(Deck("A :: B", (card,)),)))
    connection, _ = opened(data, tmp_path)
    with closing(connection):
        (fields,) = connection.execute("SELECT flds FROM notes").fetchone()
        models, decks = connection.execute("SELECT models, decks FROM col").fetchone()
    assert fields.split("\x1f")[5:] == [r"2/n | a\|b", "He init", ""]
    assert "Spare" not in json.loads(models)[str(NOTE_TYPE)]["tmpls"][0]["afmt"]
    assert {deck["name"] for deck in json.loads(decks).values()} == {"Default", "A::B"}


def test_progress_tells_learning_from_relearning(tmp_path: Path) -> None:
    """Anki's FSRS begins anew at a learning step; a lapse must not look like one."""
    ratings = (Rating.GOOD, Rating.GOOD, Rating.AGAIN, Rating.GOOD)
    intervals = (0, 5, 0, 2)
    answers = tuple(
        Answered(AT + i * 86_400 * 10**6, Attempt("he-variance", rating), days)
        for i, (rating, days) in enumerate(zip(ratings, intervals, strict=True))
    )
    progress = replace(PROGRESS, answers=answers)
    connection, _ = opened(
        EXPORTER.write(replace(PARCEL, progress={"he-variance": progress})), tmp_path
    )
    with closing(connection):
        kinds = connection.execute("SELECT type, ivl, lastIvl FROM revlog ORDER BY id").fetchall()
    assert kinds == [(0, 0, 0), (0, 5, 0), (1, 0, 5), (2, 2, 0)]


def test_whoever_counts_may_end_it() -> None:
    """Each card is told once; what the listener raises comes through, and nothing is returned."""
    heard: list[int] = []

    def told(count: int) -> None:
        heard.append(count)
        if sum(heard) == 2:
            raise KeyboardInterrupt

    facts = tuple(Card(f"c-{i}", "", FACT) for i in range(5))
    with pytest.raises(KeyboardInterrupt):
        EXPORTER.write(replace(PARCEL, decks=(Deck("D", facts),), told=told))
    assert heard == [1, 1]
    EXPORTER.write(replace(PARCEL, told=heard.append))
    assert heard == [1, 1, 1, 1]


def test_what_anki_cannot_be_told_is_listed() -> None:
    """Skills, missing pictures, equal ids, removed cards; a sound parcel has none."""
    assert EXPORTER.problems(replace(PARCEL, decks=(Deck("D", CARDS[:1]),))) == ()
    unknown = Card("other", "", Skill("no-such", Level.EASY))
    decks = (Deck("D", (*CARDS, CARDS[0], unknown)),)
    found = EXPORTER.problems(replace(PARCEL, decks=decks, media={}, removed=("old-1", "old-2")))
    assert [(problem.where, problem.what.split()[0]) for problem in found] == [
        ("card he-variance", "shows"),
        ("card skill-toy", "becomes"),
        ("card he-variance", "has"),
        ("card he-variance", "shows"),
        ("card other", "asks"),
        ("Anki", "keeps"),
    ]
    assert "Id:old-1 OR Id:old-2" in found[-1].hint
    many = EXPORTER.problems(replace(PARCEL, decks=(), removed=tuple(f"x-{i}" for i in range(99))))
    assert "keeps 99 cards" in many[0].what
    assert "and so on" in many[0].hint


def test_a_sample_shows_front_and_back() -> None:
    """Read from what is written: text as Markdown, pictures with it, one instance of a skill."""
    fact, skill = EXPORTER.sample(PARCEL) if EXPORTER.sample else ()
    assert [part.label for part in fact.parts] == ["Front", "Back"]
    assert fact.parts[0].text == FACT.question
    assert fact.parts[1].text == f"{FACT.answer}\n\nA note.\n\nS"
    assert fact.media == {"p.png": PNG}
    front, back = (part.text for part in skill.parts)
    assert "Which?" in front
    assert "A) He\n\nB) LeCun" in front
    assert "Seen." in back
    assert all(f"media:{name}" in front for name in skill.media)


def test_a_sample_leaves_out_what_anki_would_not_load() -> None:
    """A picture of the web is its words there, so it is here."""
    card = Card("c", "", Fact("![a plot](https://a.example/x.png)", "A"))
    (sample,) = EXPORTER.sample(Parcel((Deck("D", (card,)),))) if EXPORTER.sample else ()
    assert sample.parts[0].text == "a plot"
    assert sample.media == {}
