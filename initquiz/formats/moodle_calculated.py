r"""Many instances of one question as one calculated question, whose numbers Moodle draws.

Instances that differ in nothing but numbers share a template: their text with a name in braces
where the numbers differ. Moodle knows such names as datasets; an attempt takes the values of one
row from all of them at once, so a row is an instance, and Moodle never mixes two. The right
answer and the value of each mistake are datasets too, and each answer's formula is only its
name: nothing is computed twice, so nothing can be computed differently.

The tolerance is one for all rows, so it must be a share of the value or a factor. Numbers are
written without commas between thousands, which Moodle would not take for numbers. In formulas a
brace that opens before a letter gets a space (`n_{ in}`), or Moodle would look for a dataset.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from initquiz.formats import moodle
from initquiz.formats.moodle_marks import HALF
from initquiz.model.measuring import Quantity

CATEGORY = "Numbers drawn by Moodle"
LEAST = 3
"""Rows below which it is not worth a question of its own."""

_NUMBER = re.compile(
    r"(?<![A-Za-z_\d.])"
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:e[-+]?\d+)?)"
    r"(?![A-Za-z_\d]|[.,]\d)"
)
_FORMULA = re.compile(r"\\\(.*?\\\)|\\\[.*?\\\]", re.DOTALL)
_OPENED = re.compile(r"\{(?=[A-Za-z])")
_RELATIVE, _GEOMETRIC = "1", "3"
_CLOSE = 1e-9


class Row(NamedTuple):
    """One instance: the HTML of what is asked and told, its number, its lessons as HTML."""

    asked: str
    told: str
    quantity: Quantity
    lessons: tuple[str, ...]
    lesson: str


class _Tolerance(NamedTuple):
    """A tolerance that holds for every row: Moodle's type of it, and how much."""

    kind: str
    amount: float


def calculated(rows: Sequence[Row]) -> list[str] | None:
    """Return the elements of a calculated question without name and id.

    Of rows with different words the most that share a template are taken, the first of equally
    many; None if they are fewer than `LEAST`, or if a tolerance has no equivalent.
    """
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[_likeness(row)].append(row)
    alike = max(groups.values(), key=len, default=[])
    if len(alike) < LEAST or "{" in "".join(_outside(row) for row in alike):
        return None
    tolerance = _tolerance(alike[0].quantity)
    if tolerance is None:
        return None
    return _written(alike, tolerance)


def _likeness(row: Row) -> tuple[object, ...]:
    """Return what rows of one template have in common."""
    asked = row.quantity
    tolerance = _tolerance(asked)
    known = (tolerance.kind, f"{tolerance.amount:.9g}") if tolerance else ()
    texts = (_NUMBER.sub("0", text) for text in _texts(row))
    return (*texts, tuple(wrong.mistake.key for wrong in asked.wrong), asked.unit, known)


def _texts(row: Row) -> tuple[str, ...]:
    return (row.asked, row.told, row.lesson, *row.lessons)


def _outside(row: Row) -> str:
    """Return a row's texts without their formulas, where a brace is shown as one."""
    return "".join(_FORMULA.sub("", text) for text in _texts(row))


def _tolerance(asked: Quantity) -> _Tolerance | None:
    value = asked.value
    if value <= 0 or asked.low <= 0:
        return None
    below, above = (value - asked.low) / value, (asked.high - value) / value
    if abs(below - above) <= _CLOSE:
        return _Tolerance(_RELATIVE, round(above, 12))
    if abs(value / asked.low - asked.high / value) <= _CLOSE:
        return _Tolerance(_GEOMETRIC, round(above, 12))
    return None


def _written(rows: Sequence[Row], tolerance: _Tolerance) -> list[str]:
    datasets = _Datasets(len(rows))
    asked, told, other, *lessons = (
        datasets.template(texts) for texts in zip(*map(_texts, rows), strict=True)
    )
    rules = (("synchronize", "0"), ("single", "0"), ("answernumbering", "abc"))
    answers = [_answer("100", datasets.named([row.quantity.value for row in rows]), "", tolerance)]
    for place, lesson in enumerate(lessons):
        name = datasets.named([row.quantity.wrong[place].value for row in rows])
        answers.append(_answer(HALF, name, lesson, tolerance))
    return [
        moodle.rich("questiontext", asked),
        moodle.rich("generalfeedback", told),
        *(moodle.plain(tag, rule) for tag, rule in rules),
        *answers,
        _answer("0", "*", other, tolerance),
        moodle.unit(rows[0].quantity.unit),
        datasets.written(),
    ]


def _answer(share: str, formula: str, feedback: str, tolerance: _Tolerance) -> str:
    rules = (
        ("tolerance", repr(tolerance.amount)),
        ("tolerancetype", tolerance.kind),
        ("correctanswerformat", "2"),  # so many significant figures
        ("correctanswerlength", "6"),
    )
    more = "".join(moodle.plain(tag, rule) for tag, rule in rules)
    return moodle.answer(share, formula, feedback, more)


class _Datasets:
    """The names for numbers that differ from row to row; the same numbers have one name."""

    def __init__(self, rows: int) -> None:
        self._rows = rows
        self._names: dict[tuple[str, ...], str] = {}

    def named(self, values: Sequence[float]) -> str:
        """Return the name in braces of a row of values."""
        return self._name(tuple(repr(float(value)) for value in values))

    def template(self, texts: Sequence[str]) -> str:
        """Return what texts have in common, with names where their numbers differ."""
        texts = [_FORMULA.sub(lambda found: _OPENED.sub("{ ", found[0]), text) for text in texts]
        columns = zip(*(_NUMBER.findall(text) for text in texts), strict=True)
        shown = iter([self._shown(column) for column in columns])
        return _NUMBER.sub(lambda _: next(shown), texts[0])

    def _shown(self, column: tuple[str, ...]) -> str:
        if len(set(column)) == 1:
            return column[0]
        return self._name(tuple(number.replace(",", "") for number in column))

    def _name(self, values: tuple[str, ...]) -> str:
        name = self._names.setdefault(values, f"v{len(self._names) + 1}")
        return f"{{{name}}}"

    def written(self) -> str:
        """Return the definitions of all datasets."""
        each = (self._definition(name, values) for values, name in self._names.items())
        return moodle.element("dataset_definitions", "\n".join(["", *each, ""]))

    def _definition(self, name: str, values: tuple[str, ...]) -> str:
        numbers = [float(value) for value in values]
        items = "".join(
            moodle.element(
                "dataset_item", moodle.plain("number", str(place)) + moodle.plain("value", value)
            )
            for place, value in enumerate(values, start=1)
        )
        texts = (
            ("status", "private"),
            ("name", name),
            ("distribution", "uniform"),
            ("minimum", repr(min(numbers))),
            ("maximum", repr(max(numbers))),
            ("decimals", "6"),
        )
        count = str(self._rows)
        inner = [moodle.element(tag, moodle.text(content)) for tag, content in texts]
        inner.insert(2, moodle.plain("type", "calculated"))
        inner += [
            moodle.plain("itemcount", count),
            moodle.element("dataset_items", items),
            moodle.plain("number_of_items", count),
        ]
        return moodle.element("dataset_definition", "".join(inner))
