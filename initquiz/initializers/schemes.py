"""The initialization schemes: formula, law, sampler and where each comes from.

`SCHEMES` is the one table; `scheme` finds a record by any of its names.
"""

import difflib
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import DTypeLike

from initquiz.errors import UnknownSchemeError
from initquiz.initializers.fans import Fans, fans
from initquiz.initializers.laws import Family, Law
from initquiz.initializers.sampling import Weights, empty, fill

SMALL_STD = 0.01
SPARSE_LINKS = 15


@dataclass(frozen=True, slots=True)
class Scheme:
    """One way to draw a weight matrix.

    `formula` is LaTeX, `spelled` the standard deviation in plain text with {n_in} and
    {n_out} to fill in, `telltale` what its histogram shows, `law` the law of one entry
    given the fans.
    """

    key: str
    title: str
    aliases: tuple[str, ...]
    formula: str
    spelled: str
    best_for: str
    source: str
    telltale: str
    law: Callable[[Fans], Law]

    def sample(
        self,
        rng: np.random.Generator,
        shape: tuple[int, int],
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
        fill(rng, self.law(fans(shape)), weights)
        return weights

    def spell(self, layer: Fans) -> str:
        """Return the standard deviation written out with the layer's numbers."""
        return self.spelled.format(n_in=layer.fan_in, n_out=layer.fan_out)


def scheme(name: str) -> Scheme:
    """Return the scheme of a key or alias; case, spaces and hyphens do not matter.

    Raises:
        UnknownSchemeError: there is none; the message offers the nearest names.
    """
    wanted = name.strip().lower().replace("-", "_").replace(" ", "_")
    if wanted in _NAMES:
        return _NAMES[wanted]
    near = difflib.get_close_matches(wanted, _NAMES, n=3) or list(SCHEMES)
    raise UnknownSchemeError(f"No scheme is called {name!r}; did you mean {', '.join(near)}?")


def _normal(variance: float) -> Law:
    return Law(Family.NORMAL, math.sqrt(variance))


def _sparse(layer: Fans) -> Law:
    density = min(1.0, SPARSE_LINKS / layer.fan_in)
    return Law(Family.NORMAL, math.sqrt(density), density)


_RECORDS = (
    Scheme(
        key="zeros",
        title="Zero",
        aliases=("zero", "constant_zero"),
        formula=r"W = 0",
        spelled="0",
        best_for="biases",
        source="folklore",
        telltale="One bar holds everything, and every weight is exactly 0.",
        law=lambda _: Law(Family.ZERO, 0.0, 0.0),
    ),
    Scheme(
        key="small_random",
        title="Small random",
        aliases=("small", "random_small", "random"),
        formula=r"W \sim \mathcal{N}(0, 0.01^2)",
        spelled="0.01",
        best_for="shallow networks",
        source="folklore; Krizhevsky et al. 2012",
        telltale="The bell has one width in every layer: nearly all of it lies within ±0.03.",
        law=lambda _: Law(Family.NORMAL, SMALL_STD),
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
        law=lambda layer: _normal(2 / (layer.fan_in + layer.fan_out)),
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
        law=lambda layer: Law(Family.UNIFORM, math.sqrt(2 / (layer.fan_in + layer.fan_out))),
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
        law=lambda layer: _normal(2 / layer.fan_in),
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
        law=lambda layer: _normal(1 / layer.fan_in),
    ),
    Scheme(
        key="sparse",
        title="Sparse",
        aliases=("sparse_normal", "martens"),
        formula=r"15 \text{ entries of each column} \sim \mathcal{N}(0, 1), \text{ the rest } 0",
        spelled="√(15/{n_in})",
        best_for="units that differ, whatever the fan-in",
        source="Martens 2010; unit scale as in Sutskever et al. 2013",
        telltale="A spike of exact zeros; the few weights each unit keeps are of unit size, "
        "spread far out.",
        law=_sparse,
    ),
)

SCHEMES: Mapping[str, Scheme] = MappingProxyType({record.key: record for record in _RECORDS})
"""Every scheme by key, in the order they are taught."""

_NAMES = {name: record for record in _RECORDS for name in (record.key, *record.aliases)}
