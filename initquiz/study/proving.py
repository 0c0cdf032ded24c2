"""Quality control: draws a question type many times and checks every promise it makes."""

import math
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from initquiz.asking.grading import grade
from initquiz.errors import Problem, UnanswerableError
from initquiz.initializers.identify import WORST_ERROR
from initquiz.model.answers import AnswerField
from initquiz.model.blocks import Block, Heatmap
from initquiz.model.card import Level
from initquiz.model.choosing import Choice, Option, OptionLaw
from initquiz.model.measuring import Number, PointOnPlot, Quantity
from initquiz.model.question import Question
from initquiz.model.question_type import QuestionType
from initquiz.model.verdict import Grade, Verdict
from initquiz.study.guessing import Guesser

if TYPE_CHECKING:
    from initquiz.model.mistake import Given

_RARE = 1e-6  # a fair shuffle looks unfair this seldom
_SAME = 1e-9  # relative; laws closer than this are one law
_FEW = 5  # expected count a position needs before its chi-square means anything
_SLOWEST = 0.99  # the quantile of the times that is told


@dataclass(frozen=True, slots=True)
class Proof:
    """What a run over many seeds found: how many instances, the worst bound, the faults.

    `refused` counts the seeds for which the type found no provable instance and said so;
    `milliseconds` is the processor time of a draw that one in a hundred exceeds.
    """

    key: str
    instances: int
    refused: int
    worst_error_bound: float
    milliseconds: float
    problems: tuple[Problem, ...] = ()


def prove(
    key: str,
    question_type: QuestionType,
    seeds: Iterable[int],
    progress: Callable[[int], None] | None = None,
) -> Proof:
    """Draw every seed at every level and check each instance, then the run as a whole.

    `progress` is told the number of seeds done. A fault, even a crash of the type, becomes a
    Problem that names seed and level; nothing is raised.
    """
    problems: list[Problem] = []
    positions: dict[int, Counter[int]] = defaultdict(Counter)
    guesser = Guesser()
    times: list[float] = []
    instances, refused, worst = 0, 0, 0.0
    for done, seed in enumerate(seeds, start=1):
        for level in question_type.levels:
            where = f"{key} seed {seed} {level}"
            started = time.thread_time()
            try:
                question = question_type.draw(seed, level)
                times.append(time.thread_time() - started)
                faults = list(_faults(question_type, question, seed, level))
            except UnanswerableError:
                refused += 1
                continue
            except Exception as error:  # noqa: BLE001  any crash of a plug-in is the finding
                problems.append(Problem(where, f"crashes with {type(error).__name__}: {error}"))
                continue
            instances += 1
            worst = max(worst, question.error_bound)
            if isinstance(question.answer, Choice):
                positions[len(question.answer.options)][question.answer.correct] += 1
            guesser.meet(question)
            problems += [Problem(where, fault) for fault in faults]
        if progress:
            progress(done)
    run = [*_uneven(positions), *guesser.faults(), *_mostly_refused(instances, refused)]
    problems += [Problem(key, fault) for fault in run]
    slowest = sorted(times)[int(_SLOWEST * (len(times) - 1))] * 1000 if times else 0.0
    return Proof(key, instances, refused, worst, slowest, tuple(problems))


def _faults(kind: QuestionType, question: Question, seed: int, level: Level) -> Iterator[str]:
    """Yield what is wrong with one instance."""
    # One seed in ten is drawn again: the others use the same dice.
    if seed % 10 == 0 and kind.draw(seed, level) != question:
        yield "drawn twice, it is not the same question."
    if (question.key, question.seed, question.level) != (kind.key, seed, level.value):
        yield f"names {question.key}, seed {question.seed} and level {question.level} as its own."
    if question.answer.kind != kind.answer_kind:
        yield f"is answered by a {question.answer.kind}, not by a {kind.answer_kind}."
    if not 0 <= question.error_bound <= WORST_ERROR:
        yield f"an ideal observer may err with probability {question.error_bound:.2g}."
    if not (question.prompt and question.explanation and question.evidence):
        yield "lacks its prompt, its evidence or its explanation."
    for block in (*question.blocks, *question.revealed):
        yield from _ill_drawn(block)
    yield from _ill_posed(question.answer)
    yield from _misgraded(question)


def _ill_drawn(block: Block) -> Iterator[str]:
    """Yield what is wrong with a block."""
    if not block.summary:
        yield f"its {block.kind} has no summary for those who cannot see it."
    if isinstance(block, Heatmap):
        if not all(map(math.isfinite, (value for row in block.cells for value in row))):
            yield "its heatmap has cells that are not finite."
        return
    for curve in getattr(block, "curves", ()):
        if len(curve.xs) != len(curve.ys) or not all(map(math.isfinite, curve.xs + curve.ys)):
            yield f"draws a curve, {curve.label!r}, that is not finite."
    values = getattr(block, "values", ())
    if not all(map(math.isfinite, values)):
        yield f"its {block.kind} has values that are not finite."


def _ill_posed(field: AnswerField) -> Iterator[str]:
    """Yield what is wrong with an answer field."""
    if not isinstance(field, Number | PointOnPlot):
        for a, b in combinations(field.options, 2):
            if _one(a, b):
                yield f"its options {a.text!r} and {b.text!r} are one."
        return
    for quantity in field.quantities:
        yield from _ill_measured(quantity)
    if isinstance(field, PointOnPlot):
        nearest = field.least + field.step * round((field.solution[0] - field.least) / field.step)
        if not field.least <= nearest <= field.most or not field.quantity.accepts(nearest):
            yield "its marker cannot be set on the right place."
        if field.quantity.accepts(field.start):
            yield "its marker starts on the right place."


def _ill_measured(quantity: Quantity) -> Iterator[str]:
    """Yield what is wrong with a number that is asked for."""
    if not quantity.low < quantity.value < quantity.high:
        yield f"{quantity.label}: {quantity.value:g} is not inside its own tolerance."
    for wrong in quantity.wrong:
        if quantity.accepts(wrong.value):
            yield f"{quantity.label}: the mistake {wrong.mistake.key} counts as right."
        elif quantity.found(wrong.value) != wrong.mistake:
            yield f"{quantity.label}: the mistake {wrong.mistake.key} is not found."


def _misgraded(question: Question) -> Iterator[str]:
    """Yield what is wrong with the verdicts on the right answer, on none and on wrong ones."""
    field = question.answer
    answers: list[tuple[Given | None, Grade]] = [
        (None, Grade.UNKNOWN),
        (field.solution, Grade.RIGHT),
        *((wrong, Grade.WRONG) for wrong in field.wrong_answers()),
    ]
    if isinstance(field, Number | PointOnPlot):
        lows, highs = zip(*((q.low, q.high) for q in field.quantities), strict=True)
        answers += [(lows, Grade.RIGHT), (highs, Grade.RIGHT)]
    for given, expected in answers:
        for fault in _misjudged(grade(question, given), expected):
            yield f"answer {given} {fault}"


def _misjudged(verdict: Verdict, expected: Grade) -> Iterator[str]:
    """Yield what is wrong with one verdict, as the end of a sentence."""
    if verdict.grade is not expected:
        yield f"is graded {verdict.grade}, not {expected}."
    if not (verdict.title and verdict.why):
        yield "is not explained."
    named = bool(verdict.misconception and verdict.confusion)
    if named is not (verdict.grade is Grade.WRONG) or verdict.misconception == "other":
        yield f"is tagged {verdict.misconception!r}, {verdict.confusion!r}."
    for block in verdict.blocks:
        yield from _ill_drawn(block)


def _mostly_refused(instances: int, refused: int) -> Iterator[str]:
    """Yield a fault if more than one seed in a hundred finds no question."""
    if refused > 0.01 * (instances + refused):
        yield f"{refused} of {instances + refused} seeds find no question."


def _one(a: Option, b: Option) -> bool:
    """Tell whether two options are the same to a learner."""
    if a.text == b.text or a.key == b.key:
        return True
    return a.law is not None and b.law is not None and _same_law(a.law, b.law)


def _same_law(a: OptionLaw, b: OptionLaw) -> bool:
    """Tell whether two options' laws agree but for rounding."""
    return (
        a.family == b.family
        and math.isclose(a.std, b.std, rel_tol=_SAME)
        and math.isclose(a.density, b.density, rel_tol=_SAME)
        and math.isclose(a.mean, b.mean, rel_tol=_SAME)
    )


def _uneven(positions: dict[int, Counter[int]]) -> Iterator[str]:
    """Yield a fault for each number of options whose right answers do not fall evenly."""
    for size, seen in positions.items():
        fair = seen.total() / size
        if fair < _FEW:
            continue
        chi_square = sum((seen[i] - fair) ** 2 for i in range(size)) / fair
        if _survival(chi_square, size - 1) < _RARE:
            yield f"among {size} options the right one falls unevenly: {sorted(seen.items())}."


def _survival(x: float, freedom: int) -> float:
    """Return P(chi-square > x), by the recurrence in steps of two degrees of freedom."""
    if not freedom or not x:
        return 1.0
    half = x / 2
    first, tail = (0.5, math.erfc(math.sqrt(half))) if freedom % 2 else (1.0, math.exp(-half))
    powers = (first + step for step in range(math.ceil(freedom / 2) - 1))
    return tail + sum(math.exp(p * math.log(half) - half - math.lgamma(p + 1)) for p in powers)
