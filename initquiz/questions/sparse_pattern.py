"""Sparse pattern: where a sparse layer is not 0, cell by cell; how many links are kept?

Sparse initialization keeps a fixed number of incoming links for each unit (Martens 2010: 15), so
that the scale of a unit's input does not depend on how many inputs there are. W is (n_in, n_out):
a column of the pattern is a unit, and each has equally many filled cells, while rows differ. A
mask drawn by chance has a fixed number nowhere. torch's `sparse_` empties equally many cells of
each column too, but torch stores a weight as (n_out, n_in): there a column is an input, so that
it fixes the links that leave each input, not those that reach a unit.

Easy: count one column. Medium: find out whether columns, rows or neither keep a fixed number, and
count it (0 for neither). Hard: torch's layout; the links a unit keeps on average, or the zeros in
percent, follow from the count of a column and both fans.

Counts are exact, as everything can be seen; averages and percentages are asked for within 2 %
and within 1 point. What the answer depends on can be seen in the first lines already.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from initquiz.asking.grading import number
from initquiz.asking.instance import Draft, drawn
from initquiz.asking.pictures import heatmap
from initquiz.asking.quantities import by_share
from initquiz.initializers import named
from initquiz.model.blocks import Heatmap
from initquiz.model.card import Level
from initquiz.model.measuring import Number, Quantity, Wrong
from initquiz.model.mistake import Mistake
from initquiz.model.question_type import QuestionType

_KEY = "sparse-pattern"
_VERSION = 1
_SIDES = tuple(range(12, 29))
_LINKS = (3, 10)  # the fewest and the most that are kept; more are tedious to count
_PALE = 0.6  # neighbours have two shades, so that they do not run into each other
_READ = 4  # columns and rows that the summary reads out
_EXACT = 0.01  # a whole number is right or wrong
_CHANCE = 0.2  # of the medium questions have no fixed number
_OBLONG = 1.2  # least ratio of the fans where they matter

Asked = tuple[str, Quantity, str]
"""What is asked: the prompt, the number, and how it is worked out."""


class _Pattern(NamedTuple):
    """Which cells are filled, how many are kept, and in each line of which kind ("": none)."""

    mask: NDArray[np.bool_]
    kept: int
    fixed: str
    column: str  # what a column is: a unit or an input
    row: str

    @property
    def columns(self) -> list[int]:
        """Return how many cells of each column are filled."""
        return [int(count) for count in self.mask.sum(axis=0)]

    @property
    def rows(self) -> list[int]:
        """Return how many cells of each row are filled."""
        return [int(count) for count in self.mask.sum(axis=1)]

    @property
    def telling(self) -> bool:
        """Tell whether the first lines show what is fixed: those counts agree, others differ."""
        seen = {"column": self.columns[:_READ], "row": self.rows[:_READ]}
        return all((len({*counts}) == 1) is (line == self.fixed) for line, counts in seen.items())

    def __str__(self) -> str:
        """Say what counting finds."""
        column, row = _span(self.columns), _span(self.rows)
        return f"A column ({self.column}) has {column} filled cells, a row ({self.row}) {row}."


def _span(counts: list[int]) -> str:
    least, most = min(counts), max(counts)
    return str(least) if least == most else f"{least} to {most}"


def _draft(rng: np.random.Generator, level: Level) -> Draft | None:
    """Return an instance; None where the first lines would mislead, or the fans hardly matter."""
    shape = height, width = tuple(map(int, rng.choice(_SIDES, size=2)))
    kept = int(rng.integers(_LINKS[0], _LINKS[1] + 1))
    fixed = "column"
    if level is Level.MEDIUM:
        fixed = str(rng.choice(("column", "row", ""), p=((1 - _CHANCE) / 2,) * 2 + (_CHANCE,)))
    lines = ("input", "unit") if level is Level.HARD else ("unit", "input")
    pattern = _Pattern(_mask(rng, (height, width), kept, fixed), kept, fixed, *lines)
    if not pattern.telling or max(shape) < _OBLONG * min(shape):
        return None
    ask = {
        Level.EASY: _count,
        Level.MEDIUM: _fixed_count,
        Level.HARD: _average if rng.integers(2) else _percent,
    }[level]
    prompt, asked, because = ask(pattern)
    if level is Level.HARD and asked.value == round(asked.value) and asked.high < asked.value + 0.5:
        return None  # it would be called exact, and is not asked for exactly
    block = _block(pattern)
    n_in, n_out = (width, height) if level is Level.HARD else (height, width)
    told = f"{asked.high - asked.value:.2g} either way" if level is Level.HARD else "exact"
    return Draft(
        prompt=prompt,
        blocks=(block,),
        answer=Number((asked,)),
        evidence=f"{pattern} {because}",
        explanation=_explanation(),
        facts={
            "scheme": "sparse",
            "n_in": n_in,
            "n_out": n_out,
            "sparsity_links": kept,
            "fixed": fixed or "chance",
            "filled": sum(pattern.rows),
            "zeros": n_in * n_out - sum(pattern.rows),
            "tolerance": told,
        },
        revealed=(replace(block, title=f"{kept} in each {fixed}" if fixed else "by chance"),),
    )


def _mask(
    rng: np.random.Generator, shape: tuple[int, int], kept: int, fixed: str
) -> NDArray[np.bool_]:
    """Draw a pattern with so many cells in each column, in each row, or on average."""
    if not fixed:
        return np.less(rng.random(shape), kept / shape[0])
    weights = named.sparse(rng, shape if fixed == "column" else shape[::-1], nonzero=kept)
    return np.not_equal(weights if fixed == "column" else weights.T, 0)


def _block(pattern: _Pattern) -> Heatmap:
    """Return the pattern as a block; the summary reads out lines, but does not count."""
    height, width = pattern.mask.shape
    start = (
        f"A pattern of {height} rows ({pattern.row}s) and {width} columns ({pattern.column}s); a "
        "cell is filled where the weight is not 0."
    )
    told = [start]
    for name, other, mask in (("Column", "row", pattern.mask.T), ("Row", "column", pattern.mask)):
        for i in range(_READ):
            filled = ", ".join(str(place + 1) for place in np.flatnonzero(mask[i]))
            where = f"{other}s {filled}" if filled else f"no {other}"
            told.append(f"{name} {i + 1} is filled in {where}.")
    shades = np.where(np.indices(pattern.mask.shape).sum(axis=0) % 2, 1.0, _PALE)
    cells = np.where(pattern.mask, shades, 0.0)
    block = heatmap(cells, limit=1.0, x_title=pattern.column, y_title=pattern.row)
    title = "Two shades, to ease counting"
    return replace(block, title=title, summary=" ".join(told), keyed=False)


def _whole(label: str, value: int, other: Mistake, wrong: Iterable[Wrong]) -> Quantity:
    """Return a count that has to be exact, with its mistakes: of two for a value the first."""
    found: dict[float, Wrong] = {}
    for one in wrong:
        if one.value != value:
            found.setdefault(one.value, one)
    return Quantity(label, value, value - _EXACT, value + _EXACT, other, tuple(found.values()))


def _count(pattern: _Pattern) -> Asked:
    """Ask how many cells of each column are filled."""
    (height, width), told = pattern.mask.shape, str(pattern)
    wrong = [
        _wrong(height - pattern.kept, "zeros-counted", "those are the zeros", told),
        _wrong(sum(pattern.rows), "total-counted", "that is the whole layer", told),
    ]
    if abs(pattern.rows[0] - pattern.kept) > 1:  # else it may be a slip
        title = "that was counted along a row, over the units"
        wrong.append(_wrong(pattern.rows[0], "row-for-column", title, told))
    prompt = (
        rf"A sparse layer has $n_{{in}}$ = {height} rows and $n_{{out}}$ = {width} columns, a "
        "column for each unit; filled cells are the weights that are not 0. How many incoming "
        "links does every unit keep?"
    )
    other = Mistake("miscounted", "count one column again", told)
    because = "The same for each unit: the scale of its input does not depend on n_in."
    return prompt, _whole("links per unit", pattern.kept, other, wrong), because


def _fixed_count(pattern: _Pattern) -> Asked:
    """Ask which lines have a fixed number, and for the number; 0 for none."""
    (height, width), told = pattern.mask.shape, str(pattern)
    wrong = []
    if pattern.fixed:
        length = height if pattern.fixed == "column" else width
        title = "one of the two counts is the same throughout"
        wrong.append(_wrong(0, "fixed-number-overlooked", title, told))
        wrong.append(_wrong(length - pattern.kept, "zeros-counted", "those are the zeros", told))
    title = "not all such lines have that number"
    firsts = (pattern.columns[0], pattern.rows[0])
    wrong += [_wrong(first, "varying-count", title, told) for first in firsts]
    prompt = (
        rf"Filled cells are the weights that are not 0, of a layer with $n_{{in}}$ = {height} rows "
        rf"and $n_{{out}}$ = {width} columns. Each unit keeps the same number of links, or each "
        "input does, or chance decided on every weight. What is that number (0 for chance)?"
    )
    because = {
        "column": "So a unit's incoming links are fixed, as Martens has it.",
        "row": "So an input's outgoing links are fixed, and units differ.",
        "": "Each weight was kept by chance: no number is fixed.",
    }[pattern.fixed]
    other = Mistake("miscounted", "count the lines again", told)
    value = pattern.kept if pattern.fixed else 0
    return prompt, _whole("fixed number", value, other, wrong), because


_TORCH = (
    "PyTorch stores a weight with a row for each unit, and its `sparse_` keeps equally many cells "
    "in each column; they are filled here."
)


def _average(pattern: _Pattern) -> Asked:
    """Ask for the mean number of incoming links in torch's layout."""
    (n_out, n_in), kept = pattern.mask.shape, pattern.kept
    value = kept * n_in / n_out
    why = (
        f"{kept} links leave each of {n_in} inputs and reach {n_out} units: {kept}·{n_in}/{n_out} "
        f"= {number(value)} on average."
    )
    wrong = (
        _wrong(kept, "outgoing-for-incoming", "a column is an input here, not a unit", why),
        _wrong(kept * n_out / n_in, "fans-swapped", "the fans are the wrong way round", why),
        _wrong(kept * n_in, "total-counted", "that is the whole layer", why),
        _wrong(pattern.rows[0], "one-for-average", "that is one unit, and units differ", why),
        _wrong(n_out - kept, "zeros-counted", "those are the zeros of a column", why),
    )
    prompt = (
        rf"{_TORCH} With $n_{{in}}$ = {n_in} and $n_{{out}}$ = {n_out}, how many incoming links "
        "does a unit keep on average (within 2 %)?"
    )
    other = Mistake("miscounted", "count a column and work it out again", why)
    return prompt, by_share("links per unit", value, 0.02, other, wrong=wrong), why


def _percent(pattern: _Pattern) -> Asked:
    """Ask for the share of zeros in torch's layout."""
    (n_out, n_in), kept = pattern.mask.shape, pattern.kept
    zeros = (n_out - kept) / n_out
    why = (
        f"Of {n_out} cells in a column {kept} are filled: 1 − {kept}/{n_out} = {100 * zeros:.3g} %."
    )
    wrong = (
        _wrong(100 - 100 * zeros, "density-for-sparsity", "that is the share that is kept", why),
        _wrong(100 - 100 * kept / n_in, "fans-swapped", "a column has n_out cells here", why),
        _wrong(zeros, "fraction-for-percent", "that is a fraction of 1, not of 100", why),
        _wrong(kept, "count-for-percent", "that is the number of links", why),
    )
    prompt = (
        rf"{_TORCH} With $n_{{in}}$ = {n_in} and $n_{{out}}$ = {n_out}, what percentage of the "
        "weights is 0 (within 1 point)?"
    )
    other = Mistake("miscounted", "count a column and work it out again", why)
    asked = by_share("zeros", 100 * zeros, 0.01 / zeros, other, wrong=wrong, unit="%")
    return prompt, asked, why


def _wrong(value: float, key: str, title: str, lesson: str) -> Wrong:
    return Wrong(float(value), Mistake(key, title, lesson))


def _explanation() -> str:
    """Return the longer lesson."""
    return (
        "Martens (2010) keeps a fixed number of *incoming* links for each unit, 15 in the paper, "
        r"and zeros elsewhere. With $W$ of shape $(n_{in}, n_{out})$ every column then has equally "
        "many. PyTorch's `sparse_` does the same to the columns of a weight of shape "
        r"$(n_{out}, n_{in})$, which fixes the *outgoing* links of each input instead. A random "
        "mask fixes neither. The number does not grow with $n_{in}$: the method is for units that "
        "differ and keep their scale in any layer, not for pruned models."
    )


QUESTION = QuestionType(
    key=_KEY,
    title="Sparse pattern",
    version=_VERSION,
    answer_kind=Number.kind,
    levels=tuple(Level),
    schemes=("sparse", "sparse_fraction"),
    claims=(22, 23),
    cards=("sparse-fifteen", "sparse-percentage", "sparse-torch", "trap-layout"),
    draw=partial(drawn, _KEY, _VERSION, _draft),
)
