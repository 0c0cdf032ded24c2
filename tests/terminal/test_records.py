"""The JSON shapes: the keys that scripts rely on, with plain numbers."""

import json

import pytest

from initquiz.errors import Problem, RefusedFileError
from initquiz.model.card import Card, Level
from initquiz.model.counts import Counts, DeckCounts
from initquiz.model.question_type import QuestionType
from initquiz.model.review import Attempt, Event, Rating
from initquiz.study.importing import Fate, Preview
from initquiz.study.proving import Proof
from initquiz.terminal import records


def test_what_is_due_adds_up() -> None:
    """The whole collection's counts stand beside each deck's."""
    decks = [
        DeckCounts("A", Counts(20, 1, 2), cards=30, unseen=25, skills=1),
        DeckCounts("B", Counts(20, 0, 0), cards=40, unseen=40, skills=2),
    ]
    record = records.of_due(Counts(20, 1, 2), decks)
    assert list(record) == [
        *("new", "learning", "review", "total", "cards", "unseen", "skills", "decks")
    ]
    assert (record["total"], record["cards"], record["unseen"], record["skills"]) == (23, 70, 65, 3)
    assert record["decks"][1]["name"] == "B"
    assert record["decks"][1]["total"] == 20


def test_an_answer_in_the_log() -> None:
    """Times are ISO in UTC, the rating is a number with its name, nothing is left out."""
    attempt = Attempt(
        "c1", Rating.GOOD, "right", "he_normal", 1500, None, seed=7, level="easy", version=1
    )
    event = Event("id", "dev", 3, 1_795_424_400_000_001, 739_943, "c1", attempt)
    record = json.loads(records.dumps(records.of_event(event, counted=True)))
    assert record == {
        "id": "id",
        "card": "c1",
        "device": "dev",
        "sequence": 3,
        "at": "2026-11-23T09:00:00.000001Z",
        "day": "2026-11-23",
        "rating": 3,
        "rating_name": "good",
        "grade": "right",
        "answer": "he_normal",
        "response_ms": 1500,
        "confidence": None,
        "hint": False,
        "seed": 7,
        "level": "easy",
        "version": 1,
        "digest": None,
        "confusion": "",
        "retracts": None,
        "counted": True,
    }


def test_a_retraction_in_the_log() -> None:
    """An undo has the same keys, no rating, and names what it takes back."""
    event = Event("id2", "dev", 4, 0, 739_943, "c1", retracts="id")
    record = records.of_event(event, counted=False)
    assert record["retracts"] == "id"
    assert record["rating"] is record["rating_name"] is record["answer"] is record["seed"] is None


def test_a_question_in_full(guess: QuestionType) -> None:
    """Arrays, options with their laws, the right one's index, the facts; the same each time."""
    question = guess.draw(7, Level.EASY)
    text = records.dumps(records.of_question(question))
    assert text == records.dumps(records.of_question(guess.draw(7, Level.EASY)))
    record = json.loads(text)
    assert set(record) == {
        *("key", "seed", "level", "version", "prompt", "blocks", "answer"),
        *("evidence", "explanation", "facts", "digest", "error_bound"),
    }
    (block,) = record["blocks"]
    assert block["kind"] == "histogram"
    assert block["counts"] == [250, 500, 249]
    assert len(block["edges"]) == 4
    answer = record["answer"]
    assert (answer["kind"], answer["correct"], answer["tolerance"]) == ("choice", 2, None)
    assert answer["options"][2] == {
        "label": "C",
        "text": "LeCun normal",
        "key": "o2",
        "law": {"family": "normal", "std": 0.3, "density": 1.0, "mean": 0.0},
        "note": "predicts 0.3",
        "mistake": {
            "key": "width",
            "title": "the width is off",
            "lesson": "Your sample measures σ = 0.3.",
        },
    }
    assert record["facts"] == {"n_in": 64}


def test_a_question_type_without_its_functions(guess: QuestionType) -> None:
    """What a script needs to ask for one."""
    assert records.of_question_type(guess) == {
        "key": "guess",
        "title": "Guess",
        "answer_kind": "choice",
        "levels": ["easy", "hard"],
        "schemes": ["lecun"],
        "claims": [3],
        "cards": [],
        "slow": False,
        "version": 1,
    }


def test_imports_add_up(fact: Card) -> None:
    """Each file's counts and faults, and all together; a file not read counts as refused."""
    read = records.of_import(
        "a.md", Preview((("Deck", fact, Fate.NEW),), (Problem("line 3", "no answer."),))
    )
    refused = records.of_refused("b.md", RefusedFileError("b.md is empty."))
    both = records.of_imports([read, refused], dry_run=True)
    assert (both["new"], both["updated"], both["unchanged"], both["refused"]) == (1, 0, 0, 2)
    assert both["dry_run"] is True
    assert both["files"][0]["problems"] == [{"where": "line 3", "what": "no answer.", "hint": ""}]
    assert both["files"][1]["problems"][0]["what"] == "b.md is empty."


def test_a_proof_is_plain() -> None:
    """Faults become objects; the bound stays a number."""
    proof = Proof("guess", 4, 0, 1e-9, 7.5, (Problem("guess", "uneven."),))
    record = json.loads(records.dumps(records.of_proof(proof)))
    assert record["worst_error_bound"] == 1e-9
    assert record["problems"][0]["what"] == "uneven."


def test_json_is_json_everywhere() -> None:
    """No NaN gets out, and where the encoding is poor the text is escaped."""
    assert records.dumps({"σ": 1}) == '{"σ": 1}'
    assert records.dumps({"σ": 1}, ascii_only=True) == '{"\\u03c3": 1}'
    with pytest.raises(ValueError, match="JSON"):
        records.dumps(float("nan"))
