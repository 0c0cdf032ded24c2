"""The Lab: any scheme, layer and network, as the blocks a screen shows.

Weights of unit scale are drawn once per form and kept, so that moving a slider only rescales
the axis over them: a 2**20 weight histogram follows at the rate of the screen. What takes
longer (networks, spectra) is a plain function of the setting, to be called in a worker.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import DTypeLike

from initquiz.asking import pictures
from initquiz.errors import UsageError
from initquiz.initializers import rules
from initquiz.initializers.activations import ACTIVATIONS
from initquiz.initializers.arrays import Sampler
from initquiz.initializers.drawn import SAMPLED, Drawn, draw_histogram
from initquiz.initializers.fans import Fans
from initquiz.initializers.figure import block_of, expected_curve
from initquiz.initializers.histogram import nice_edges, rescaled
from initquiz.initializers.laws import Family, Floats, Law
from initquiz.initializers.networks import square
from initquiz.initializers.propagation import forward_stats, gradient_stats
from initquiz.initializers.sampling import Weights, fill
from initquiz.initializers.schemes import SCHEMES
from initquiz.initializers.spectra import singular_values
from initquiz.model.blocks import CurveRole, Heatmap, Histogram, Lines, Spectrum
from initquiz.model.question import FactValue

FANS = (1, 8192)
DEPTHS = (1, 100)
GAINS = (0.1, 10.0)
LINKS = (1, 200)
WIDTHS = (16, 512)
COMPARED = 4
"""How many settings are shown over each other."""

CLOSE = 1.15
"""A predicted σ that is at most this factor off is close enough."""

_WIDEST = 4.0  # times as long as need be the axis of a prediction is at most
_REACH = 3.2  # the axis ends at this many standard deviations of the widest law
_SIDE = 512  # longest side of a matrix whose singular values are shown
_BATCH = 64
_SEED = 2026


class Setting(NamedTuple):
    """What the sliders say: a scheme for one layer, and the network it is tried in.

    `gain` multiplies the scheme's standard deviation, `links` are the non-zero weights of a
    unit where the scheme is sparse, `width` and `depth` are those of the network.
    """

    scheme: str = "he_normal"
    n_in: int = 512
    n_out: int = 256
    activation: str = "relu"
    depth: int = 20
    width: int = 128
    gain: float = 1.0
    links: int = rules.SPARSE_LINKS

    @property
    def layer(self) -> Fans:
        """Return the layer's fans."""
        return Fans(self.n_in, self.n_out)

    @property
    def title(self) -> str:
        """Return the scheme's name, with the gain if there is one."""
        name = SCHEMES[self.scheme].title
        return name if self.gain == 1 else f"{name} · {self.gain:.3g}"

    def law(self, layer: Fans | None = None) -> Law:
        """Return the law of one weight of this layer, or of another."""
        shape = layer or self.layer
        law = SCHEMES[self.scheme].law(shape)
        if self.scheme == "sparse":
            law = rules.sparse(shape, nonzero=self.links)
        return replace(law, std=law.std * self.gain, mean=law.mean * self.gain)

    def sampler(self) -> Sampler:
        """Return what draws matrices of this setting, of any shape."""

        def sample(
            rng: np.random.Generator,
            shape: tuple[int, int],
            *,
            dtype: DTypeLike = np.float32,
        ) -> Weights:
            weights: Weights = np.empty(shape, dtype)
            fill(rng, self.law(Fans(*shape)), weights)
            return weights

        return sample


def checked(setting: Setting) -> Setting:
    """Return a setting; UsageError if a number lies outside its slider's range."""
    if setting.scheme not in SCHEMES or setting.activation not in ACTIVATIONS:
        raise UsageError(f"The Lab knows no {setting.scheme} with {setting.activation}.")
    for name, value, (least, most) in (
        ("n_in", setting.n_in, FANS),
        ("n_out", setting.n_out, FANS),
        ("depth", setting.depth, DEPTHS),
        ("width", setting.width, WIDTHS),
        ("gain", setting.gain, GAINS),
        ("links", setting.links, LINKS),
    ):
        if not least <= value <= most:
            raise UsageError(f"{name} is from {least:g} to {most:g}; not {value:g}.")
    return setting


def from_facts(facts: dict[str, FactValue]) -> Setting:
    """Return the setting a question was built from, as far as its facts tell.

    What is missing or out of range stays as it is in a new Lab.
    """
    setting = Setting()
    for name, value in facts.items():
        if name in Setting._fields and not isinstance(value, bool):
            kind = type(getattr(setting, name))
            if isinstance(value, kind) or (kind is float and isinstance(value, int)):
                try:
                    setting = checked(setting._replace(**{name: kind(value)}))
                except UsageError:
                    continue
    return setting


class Lab:
    """Draws the histogram of settings from weights of unit scale that it keeps."""

    def __init__(self, seed: int = _SEED) -> None:
        """Keep nothing yet; the same seed draws the same weights."""
        self._seed = seed
        self._kept: dict[Family, Weights] = {}

    def redraw(self) -> None:
        """Take fresh weights from now on."""
        self._seed += 1
        self._kept.clear()

    def histogram(
        self,
        settings: Sequence[Setting],
        current: int = 0,
        *,
        hidden: bool = False,
        wide: bool = False,
    ) -> Histogram:
        """Return the current setting's weights as bars, the laws of all as curves over them.

        `hidden` leaves bars and curves out: the axis alone, for a prediction. `wide` makes the
        axis longer by an arbitrary factor, the same for the same settings and seed, so that its
        end does not tell σ.
        """
        laws = [setting.law() for setting in settings]
        edges = _edges(laws, self._stretch(settings[0]) if wide else 1.0)
        if hidden:
            return Histogram(tuple(edges.tolist()), (0,) * (len(edges) - 1), 0, summary=_HIDDEN)
        block = block_of(self._drawn(settings[current], laws[current], edges), edges)
        curves = tuple(
            expected_curve(block, law, setting.title, CurveRole.SERIES)
            for setting, law in zip(settings, laws, strict=True)
        )
        return replace(block, curves=curves)

    def _stretch(self, setting: Setting) -> float:
        """Return a factor from 1 to `_WIDEST` that has nothing to do with the scheme's σ."""
        key = (self._seed, setting.n_in, setting.n_out, len(setting.scheme))
        return float(_WIDEST ** np.random.default_rng(key).random())

    def _drawn(self, setting: Setting, law: Law, edges: Floats) -> Drawn:
        """Return the counts of a setting's layer."""
        size = setting.layer.size
        core = Law(law.family, law.core_std) if law.core_std else law
        if size > SAMPLED or not core.core_std:
            rng = np.random.default_rng(self._seed)
            shown = Law(Family.NORMAL, law.std) if not law.independent else law
            return draw_histogram(rng, shown, setting.layer, edges)
        # The scale is moved, not the weights; of sparse ones the zeros need no drawing.
        nonzero = round(law.density * setting.n_in) * setting.n_out
        counts = rescaled(self._unit(core.family)[:nonzero], core.std, edges)
        zeros = size - nonzero
        if zeros:
            counts.bins[law.home(edges) - 1] += zeros
        return Drawn(counts, size, zeros, sampled=True)

    def _unit(self, family: Family) -> Weights:
        """Return 2**20 weights of a family with standard deviation 1."""
        # The histogram of an orthogonal matrix is a normal's, but for 0.14 / n.
        form = Family.NORMAL if family is Family.ORTHOGONAL else family
        if form not in self._kept:
            weights = np.empty((1, SAMPLED), np.float32)
            fill(np.random.default_rng((self._seed, len(form))), Law(form, 1.0), weights)
            self._kept[form] = weights[0]
        return self._kept[form]


def by_depth(settings: Sequence[Setting], seed: int = _SEED) -> tuple[Lines, Lines]:
    """Return activation std and gradient rms by layer, a line per setting.

    Each is one freshly drawn network of equal layers, a batch of 64 N(0, 1) inputs; the
    gradient is relative to that at the last layer. Takes up to half a second.
    """
    forward, backward = [], []
    for setting in settings:
        widths, phi = square(setting.width, setting.depth), ACTIVATIONS[setting.activation]
        common = {"widths": widths, "batch": _BATCH}
        sample = setting.sampler()
        stats = forward_stats(np.random.default_rng(seed), sample, phi, **common)  # type: ignore[arg-type]  # mixed values
        rms = gradient_stats(np.random.default_rng(seed), sample, phi, **common).rms[1:]  # type: ignore[arg-type]  # as above
        forward.append((setting.title, stats.std))
        backward.append((setting.title, rms / rms[-1] if rms[-1] else rms))
    return (
        pictures.by_layer(forward, "std of the activations", first=0),
        pictures.by_layer(backward, "rms of the gradient, last layer = 1"),
    )


def matrix(setting: Setting, seed: int = _SEED) -> Weights:
    """Return one drawn matrix of the setting's layer, cut to 512 on its longest side."""
    scale = min(1.0, _SIDE / max(setting.layer))
    shape = Fans(max(1, int(setting.n_in * scale)), max(1, int(setting.n_out * scale)))
    weights: Weights = np.empty(shape, np.float32)
    fill(np.random.default_rng(seed), setting.law(shape), weights)
    return weights


def spectra(settings: Sequence[Setting], seed: int = _SEED) -> tuple[Spectrum, ...]:
    """Return the singular values of one drawn matrix per setting, on one common axis.

    Layers beyond 512 are shown scaled down to it, fans and all. Takes up to 0.1 s each.
    """
    found = [singular_values(matrix(setting, seed)) for setting in settings]
    top = max(float(values[0]) for values in found) or 1.0
    return tuple(
        pictures.spectrum(values, title=setting.title, y_range=(0.0, top * 1.05))
        for setting, values in zip(settings, found, strict=True)
    )


def heatmaps(settings: Sequence[Setting], seed: int = _SEED) -> tuple[Heatmap, ...]:
    """Return the upper left corner of one drawn matrix per setting."""
    return tuple(
        pictures.heatmap(matrix(each, seed), title=each.title, x_title="unit", y_title="input")
        for each in settings
    )


def prediction(setting: Setting, place: float) -> str:
    """Say how a predicted σ compares with the law's."""
    std = setting.law().std
    if not std:
        return "All weights are equal here: σ is 0."
    ratio = abs(place) / std
    told = f"You set σ = {place:.3g}; {setting.title} has σ = {std:.3g}."
    if ratio <= 0:
        return told
    close = abs(math.log(ratio))
    if close <= math.log(CLOSE):
        return f"{told} Close enough: within 15 %."
    return f"{told} That is {ratio:.2g} times as wide."


def _edges(laws: Sequence[Law], stretch: float = 1.0) -> Floats:
    """Return the axis of some laws: that of the widest, longer by a factor."""
    widest = max((law.core_std for law in laws), default=0.0)
    places = max((abs(law.mean) for law in laws), default=0.0)
    return nice_edges(stretch * max(_REACH * widest, 1.5 * places) or 0.1)


_HIDDEN = "An empty axis: set σ where you expect it."
