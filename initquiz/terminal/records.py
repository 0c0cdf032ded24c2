"""The shapes that `--json` prints: plain dictionaries whose keys scripts rely on."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from initquiz.errors import InitQuizError, Problem, RefusedFileError
from initquiz.model.answers import AnswerField
from initquiz.model.arranging import Match
from initquiz.model.blocks import Block
from initquiz.model.choosing import Choice, Option, letter
from initquiz.model.counts import Counts, DeckCounts
from initquiz.model.measuring import Number, PointOnPlot, Quantity
from initquiz.model.question import Question
from initquiz.model.question_type import QuestionType
from initquiz.model.review import Event
from initquiz.model.study_day import iso_day, iso_time
from initquiz.study.importing import Fate, Preview

if TYPE_CHECKING:
    from initquiz.study.proving import Proof
    from initquiz.study.statistics import Numbers

Record = dict[str, Any]


def dumps(value: object, *, ascii_only: bool = False) -> str:
    """Return a value as JSON on one line; infinities, which JSON lacks, raise ValueError."""
    return json.dumps(value, ensure_ascii=ascii_only, allow_nan=False)


def of_counts(counts: Counts) -> Record:
    """Return cards left today by kind, and all together."""
    return {**counts._asdict(), "total": counts.total}


def of_deck(deck: DeckCounts) -> Record:
    """Return one deck: its name, what is due, how many cards it has."""
    return {
        "name": deck.name,
        **of_counts(deck.due),
        "cards": deck.cards,
        "unseen": deck.unseen,
        "skills": deck.skills,
    }


def of_due(total: Counts, decks: Iterable[DeckCounts]) -> Record:
    """Return what is due in the whole collection, and deck by deck.

    The daily limits hold for the collection as a whole, so the decks may add up to more.
    """
    records = [of_deck(deck) for deck in decks]
    sums = {key: sum(record[key] for record in records) for key in ("cards", "unseen", "skills")}
    return {**of_counts(total), **sums, "decks": records}


def of_event(event: Event, *, counted: bool) -> Record:
    """Return a row of the log; the fields of an attempt are null on a retraction."""
    attempt = event.attempt
    return {
        "id": event.id,
        "card": event.card,
        "device": event.device,
        "sequence": event.sequence,
        "at": iso_time(event.at),
        "day": iso_day(event.day),
        "rating": attempt and int(attempt.rating),
        "rating_name": attempt and attempt.rating.name.lower(),
        "grade": attempt and attempt.grade,
        "answer": attempt and attempt.answer,
        "response_ms": attempt and attempt.response_ms,
        "confidence": attempt and attempt.confidence,
        "hint": attempt and attempt.hint,
        "seed": attempt and attempt.seed,
        "level": attempt and attempt.level,
        "version": attempt and attempt.version,
        "digest": attempt and attempt.digest,
        "confusion": attempt and attempt.confusion,
        "retracts": event.retracts,
        "counted": counted,
    }


def of_question_type(kind: QuestionType) -> Record:
    """Return a question type without its functions."""
    return {
        "key": kind.key,
        "title": kind.title,
        "answer_kind": kind.answer_kind,
        "levels": list(kind.levels),
        "schemes": list(kind.schemes),
        "claims": list(kind.claims),
        "cards": list(kind.cards),
        "slow": kind.slow,
        "version": kind.version,
    }


def of_question(question: Question) -> Record:
    """Return a drawn question with everything needed to show and to check it."""
    return {
        "key": question.key,
        "seed": question.seed,
        "level": question.level,
        "version": question.version,
        "prompt": question.prompt,
        "blocks": [_block(block) for block in question.blocks],
        "answer": of_answer(question.answer),
        "evidence": question.evidence,
        "explanation": question.explanation,
        "facts": question.facts,
        "digest": question.digest,
        "error_bound": question.error_bound,
    }


def of_answer(field: AnswerField) -> Record:
    """Return an answer field: options with their laws, what is correct, the tolerance.

    `options` is empty and `correct` the value, or the values, where a number is asked for;
    `tolerance` then gives the accepted ends, both included.
    """
    if isinstance(field, Number | PointOnPlot):
        return {
            "kind": field.kind,
            "options": [],
            "correct": field.solution[0] if len(field.solution) == 1 else list(field.solution),
            "tolerance": [[quantity.low, quantity.high] for quantity in field.quantities],
            "quantities": [_quantity(quantity) for quantity in field.quantities],
        }
    return {
        "kind": field.kind,
        "options": [
            {"label": letter(index), **_option(option)}
            for index, option in enumerate(field.options)
        ],
        "correct": field.correct if isinstance(field, Choice) else list(field.correct),
        "tolerance": None,
        **({"items": list(field.items)} if isinstance(field, Match) else {}),
    }


def _option(option: Option) -> Record:
    return {
        "text": option.text,
        "key": option.key,
        "law": option.law and option.law._asdict(),
        "note": option.note,
        "mistake": option.mistake and option.mistake._asdict(),
    }


def _quantity(asked: Quantity) -> Record:
    return {
        "label": asked.label,
        "unit": asked.unit,
        "value": asked.value,
        "low": asked.low,
        "high": asked.high,
        "mistakes": [{"value": w.value, **w.mistake._asdict()} for w in asked.wrong],
    }


def of_problem(problem: Problem) -> Record:
    """Return a fault: where, what, hint."""
    return problem._asdict()


def of_import(file: str, preview: Preview, *, listed: bool = False) -> Record:
    """Return what an import of one file does; `listed` card by card."""
    record = {
        "file": file,
        **{fate.value: preview.count(fate) for fate in Fate},
        "refused": len(preview.problems),
        "removed": [card.id for _, card in preview.removed],
        "reviews": preview.reviews,
        "guesses": list(preview.guesses),
        "problems": [of_problem(problem) for problem in preview.problems],
    }
    if listed:
        record["cards"] = [
            {"id": card.id, "deck": deck, "fate": fate.value} for deck, card, fate in preview.cards
        ]
    return record


def of_refused(file: str, error: InitQuizError) -> Record:
    """Return the record of a file that could not be read at all."""
    faults = error.problems if isinstance(error, RefusedFileError) else ()
    faults = (Problem(file, str(error)), *faults)
    return {
        "file": file,
        **{fate.value: 0 for fate in Fate},
        "refused": len(faults),
        "removed": [],
        "reviews": 0,
        "guesses": [],
        "problems": [of_problem(problem) for problem in faults],
    }


def of_imports(files: Sequence[Record], *, dry_run: bool) -> Record:
    """Return what an import of several files does, all together and file by file."""
    keys = (*(fate.value for fate in Fate), "refused")
    sums = {key: sum(file[key] for file in files) for key in keys}
    return {**sums, "dry_run": dry_run, "files": list(files)}


def of_numbers(found: "Numbers") -> Record:
    """Return the numbers of all answers: by rating, by question type, by confusion."""
    return {
        "answers": found.answers,
        "ratings": {rating.name.lower(): count for rating, count in found.by_rating.items()},
        "skills": [{**skill._asdict(), "mixed_up": dict(skill.mixed_up)} for skill in found.skills],
        "mixed_up": dict(found.mixed_up),
    }


def of_proof(proof: "Proof") -> Record:
    """Return what a run over many seeds found of a question type."""
    return {**asdict(proof), "problems": [of_problem(each) for each in proof.problems]}


def _block(block: Block) -> Record:
    return {"kind": block.kind, **asdict(block)}
