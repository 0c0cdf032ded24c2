"""The initialization schemes: formula, law, sampler and where each comes from.

`SCHEMES` is the one table; `scheme` finds a record by any of its names:

    scheme("kaiming").sample(np.random.default_rng(7), (784, 256))
    scheme("kaiming").law((784, 256)).std
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import numpy as np
from numpy.typing import DTypeLike

from initquiz.errors import UnknownSchemeError
from initquiz.initializers import rules
from initquiz.initializers.fans import Fans
from initquiz.initializers.laws import Law
from initquiz.initializers.rules import CONSTANT, SMALL_STD, SPARSE_LINKS, Shape
from initquiz.initializers.sampling import Weights, empty, fill


@dataclass(frozen=True, slots=True)
class Scheme:
    """One way to draw a weight matrix.

    `formula` is LaTeX, `spelled` the standard deviation in plain text with {n_in} and
    {n_out} to fill in, `telltale` what its histogram shows, `law` the law of one entry
    given the shape. Other settings of a scheme are arguments of its rule in `rules`.
    """

    key: str
    title: str
    aliases: tuple[str, ...]
    formula: str
    spelled: str
    best_for: str
    source: str
    telltale: str
    law: Callable[[Shape], Law]

    def sample(
        self,
        rng: np.random.Generator,
        shape: Shape,
        *,
        dtype: DTypeLike = np.float32,
        out: Weights | None = None,
    ) -> Weights:
        """Return a fresh (n_in, n_out) matrix, or fill `out` and return it.

        Raises:
            ShapeError: not a layer's shape, or `out` has another one.
            UsageError: neither float32 nor float64.
        """
        weights = empty(shape, dtype, out)
        fill(rng, self.law(shape), weights)
        return weights

    def spell(self, layer: Fans) -> str:
        """Return the standard deviation written out with the layer's numbers."""
        n_in, n_out = layer
        return self.spelled.format(n_in=n_in, n_out=n_out, widest=max(layer), tenth=n_in // 10)

    @property
    def names(self) -> tuple[str, ...]:
        """Return key, title and aliases."""
        return (self.key, self.title, *self.aliases)


def scheme(name: str) -> Scheme:
    """Return the scheme of a key, title or alias; only its letters and digits count.

    Raises:
        UnknownSchemeError: there is none; the message offers the nearest names.
    """
    if (found := _NAMES.get(folded(name))) is None:
        raise UnknownSchemeError.among("scheme", name, _SPELLINGS)
    return found


def folded(name: str) -> str:
    """Return a name's letters and digits in lower case: HeNormal, he-normal and he_normal_."""
    return re.sub(r"[\W_]", "", name).casefold()


_RECORDS = (
    Scheme(
        key="zeros",
        title="Zero",
        aliases=("constant_zero", "all_zeros"),
        formula=r"W = 0",
        spelled="0",
        best_for="biases",
        source="folklore",
        telltale="One bar holds everything, and every weight is exactly 0.",
        law=partial(rules.constant, value=0.0),
    ),
    Scheme(
        key="constant",
        title="Constant",
        aliases=("const", "fill", "same_value"),
        formula=rf"W = {CONSTANT}",
        spelled="0",
        best_for="biases, and showing that equal units stay equal",
        source="folklore",
        telltale=f"One bar holds everything, at {CONSTANT} and not at 0.",
        law=rules.constant,
    ),
    Scheme(
        key="small_random",
        title="Small random",
        aliases=("small", "random_small", "random", "random_normal", "randn"),
        formula=r"W \sim \mathcal{N}(0, 0.01^2)",
        spelled=f"{SMALL_STD}",
        best_for="shallow networks",
        source="folklore; Krizhevsky et al. 2012",
        telltale="The bell has one width in every layer: nearly all of it lies within ±0.03.",
        law=rules.small_random,
    ),
    Scheme(
        key="xavier_normal",
        title="Xavier normal",
        aliases=("glorot_normal", "xavier", "glorot"),
        formula=r"W \sim \mathcal{N}(0, \frac{2}{n_{in} + n_{out}})",
        spelled="√(2/({n_in} + {n_out}))",
        best_for="tanh",
        source="Glorot and Bengio 2010, eq. 12",
        telltale="A bell whose width takes both fans into account. (1/n_in, also seen under "
        "this name, is LeCun's law; Glorot's paper averages the fans.)",
        law=rules.xavier,
    ),
    Scheme(
        key="xavier_uniform",
        title="Xavier uniform",
        aliases=("glorot_uniform",),
        formula=r"W \sim \mathcal{U}(-a, a),\ a = \sqrt{\frac{6}{n_{in} + n_{out}}}",
        spelled="√(2/({n_in} + {n_out}))",
        best_for="tanh",
        source="Glorot and Bengio 2010, eq. 16",
        telltale="A box: flat, with sharp ends at √3 σ and nothing beyond.",
        law=partial(rules.xavier, distribution="uniform"),
    ),
    Scheme(
        key="xavier_truncated",
        title="Xavier truncated normal",
        aliases=("glorot_truncated", "glorot_truncated_normal", "keras_glorot_normal"),
        formula=r"W \sim \mathcal{TN}(0, \frac{2}{n_{in} + n_{out}})",
        spelled="√(2/({n_in} + {n_out}))",
        best_for="tanh",
        source="Keras and JAX, under the name of Glorot normal",
        telltale="A bell cut off at 2.27 σ: no weight lies beyond.",
        law=partial(rules.xavier, distribution="truncated_normal"),
    ),
    Scheme(
        key="xavier_normal_fan_in",
        title="Xavier normal, inputs only",
        aliases=("xavier_fan_in", "glorot_fan_in", "caffe_xavier", "deck_xavier"),
        formula=r"W \sim \mathcal{N}(0, \frac{1}{n_{in}})",
        spelled="√(1/{n_in})",
        best_for="tanh",
        source="the study document; Caffe's filler of that name",
        telltale="LeCun's bell to the last weight: no histogram tells the two names apart.",
        law=rules.xavier_fan_in,
    ),
    Scheme(
        key="he_normal",
        title="He normal",
        aliases=("kaiming_normal", "he", "kaiming", "msra"),
        formula=r"W \sim \mathcal{N}(0, \frac{2}{n_{in}})",
        spelled="√(2/{n_in})",
        best_for="ReLU and leaky ReLU",
        source="He et al. 2015, eq. 10",
        telltale="A bell √2 times as wide as LeCun's: the 2 makes up for what ReLU cuts off.",
        law=rules.he,
    ),
    Scheme(
        key="he_uniform",
        title="He uniform",
        aliases=("kaiming_uniform", "msra_uniform"),
        formula=r"W \sim \mathcal{U}(-a, a),\ a = \sqrt{\frac{6}{n_{in}}}",
        spelled="√(2/{n_in})",
        best_for="ReLU and leaky ReLU",
        source="the variance of He et al. 2015, eq. 10",
        telltale="A box that ends at √3 σ = √(6/n_in): the outputs do not matter.",
        law=partial(rules.he, distribution="uniform"),
    ),
    Scheme(
        key="he_truncated",
        title="He truncated normal",
        aliases=("kaiming_truncated", "he_truncated_normal", "keras_he_normal"),
        formula=r"W \sim \mathcal{TN}(0, \frac{2}{n_{in}})",
        spelled="√(2/{n_in})",
        best_for="ReLU and leaky ReLU",
        source="Keras and JAX, under the name of He normal",
        telltale="He's bell cut off at 2.27 σ: no weight lies beyond.",
        law=partial(rules.he, distribution="truncated_normal"),
    ),
    Scheme(
        key="lecun_normal",
        title="LeCun normal",
        aliases=("lecun",),
        formula=r"W \sim \mathcal{N}(0, \frac{1}{n_{in}})",
        spelled="√(1/{n_in})",
        best_for="SELU",
        source="LeCun et al. 1998, section 4.6; Klambauer et al. 2017",
        telltale="A bell whose width depends on the inputs alone, without He's 2. (The same "
        "law is also seen under Xavier's name.)",
        law=rules.lecun,
    ),
    Scheme(
        key="lecun_uniform",
        title="LeCun uniform",
        aliases=("efficient_backprop_uniform",),
        formula=r"W \sim \mathcal{U}(-a, a),\ a = \sqrt{\frac{3}{n_{in}}}",
        spelled="√(1/{n_in})",
        best_for="SELU",
        source="the variance of LeCun et al. 1998, section 4.6",
        telltale="A box that ends at √3 σ = √(3/n_in), √2 times as narrow as He's.",
        law=partial(rules.lecun, distribution="uniform"),
    ),
    Scheme(
        key="lecun_truncated",
        title="LeCun truncated normal",
        aliases=("lecun_truncated_normal", "keras_lecun_normal", "flax_dense"),
        formula=r"W \sim \mathcal{TN}(0, \frac{1}{n_{in}})",
        spelled="√(1/{n_in})",
        best_for="SELU",
        source="Keras and JAX, under the name of LeCun normal",
        telltale="LeCun's bell cut off at 2.27 σ: no weight lies beyond.",
        law=partial(rules.lecun, distribution="truncated_normal"),
    ),
    Scheme(
        key="torch_linear",
        title="PyTorch's linear layer",
        aliases=("torch_default", "pytorch_default", "nn.Linear", "linear_default"),
        formula=r"W \sim \mathcal{U}(-a, a),\ a = \frac{1}{\sqrt{n_{in}}}",
        spelled="√(1/(3·{n_in}))",
        best_for="nothing in particular: it is what you get if you do not choose",
        source="torch.nn.Linear; the usual heuristic in Glorot and Bengio 2010, eq. 1",
        telltale="A box that ends at √(1/n_in), √6 times as narrow as He's.",
        law=rules.torch_linear,
    ),
    Scheme(
        key="orthogonal",
        title="Orthogonal",
        aliases=("orthonormal", "saxe", "haar"),
        formula=r"W^\top W = I \text{ or } W W^\top = I",
        spelled="√(1/{widest})",
        best_for="deep and recurrent networks",
        source="Saxe et al. 2013; Mezzadri 2007",
        telltale="In a histogram a bell like any other; its singular values are all 1.",
        law=rules.orthogonal,
    ),
    Scheme(
        key="sparse",
        title="Sparse",
        aliases=("sparse_normal", "martens"),
        formula=rf"{SPARSE_LINKS} \text{{ entries of each column}} "
        r"\sim \mathcal{N}(0, 1), \text{ the rest } 0",
        spelled="√(15/{n_in})",
        best_for="units that differ, whatever the fan-in",
        source="Martens 2010; unit scale as in Sutskever et al. 2013",
        telltale="A spike of exact zeros; the few weights each unit keeps are of unit size, "
        "spread far out.",
        law=rules.sparse,
    ),
    Scheme(
        key="sparse_fraction",
        title="Sparse, a tenth kept",
        aliases=("torch_sparse", "sparse_percent"),
        formula=r"\text{a tenth of each column} \sim \mathcal{N}(0, 0.01^2), \text{ the rest } 0",
        spelled="0.01·√({tenth}/{n_in})",
        best_for="comparing with torch, which fixes a share and not a number",
        source="torch.nn.init.sparse_, turned to fix the incoming links",
        telltale="A spike of exact zeros on a narrow bell: the scale ignores the fans.",
        law=rules.sparse_fraction,
    ),
)

SCHEMES: Mapping[str, Scheme] = MappingProxyType({record.key: record for record in _RECORDS})
"""Every scheme by key, in the order they are taught."""

_SPELLINGS = [name for record in _RECORDS for name in (record.key, *record.aliases)]
_NAMES = {folded(name): record for record in _RECORDS for name in record.names}
