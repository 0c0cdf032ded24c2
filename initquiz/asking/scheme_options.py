"""Schemes as options for one layer: their laws, what each predicts, what mixing up two shows."""

from collections.abc import Sequence

from initquiz.initializers.fans import Fans
from initquiz.initializers.laws import Family, Law
from initquiz.initializers.rules import SPARSE_LINKS
from initquiz.initializers.schemes import SCHEMES
from initquiz.initializers.words import zero_share
from initquiz.model.choosing import OptionLaw

TEXTS = {
    "small_random": "Small random, std 0.01",
    "xavier_normal": "Xavier normal, both fans",
    "sparse": f"Sparse, {SPARSE_LINKS} per unit",
}
"""How schemes are named among options where their title says too little."""


def text_of(key: str) -> str:
    """Return the name of a scheme as an option."""
    return TEXTS.get(key, SCHEMES[key].title)


def law_of(key: str, layer: Fans) -> OptionLaw:
    """Return a scheme's law for a layer, as an option carries it."""
    return as_option_law(SCHEMES[key].law(layer))


def as_option_law(law: Law) -> OptionLaw:
    """Return a law as an option carries it."""
    return OptionLaw(law.family.value, law.std, law.density, law.mean)


def laws_of(keys: Sequence[str], layer: Fans) -> list[Law]:
    """Return the schemes' laws for a layer."""
    return [SCHEMES[key].law(layer) for key in keys]


def prediction_note(law: Law) -> str:
    """Return what a law predicts, in a few words: σ or zeros, and where a box ends."""
    note = f"σ {law.std:#.3g}" if law.density == 1 else f"{zero_share(law.density)} zeros"
    if law.family is Family.UNIFORM:
        note += f", ends at ±{law.support:.3g}"
    return note
