"""What the commands print for people: aligned columns and short sentences."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from initquiz.asking.grading import spoken
from initquiz.drawing.reading import plain_markdown
from initquiz.errors import Problem
from initquiz.model.choosing import letter
from initquiz.model.counts import Counts, DeckCounts
from initquiz.model.measuring import Number, PointOnPlot
from initquiz.model.question import Question
from initquiz.model.question_type import QuestionType
from initquiz.model.review import Event
from initquiz.model.study_day import iso_time
from initquiz.study.importing import Fate, Preview
from initquiz.terminal.cards import name
from initquiz.terminal.layout import clean, many, table

if TYPE_CHECKING:
    from initquiz.study.proving import Proof
    from initquiz.study.statistics import Numbers

_NUMBERS = frozenset(range(1, 8))
_MOST = 12  # confusions that are listed


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
    told = [*preview.guesses, *map(str, preview.problems)]
    if preview.reviews:
        told.append(f"The file carries {many(preview.reviews, 'answer')} (--with-progress).")
    if preview.removed:
        told.append(
            f"{many(len(preview.removed), 'card')} of the collection the file's deck no longer has"
            " (--remove)."
        )
    return "\n".join([first, *(f"  {clean(each)}" for each in told)])


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
    """Return a drawn question's answer, its evidence and explanation, its laws and its facts."""
    field = question.answer
    facts = [(f"  {key}", str(value)) for key, value in question.facts.items()]
    facts += [("  error_bound", f"{question.error_bound:.3g}"), ("  digest", question.digest)]
    measured = isinstance(field, Number | PointOnPlot)
    letters = "" if measured else " ".join(letter(int(i)) for i in field.solution) + ") "
    parts = [
        f"Answer: {letters}{plain_markdown(spoken(question, field.solution))}",
        plain_markdown(question.evidence),
        plain_markdown(question.explanation),
    ]
    if isinstance(field, Number | PointOnPlot):
        ranges = [("  accepted", "from", "to")]
        ranges += [
            (f"  {plain_markdown(q.label)}", f"{q.low:.6g}", f"{q.high:.6g}")
            for q in field.quantities
        ]
        parts.append(table(ranges, frozenset({1, 2})))
    elif any(option.law for option in field.options):
        laws = [("  option", "law", "std", "density")]
        laws += [
            (f"  {letter(i)}", law.family, f"{law.std:.6g}", f"{law.density:.6g}")
            for i, law in enumerate(option.law for option in field.options)
            if law
        ]
        parts.append(table(laws, frozenset({2, 3})))
    return "\n\n".join((*parts, table(facts)))


def numbers(found: "Numbers") -> str:
    """Return the answers by rating, a row for each question type, and what is mixed up."""
    from initquiz.study.confusions import words  # noqa: PLC0415 - loads numpy

    if not found.answers:
        return "No answers yet."
    rated = ", ".join(f"{count:,} {name(rating)}" for rating, count in found.by_rating.items())
    parts = [f"{many(found.answers, 'answer')}: {rated}."]
    if found.skills:
        skills = [
            (
                skill.key,
                f"{skill.answers:,}",
                f"{100 * skill.right / skill.answers:.0f} %",
                f"{skill.median_ms / 1000:.0f} s" if skill.right else "–",
            )
            for skill in found.skills
        ]
        header = ("Question type", "answers", "right", "median")
        parts.append(table([header, *skills], frozenset({1, 2, 3})))
    if found.mixed_up:
        pairs = [(words(confusion), f"{count}") for confusion, count in found.mixed_up[:_MOST]]
        parts.append(table([("Mixed up", "times"), *pairs], frozenset({1})))
    return "\n\n".join(parts)


def proofs(found: "Sequence[Proof]") -> str:
    """Return what was proven of each question type, then the faults."""
    rows = [("Question type", "instances", "refused", "worst error bound", "ms", "problems")]
    rows += [
        (
            proof.key,
            f"{proof.instances:,}",
            f"{proof.refused:,}",
            f"{proof.worst_error_bound:.2g}",
            f"{proof.milliseconds:.0f}",
            f"{len(proof.problems):,}",
        )
        for proof in found
    ]
    faults = tuple(problem for proof in found for problem in proof.problems)
    return f"{table(rows, _NUMBERS)}\n{problems(faults)}"


def _due(counts: Counts) -> tuple[str, str, str, str]:
    return f"{counts.new}", f"{counts.learning}", f"{counts.review}", f"{counts.total}"
