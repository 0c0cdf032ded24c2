"""What the commands print for people: aligned columns and short sentences."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from initquiz.drawing.reading import plain_markdown
from initquiz.errors import Problem
from initquiz.model.counts import Counts, DeckCounts
from initquiz.model.question import Question
from initquiz.model.question_type import QuestionType
from initquiz.model.review import Event
from initquiz.model.study_day import iso_time
from initquiz.study.exchange import Fate, Preview
from initquiz.terminal.cards import name
from initquiz.terminal.layout import clean, many, table

if TYPE_CHECKING:
    from initquiz.study.proving import Proof

_NUMBERS = frozenset(range(1, 8))


def due(total: Counts, decks: Sequence[DeckCounts]) -> str:
    """Return what is due today, a row for each deck and one for all together."""
    rows = [("Due today", "new", "learning", "review", "total")]
    rows += [(clean(deck.name), *_due(deck.due)) for deck in decks]
    if len(decks) != 1:
        rows.append(("All decks", *_due(total)))
    return table(rows, _NUMBERS)


def decks(found: Iterable[DeckCounts]) -> str:
    """Return the decks with their cards and what is due."""
    rows = [("Deck", "cards", "unseen", "skills", "due")]
    rows += [
        (clean(d.name), f"{d.cards}", f"{d.unseen}", f"{d.skills}", f"{d.due.total}") for d in found
    ]
    return table(rows, _NUMBERS)


def log(events: Sequence[Event], counted: frozenset[str]) -> str:
    """Return the log's rows: when, which card, the grade, the answer, how long it took."""
    if not events:
        return "The log is empty."
    numbers = {event.id: str(event.sequence) for event in events}
    rows = []
    for event in events:
        when = iso_time(event.at)[:19].replace("T", " ")
        attempt = event.attempt
        if attempt is None:
            undone = numbers.get(event.retracts or "", event.retracts or "")
            rows.append((str(event.sequence), when, clean(event.card), f"takes back {undone}", ""))
            continue
        grade = name(attempt.rating) + ("" if event.id in counted else " (taken back)")
        details = f"{attempt.response_ms / 1000:.1f} s  {attempt.grade}  {clean(attempt.answer)}"
        rows.append((str(event.sequence), when, clean(event.card), grade, details))
    return table([("#", "UTC", "card", "grade", "answer"), *rows], frozenset({0}))


def imported(file: str, preview: Preview, *, dry_run: bool) -> str:
    """Return what an import of one file does, and the faults it met."""
    counts = ", ".join(f"{preview.count(fate)} {fate}" for fate in Fate)
    first = f"{clean(file)}: {counts}, {len(preview.problems)} refused"
    if dry_run:
        first += " (dry run: nothing was written)"
    return "\n".join([first, *(f"  {clean(str(problem))}" for problem in preview.problems)])


def problems(found: Sequence[Problem]) -> str:
    """Return faults a line each, or the good news that there is none."""
    if not found:
        return "No problems found."
    return "\n".join([f"{many(len(found), 'problem')}:", *(f"  {clean(str(p))}" for p in found)])


def question_types(kinds: Iterable[QuestionType]) -> str:
    """Return the question types a line each."""
    rows = [("Key", "title", "answer", "levels", "schemes")]
    rows += [
        (kind.key, kind.title, kind.answer_kind, ", ".join(kind.levels), f"{len(kind.schemes)}")
        for kind in kinds
    ]
    return table(rows, frozenset({4}))


def solution(question: Question) -> str:
    """Return a drawn question's answer, its explanation, its laws and its facts."""
    choice = question.answer
    right = choice.options[choice.correct]
    laws = [("  option", "law", "std", "density")]
    laws += [
        (f"  {choice.letter(i)}", o.law.family, f"{o.law.std:.6g}", f"{o.law.density:.6g}")
        for i, o in enumerate(choice.options)
    ]
    facts = [(f"  {key}", str(value)) for key, value in question.facts.items()]
    facts += [("  error_bound", f"{question.error_bound:.3g}"), ("  digest", question.digest)]
    return "\n\n".join(
        (
            f"Answer: {choice.letter(choice.correct)}) {plain_markdown(right.text)}",
            plain_markdown(question.explanation),
            table(laws, frozenset({2, 3})),
            table(facts),
        )
    )


def proofs(found: "Sequence[Proof]") -> str:
    """Return what was proven of each question type, then the faults."""
    rows = [("Question type", "instances", "refused", "worst error bound", "problems")]
    rows += [
        (
            proof.key,
            f"{proof.instances:,}",
            f"{proof.refused:,}",
            f"{proof.worst_error_bound:.2g}",
            f"{len(proof.problems):,}",
        )
        for proof in found
    ]
    faults = tuple(problem for proof in found for problem in proof.problems)
    return f"{table(rows, _NUMBERS)}\n{problems(faults)}"


def _due(counts: Counts) -> tuple[str, str, str, str]:
    return f"{counts.new}", f"{counts.learning}", f"{counts.review}", f"{counts.total}"
