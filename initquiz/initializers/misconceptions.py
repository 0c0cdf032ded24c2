"""What it shows to take one scheme for another: a stable key and words that teach.

The keys are logged with answers, so they never change their meaning.
"""

from typing import NamedTuple

from initquiz.initializers.rules import CONSTANT, SMALL_STD, SPARSE_LINKS


class Misconception(NamedTuple):
    """A wrong turn: which truths and answers show it, its stable key, and the words."""

    truths: frozenset[str]
    answers: frozenset[str]
    key: str
    title: str
    lesson: str


def _row(truths: str, answers: str, key: str, title: str, lesson: str) -> Misconception:
    return Misconception(frozenset(truths.split()), frozenset(answers.split()), key, title, lesson)


_BOTH = "xavier_normal xavier_uniform xavier_truncated"  # Xavier's variance, from both fans
_HE = "he_normal he_uniform he_truncated"
_LECUN = "lecun_normal lecun_uniform lecun_truncated"
_DECK, _TORCH = "xavier_normal_fan_in", "torch_linear"
_SCALED = f"{_BOTH} {_HE} {_LECUN} {_DECK} {_TORCH}"
_RANDOM = f"{_SCALED} small_random"
_DENSE = f"{_RANDOM} orthogonal"
_SPARSE = "sparse sparse_fraction"

# Bell, box and cut bell of one variance.
_FORMS = (
    ("xavier_normal", "xavier_uniform", "xavier_truncated"),
    ("he_normal", "he_uniform", "he_truncated"),
    (f"lecun_normal {_DECK}", "lecun_uniform", "lecun_truncated"),
)

_SHAPE = "Both have the same σ, but a box ends sharply at √3 σ and a bell has tails."
_CUT = "Both have the same σ, but a cut bell ends at 2.27 σ; a whole one leaves 2 % beyond."
_ENDS = "Both have the same σ and an end: a box is flat up to √3 σ, a cut bell thins out to 2.27 σ."
_FANS = "Xavier averages both fans; He and LeCun see only the inputs."
_NAME = "The paper's Xavier is 2/(n_in + n_out); 1/n_in, also called so, is LeCun's law."
_ROOT = "PyTorch's box ends at 1/√n_in, which is √3 σ: its variance is 1/(3 n_in)."
_ALONE = "Zeros pass no signal on; another constant does, the same through every unit."
_FOLD = "Independent weights stretch some directions more than others; orthogonal ones, none."

# The first row that fits a (truth, answer) pair names it; together they cover every pair.
_ROWS = (
    _row(_HE, f"{_LECUN} {_DECK}", "factor-two-missing", "the factor 2 is missing",
         "ReLU drops half the signal; the 2 puts it back."),
    _row(_LECUN, _HE, "factor-two-added", "there is no factor 2 here",
         "The 2 makes up for what ReLU drops; LeCun is for units that drop nothing."),
    _row(_DECK, _HE, "factor-two-added", "there is no factor 2 here",
         "The 2 makes up for what ReLU drops; 1/n_in is for units that drop nothing."),
    *(_row(bell, box, "box-for-bell", "right scale, wrong shape", _SHAPE)
      for bell, box, _ in _FORMS),
    *(_row(box, bell, "bell-for-box", "right scale, wrong shape", _SHAPE)
      for bell, box, _ in _FORMS),
    *(_row(bell, cut, "cut-bell-for-bell", "the tails go on past the cut", _CUT)
      for bell, _, cut in _FORMS),
    *(_row(cut, bell, "bell-for-cut-bell", "a whole bell would have tails", _CUT)
      for bell, _, cut in _FORMS),
    *(_row(cut, box, "box-for-cut-bell", "a box would be flat", _ENDS)
      for _, box, cut in _FORMS),
    *(_row(box, cut, "cut-bell-for-box", "a cut bell is not flat", _ENDS)
      for _, box, cut in _FORMS),
    _row(_BOTH, f"{_HE} {_LECUN}", "fan-out-ignored", "the outputs count too", _FANS),
    _row(f"{_HE} {_LECUN}", _BOTH, "fans-averaged", "only the inputs count", _FANS),
    _row(_BOTH, _DECK, "fan-out-ignored", "the outputs count too", _NAME),
    _row(_DECK, _BOTH, "fans-averaged", "only the inputs count", _NAME),
    _row(_BOTH, _TORCH, "torch-for-xavier", "that is PyTorch's default", _ROOT),
    _row(_TORCH, _BOTH, "xavier-for-torch", "PyTorch's default is not Xavier's rule", _ROOT),
    _row(_HE, _TORCH, "torch-for-he", "that is PyTorch's default", _ROOT),
    _row(_TORCH, _HE, "he-for-torch", "PyTorch's default is not He's rule", _ROOT),
    _row(f"{_LECUN} {_DECK}", _TORCH, "torch-for-lecun", "that is PyTorch's default", _ROOT),
    _row(_TORCH, f"{_LECUN} {_DECK}", "factor-three-missing", "the 3 of a box is missing", _ROOT),
    _row(_SCALED, "small_random", "fixed-scale", "0.01 does not look at the fans",
         "A fixed 0.01 is too small for most layers; this scale follows from the fans."),
    _row("small_random", _SCALED, "scale-from-fans", "this scale ignores the fans",
         "Small random is 0.01 wide in every layer, whatever the fans say."),
    _row(_RANDOM, "orthogonal", "orthogonal-imagined", "these weights are independent", _FOLD),
    _row("orthogonal", _RANDOM, "orthogonal-overlooked", "these weights are not independent",
         _FOLD),
    _row("zeros", "constant", "zero-overlooked", "the one value is zero", _ALONE),
    _row("constant", "zeros", "zero-imagined", "the one value is not zero", _ALONE),
    _row("zeros", "sparse", "none-for-few", "not one weight differs from zero",
         f"Sparse keeps {SPARSE_LINKS} links into each unit, enough to break the symmetry."),
    _row("zeros", "sparse_fraction", "none-for-few", "not one weight differs from zero",
         "A tenth of the links into each unit would be kept, enough to break the symmetry."),
    _row("sparse", "zeros", "few-for-none", "a few weights are not zero",
         f"Each unit kept {SPARSE_LINKS} links: they break the symmetry that zeros leave."),
    _row("sparse_fraction", "zeros", "few-for-none", "a few weights are not zero",
         "Each unit kept a tenth of its links: they break the symmetry that zeros leave."),
    _row("zeros", _DENSE, "spike-overlooked", "every weight is exactly zero",
         "A narrow bell spreads over several values; zeros are one value."),
    _row(_DENSE, "zeros", "narrow-for-zero", "narrow is not zero",
         "However narrow the bars are, these weights differ, and so will the units."),
    _row(_SPARSE, _DENSE, "zeros-overlooked", "most weights are exactly zero",
         "The spike is no narrow bell: a continuous law never repeats a value that often."),
    _row(_DENSE, "sparse", "zeros-imagined", "the weights are not zero",
         f"Sparse leaves all but {SPARSE_LINKS} links of a unit at exactly 0."),
    _row(_DENSE, "sparse_fraction", "zeros-imagined", "the weights are not zero",
         "It would leave nine of ten links of a unit at exactly 0."),
    _row("sparse", "sparse_fraction", "share-for-number", "a number of links, not a share",
         f"Sparse keeps {SPARSE_LINKS} links of std 1 in any layer; torch's keeps a share, of "
         f"std {SMALL_STD}."),
    _row("sparse_fraction", "sparse", "number-for-share", "a share of links, not a number",
         f"A tenth is kept, of std {SMALL_STD}; Sparse keeps {SPARSE_LINKS} links of std 1 in "
         "any layer."),
    _row("constant", _DENSE, "one-value-overlooked", "every weight is the same",
         "A law spreads its weights over many values, and so the units learn apart; equal ones "
         "stay equal."),
    _row(_DENSE, "constant", "one-value-imagined", "these weights differ",
         "A constant is one value, and leaves the units equal; these will learn apart."),
    _row("constant", _SPARSE, "zero-imagined", "the one value is not zero",
         f"The one bar stands at {CONSTANT}; a sparse layer has its spike at 0, and a few weights "
         "off it."),
    _row(_SPARSE, "constant", "few-for-one-value", "the weights are not all the same",
         "Most are exactly 0, but each unit kept a few links: they break the symmetry."),
)  # fmt: skip


def misconception(truth: str, answer: str) -> Misconception:
    """Return what answering one scheme's key for another's shows.

    Raises:
        KeyError: the two are one scheme or one law under two names, or there is no such scheme.
    """
    for row in _ROWS:
        if truth in row.truths and answer in row.answers and truth != answer:
            return row
    raise KeyError((truth, answer))
