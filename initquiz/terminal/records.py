"""The shapes that `--json` prints: plain dictionaries whose keys scripts rely on."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from initquiz.errors import InitQuizError, Problem, RefusedFileError
from initquiz.model.counts import Counts, DeckCounts
from initquiz.model.question import Block, Question
from initquiz.model.question_type import QuestionType
from initquiz.model.review import Event
from initquiz.model.study_day import iso_day, iso_time
from initquiz.study.exchange import Fate, Preview

if TYPE_CHECKING:
    from initquiz.study.proving import Proof

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
        "version": kind.version,
    }


def of_question(question: Question) -> Record:
    """Return a drawn question with everything needed to show and to check it."""
    choice = question.answer
    return {
        "key": question.key,
        "seed": question.seed,
        "level": question.level,
        "version": question.version,
        "prompt": question.prompt,
        "blocks": [_block(block) for block in question.blocks],
        "answer": {
            "kind": choice.kind,
            "options": [
                {"label": choice.letter(index), **asdict(option)}
                for index, option in enumerate(choice.options)
            ],
            "correct": choice.correct,
            "tolerance": None,
        },
        "explanation": question.explanation,
        "facts": question.facts,
        "digest": question.digest,
        "error_bound": question.error_bound,
    }


def of_problem(problem: Problem) -> Record:
    """Return a fault: where, what, hint."""
    return problem._asdict()


def of_import(file: str, preview: Preview) -> Record:
    """Return what an import of one file does."""
    return {
        "file": file,
        **{fate.value: preview.count(fate) for fate in Fate},
        "refused": len(preview.problems),
        "problems": [of_problem(problem) for problem in preview.problems],
    }


def of_refused(file: str, error: InitQuizError) -> Record:
    """Return the record of a file that could not be read at all."""
    faults = error.problems if isinstance(error, RefusedFileError) else ()
    faults = (Problem(file, str(error)), *faults)
    return {
        "file": file,
        **{fate.value: 0 for fate in Fate},
        "refused": len(faults),
        "problems": [of_problem(problem) for problem in faults],
    }


def of_imports(files: Sequence[Record], *, dry_run: bool) -> Record:
    """Return what an import of several files does, all together and file by file."""
    keys = (*(fate.value for fate in Fate), "refused")
    sums = {key: sum(file[key] for file in files) for key in keys}
    return {**sums, "dry_run": dry_run, "files": list(files)}


def of_proof(proof: "Proof") -> Record:
    """Return what a run over many seeds found of a question type."""
    return {**asdict(proof), "problems": [of_problem(each) for each in proof.problems]}


def _block(block: Block) -> Record:
    return {"kind": block.kind, **asdict(block)}
