"""What it shows to take one scheme for another: a stable key and words that teach.

The keys are logged with answers, so they never change their meaning.
"""

from typing import NamedTuple

from initquiz.initializers.rules import SPARSE_LINKS


class Misconception(NamedTuple):
    """A wrong turn: which truths and answers show it, its stable key, and the words."""

    truths: frozenset[str]
    answers: frozenset[str]
    key: str
    title: str
    lesson: str


def _row(truths: str, answers: str, key: str, title: str, lesson: str) -> Misconception:
    return Misconception(frozenset(truths.split()), frozenset(answers.split()), key, title, lesson)


_BELLS = "xavier_normal he_normal lecun_normal"
_SCALED = f"{_BELLS} xavier_uniform"
_DENSE = f"{_SCALED} small_random"

_SHAPE = "Both have the same σ, but a box ends sharply at √3 σ and a bell has tails."
_FANS = "Xavier averages both fans; He and LeCun see only the inputs."

# The first row that fits a (truth, answer) pair names it; together they cover every pair.
_ROWS = (
    _row("he_normal", "lecun_normal", "factor-two-missing", "the factor 2 is missing",
         "ReLU drops half the signal; the 2 puts it back."),
    _row("lecun_normal", "he_normal", "factor-two-added", "there is no factor 2 here",
         "The 2 makes up for what ReLU drops; LeCun is for units that drop nothing."),
    _row("xavier_normal", "xavier_uniform", "box-for-bell", "right scale, wrong shape",
         _SHAPE),
    _row("xavier_uniform", "xavier_normal", "bell-for-box", "right scale, wrong shape",
         _SHAPE),
    _row("xavier_normal xavier_uniform", "he_normal lecun_normal", "fan-out-ignored",
         "the outputs count too", _FANS),
    _row("he_normal lecun_normal", "xavier_normal xavier_uniform", "fans-averaged",
         "only the inputs count", _FANS),
    _row(_SCALED, "small_random", "fixed-scale", "0.01 does not look at the fans",
         "A fixed 0.01 is too small for most layers; this scale follows from the fans."),
    _row("small_random", _SCALED, "scale-from-fans", "this scale ignores the fans",
         "Small random is 0.01 wide in every layer, whatever the fans say."),
    _row("zeros", "sparse", "none-for-few", "not one weight differs from zero",
         f"Sparse keeps {SPARSE_LINKS} links into each unit, enough to break the symmetry."),
    _row("sparse", "zeros", "few-for-none", "a few weights are not zero",
         f"Each unit kept {SPARSE_LINKS} links: they break the symmetry that zeros leave."),
    _row("zeros", _DENSE, "spike-overlooked", "every weight is exactly zero",
         "A narrow bell spreads over several values; zeros are one value."),
    _row("sparse", _DENSE, "zeros-overlooked", "most weights are exactly zero",
         "The spike is no narrow bell: a continuous law never repeats a value that often."),
    _row(_DENSE, "zeros", "narrow-for-zero", "narrow is not zero",
         "However narrow the bars are, these weights differ, and so will the units."),
    _row(_DENSE, "sparse", "zeros-imagined", "the weights are not zero",
         f"Sparse leaves all but {SPARSE_LINKS} links of a unit at exactly 0."),
)  # fmt: skip


def misconception(truth: str, answer: str) -> Misconception:
    """Return what answering one scheme's key for another's shows.

    Raises:
        KeyError: the two are the same, or one of them is not in the table.
    """
    for row in _ROWS:
        if truth in row.truths and answer in row.answers and truth != answer:
            return row
    raise KeyError((truth, answer))
