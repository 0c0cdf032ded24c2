"""Quality control: draws a question type many times and checks every promise it makes."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from initquiz.errors import Problem, UnanswerableError
from initquiz.initializers.identify import WORST_ERROR
from initquiz.model.card import Level
from initquiz.model.question import OptionLaw, Question
from initquiz.model.question_type import QuestionType
from initquiz.model.verdict import Grade, Verdict

_RARE = 1e-6  # a fair shuffle looks unfair this seldom
_SAME = 1e-9  # relative; laws closer than this are one law
_FEW = 5  # expected count a position needs before its chi-square means anything


@dataclass(frozen=True, slots=True)
class Proof:
    """What a run over many seeds found: how many instances, the worst bound, the faults.

    `refused` counts the seeds for which the type found no provable instance and said so.
    """

    key: str
    instances: int
    refused: int
    worst_error_bound: float
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
    instances, refused, worst = 0, 0, 0.0
    for done, seed in enumerate(seeds, start=1):
        for level in question_type.levels:
            where = f"{key} seed {seed} {level}"
            try:
                question = question_type.draw(seed, level)
                faults = list(_faults(question_type, question, seed, level))
            except UnanswerableError:
                refused += 1
                continue
            except Exception as error:  # noqa: BLE001  any crash of a plug-in is the finding
                problems.append(Problem(where, f"crashes with {type(error).__name__}: {error}"))
                continue
            instances += 1
            worst = max(worst, question.error_bound)
            positions[len(question.answer.options)][question.answer.correct] += 1
            problems += [Problem(where, fault) for fault in faults]
        if progress:
            progress(done)
    problems += [Problem(key, fault) for fault in _uneven(positions)]
    return Proof(key, instances, refused, worst, tuple(problems))


def _faults(kind: QuestionType, question: Question, seed: int, level: Level) -> Iterator[str]:
    """Yield what is wrong with one instance."""
    if kind.draw(seed, level) != question:
        yield "drawn twice, it is not the same question."
    if (question.seed, question.level) != (seed, level.value):
        yield f"names seed {question.seed} and level {question.level} as its own."
    if not 0 <= question.error_bound <= WORST_ERROR:
        yield f"an ideal observer may err with probability {question.error_bound:.2g}."
    options, correct = question.answer.options, question.answer.correct
    if not 0 <= correct < len(options):
        yield f"its correct option, {correct}, is none of {len(options)}."
    for a, b in combinations(options, 2):
        if _same_law(a.law, b.law) or a.text == b.text:
            yield f"its options {a.text!r} and {b.text!r} are one."
    expected = {None: Grade.UNKNOWN, correct: Grade.RIGHT}
    for index in (None, *range(len(options))):
        for fault in _misjudged(kind.grade(question, index), expected.get(index, Grade.WRONG)):
            yield f"answer {index} {fault}"


def _misjudged(verdict: Verdict, expected: Grade) -> Iterator[str]:
    """Yield what is wrong with one verdict, as the end of a sentence."""
    if verdict.grade is not expected:
        yield f"is graded {verdict.grade}, not {expected}."
    if not (verdict.title and verdict.why and all(verdict.option_notes)):
        yield "is not explained."
    if bool(verdict.misconception) is not (verdict.grade is Grade.WRONG):
        yield f"is tagged {verdict.misconception!r}."
    for curve in (curve for block in verdict.blocks for curve in block.curves):
        if len(curve.xs) != len(curve.ys) or not all(map(math.isfinite, curve.xs + curve.ys)):
            yield f"draws a curve, {curve.label!r}, that is not finite."


def _same_law(a: OptionLaw, b: OptionLaw) -> bool:
    """Tell whether two options' laws agree but for rounding."""
    return (
        a.family == b.family
        and math.isclose(a.std, b.std, rel_tol=_SAME)
        and math.isclose(a.density, b.density, rel_tol=_SAME)
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
