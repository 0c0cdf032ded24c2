"""Coincidence: at how many inputs is a fixed scale just what a scheme asks for?

A line of code draws weights whose scale ignores the fans; a scheme's scale falls as the layer
grows. So there is one n_in at which the two are one law, and no histogram can tell them apart:
0.01 times a normal is He at 20,000 inputs and LeCun at 10,000. Below it the fixed scale is too
small, above it too large. Write down both variances, set them equal, solve for n_in.

The question is arithmetic on its prompt; its truth is exact, and an answer may be 1 % off.

Easy: a normal line, He or LeCun. Medium: Glorot's rule, which needs n_out, He for a leaky ReLU,
and uniform lines, which state a bound. Hard: line and scheme differ in form and share no more
than σ, or Keras cuts both, where `HeNormal` widens again and `TruncatedNormal` does not.
"""

import math
from functools import partial
from typing import NamedTuple

import numpy as np

from initquiz.asking.instance import Draft, drawn
from initquiz.asking.quantities import by_share
from initquiz.initializers.fans import Fans
from initquiz.initializers.laws import SHRINK, Family, Law
from initquiz.initializers.named import draw
from initquiz.initializers.sampling import measured_std
from initquiz.model.blocks import Code, Curve, CurveRole, Lines, Mark
from initquiz.model.card import Level
from initquiz.model.measuring import Number, Quantity, Wrong
from initquiz.model.mistake import Mistake
from initquiz.model.question_type import QuestionType

_KEY = "coincidence"
_VERSION = 1
_SHARE = 0.01
_WEIGHTS = 2**15  # of the sample that shows it
_LEAST, _MOST = 50, 150_000  # inputs
_LEAST_PART = 0.05  # of the larger fan that the smaller one is
_STDS = (
    *(0.004, 0.005, 0.006, 0.007, 0.008, 0.009, 0.01, 0.012, 0.0125, 0.014, 0.015, 0.016, 0.018),
    *(0.02, 0.022, 0.025, 0.028, 0.03, 0.035, 0.04, 0.045, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1),
)
_OUTPUTS = (64, 100, 128, 200, 256, 300, 400, 512, 600, 784, 1000, 1024, 1500, 2048, 3000, 4096)
_SLOPES = (0.2, 0.25, 0.3, 0.4, 0.5)


class _Form(NamedTuple):
    """How a line is written: code and variance to fill in, σ for each 1 it is told.

    `misread` are wrong σ for each 1 told, with their mistakes; `given` goes into the prompt.
    """

    code: str
    variance: str
    width: float
    lesson: str
    misread: tuple[tuple[float, str, str], ...] = ()
    given: str = ""


_FORMS = {
    Family.NORMAL: _Form(
        *("{0} * rng.standard_normal({1})", "{}²", 1.0),
        "The variance is the square of the factor (`randn` would refuse the shape's brackets).",
    ),
    Family.UNIFORM: _Form(
        *("rng.uniform(-{0}, {0}, {1})", "{}²/3", 1 / math.sqrt(3)),
        r"The variance of $\mathcal{U}(-a, a)$ is $a^2/3$.",
        ((1.0, "bound-for-std", "a box on ±a has the variance a²/3, not a²"),),
    ),
    Family.TRUNCATED: _Form(
        *("keras.initializers.TruncatedNormal(stddev={0})({1})", "(0.8796 · {})²", SHRINK),
        "`TruncatedNormal` cuts the normal it is told at two σ and leaves it at that; `HeNormal` "
        "and `LecunNormal` cut too, but widen the rest again.",
        (
            (1.0, "cut-ignored", "the cut narrows the weights of this line"),
            (1 / SHRINK, "cut-inverted", "the cut narrows, it does not widen"),
        ),
        "A normal cut at two σ keeps 0.8796 of its σ. ",
    ),
}


class _Rule(NamedTuple):
    """A scheme: key, name, variance to fill in, and the numerator of that variance.

    It stands over n_in, or over the fans' sum if the rule takes `both`; `ignored` are numerators
    that overlook something, each with its mistake; `settings` are for the facts.
    """

    key: str
    name: str
    spelled: str
    numerator: float
    ignored: tuple[tuple[float, str, str], ...]
    both: bool = False
    family: Family = Family.NORMAL
    settings: tuple[tuple[str, float], ...] = ()

    def solve(self, variance: float, n_out: int) -> float:
        """Return the n_in of a variance."""
        return self.numerator / variance - self.both * n_out


class _Setting(NamedTuple):
    """What is asked: the line's form and the number it is told, the scheme, the outputs."""

    family: Family
    told: float
    rule: _Rule
    n_out: int

    @property
    def law(self) -> Law:
        """Return the law of the line's weights."""
        return Law(self.family, self.told * _FORMS[self.family].width)

    @property
    def n_in(self) -> float:
        """Return where the two meet."""
        return self.rule.solve(self.law.std**2, self.n_out)

    @property
    def solution(self) -> str:
        """Return the equation and its solution, as a sentence."""
        fixed = _FORMS[self.family].variance.format(self.told)
        return f"{self.variance('n_in')} = {fixed} at n_in = {self.n_in:,.0f}."

    def variance(self, n_in: str) -> str:
        """Return the scheme's variance as a formula."""
        return self.rule.spelled.format(n_in=n_in, n_out=f"{self.n_out:,}")

    def std(self, n_in: float) -> float:
        """Return the scheme's standard deviation."""
        return math.sqrt(self.rule.numerator / (n_in + self.rule.both * self.n_out))


_NO_TWO = ("factor-two-missing", "the factor 2 is missing")
_HE = _Rule("he_normal", "He normal", "2/{n_in}", 2.0, ((1.0, *_NO_TWO),))
_A_TWO = ("factor-two-added", "there is no factor 2 here")
_LECUN = _Rule("lecun_normal", "LeCun normal", "1/{n_in}", 1.0, ((2.0, *_A_TWO),))
_XAVIER = _Rule(
    *("xavier_normal", "Glorot's Xavier normal (both fans)", "2/({n_in} + {n_out})", 2.0),
    ((1.0, *_NO_TWO),),
    both=True,
)
_TORCH = _Rule(
    *("torch_linear", "PyTorch's default for a linear layer", "1/(3 · {n_in})", 1 / 3),
    ((1.0, "bound-for-std", "1/√n_in is where that box ends, not its σ"),),
    family=Family.UNIFORM,
)


def _leaky(slope: float) -> _Rule:
    """Return He's rule for a leaky ReLU."""
    return _HE._replace(
        name=f"He normal for a leaky ReLU of slope {slope:g}",
        spelled=f"2/((1 + {slope:g}²) · {{n_in}})",
        numerator=2 / (1 + slope**2),
        settings=(("negative_slope", slope),),
        ignored=(
            (2.0, "slope-ignored", "the slope counts: a leaky ReLU drops less than ReLU"),
            (2 / (1 + slope), "slope-not-squared", "the slope counts squared"),
            (1 / (1 + slope**2), *_NO_TWO),
        ),
    )


def _formed(family: Family, rule: _Rule) -> _Rule:
    """Return a rule in another form; Keras' cut ones are corrected, so σ stays."""
    suffix, name = "uniform", rule.name.replace("normal", "uniform")
    if family is Family.TRUNCATED:
        suffix, name = "truncated", f"Keras' {rule.key.split('_')[0].title()}Normal"
    return rule._replace(key=rule.key.replace("normal", suffix), name=name, family=family)


_BOX, _CUT = Family.UNIFORM, Family.TRUNCATED
# Each level's forms of a line with the schemes it is compared with.
_PAIRS = {
    Level.EASY: ((Family.NORMAL, (_HE,)), (Family.NORMAL, (_LECUN,))),
    Level.MEDIUM: (
        (Family.NORMAL, (_XAVIER,)),
        (Family.NORMAL, tuple(map(_leaky, _SLOPES))),
        (_BOX, (_formed(_BOX, _HE), _formed(_BOX, _LECUN))),
        (_BOX, (_TORCH,)),
    ),
    Level.HARD: (
        (Family.NORMAL, (_TORCH,)),
        (_BOX, (_formed(_BOX, _XAVIER), _LECUN, _HE)),
        (_CUT, (_formed(_CUT, _HE), _formed(_CUT, _LECUN))),
    ),
}


def _draft(rng: np.random.Generator, level: Level) -> Draft | None:
    """Return an instance; None where the two meet at odd sizes, or one fan hardly counts."""
    family, offered = _PAIRS[level][rng.integers(len(_PAIRS[level]))]
    rule, told = offered[rng.integers(len(offered))], float(rng.choice(_STDS))
    setting = _Setting(family, told, rule, int(rng.choice(_OUTPUTS)))
    small, large = sorted((setting.n_in, setting.n_out))
    if (rule.both and small < _LEAST_PART * large) or not _LEAST <= setting.n_in <= _MOST:
        return None
    form = _FORMS[family]
    text = "W = " + form.code.format(told, f"(n_in, {setting.n_out})")
    code = Code(text, summary=f"One line of code: {text}.", title="A fixed scale")
    measured = measured_std(draw(rng, setting.law, Fans(1, _WEIGHTS)))
    spelled = setting.variance(f"{setting.n_in:,.0f}")
    shared = "law" if family is rule.family else "standard deviation"
    return Draft(
        prompt=(
            rf"This line draws a layer with $n_{{out}}$ = {setting.n_out}, whatever $n_{{in}}$ is. "
            rf"{form.given}At which $n_{{in}}$ do its weights have the {shared} of {rule.name}?"
        ),
        blocks=(code,),
        answer=Number((_quantity(setting),)),
        evidence=(
            f"{_WEIGHTS:,} weights of this line measure σ = {measured:#.3g}. {rule.name} asks for "
            f"√({spelled}) = {setting.std(setting.n_in):#.3g}."
        ),
        explanation=_explanation(setting),
        facts={
            "scheme": rule.key,
            "n_in": round(setting.n_in),
            "n_in_exact": setting.n_in,
            "n_out": setting.n_out,
            **dict(rule.settings),
            "line": family.value,
            "told": told,
            "std": setting.law.std,
            "measured_std": measured,
            "tolerance": "1 % either way",
        },
        revealed=(code, _crossing(setting)),
    )


def _quantity(setting: _Setting) -> Quantity:
    """Return n_in with the values that each wrong turn gives."""
    rule, told, n_out = setting.rule, setting.told, setting.n_out
    variance = setting.law.std**2
    rows = []
    for numerator, key, why in rule.ignored:
        rows.append((rule._replace(numerator=numerator).solve(variance, n_out), key, why))
    for width, key, why in _FORMS[setting.family].misread:
        rows.append((rule.solve((width * told) ** 2, n_out), key, why))
    if rule.both:
        rows.append((rule.numerator / variance, "fan-out-ignored", "the outputs count too"))
    else:
        rows.append((2 / variance - n_out, "fans-averaged", "only the inputs count"))
    why = "that sets a variance equal to a standard deviation"
    rows.append((rule.solve(told, n_out), "variance-equals-std", why))
    told_by = ((n_in, Mistake(key, why, setting.solution)) for n_in, key, why in rows)
    wrong = tuple(Wrong(*row) for row in told_by if row[0] >= 1)
    other = Mistake("coincidence-missed", "the two do not meet there", setting.solution)
    return by_share("n_in", setting.n_in, _SHARE, other, wrong=wrong)


def _explanation(setting: _Setting) -> str:
    """Return the equation and what lies on either side of its solution."""
    same = setting.family is setting.rule.family
    return (
        f"**{setting.n_in:,.0f} inputs**: {setting.solution} {_FORMS[setting.family].lesson} "
        f"A fixed scale suits one size of layer alone: with fewer inputs {setting.rule.name} asks "
        "for wider weights, and a deep network of these loses its signal; with more it asks for "
        "narrower ones. Where the two meet "
        + ("no histogram tells them apart." if same else "they differ in form alone.")
    )


def _crossing(setting: _Setting) -> Lines:
    """Return the scheme's σ by n_in, the line's σ, and where the two meet."""
    inputs = np.linspace(setting.n_in / 5, 2 * setting.n_in, 61)
    xs, fixed = tuple(inputs.tolist()), setting.law.std
    return Lines(
        curves=(
            Curve(setting.rule.name, CurveRole.TRUTH, xs, tuple(map(setting.std, xs))),
            Curve("the line", CurveRole.GUIDE, xs, (fixed,) * len(xs)),
        ),
        x_title="n_in",
        y_title="σ of the weights",
        summary=f"The scheme's σ falls with n_in and meets the line's, {fixed:.3g}, at the mark.",
        title="Where the two meet",
        marks=(Mark(f"n_in = {setting.n_in:,.0f}", CurveRole.TRUTH, setting.n_in),),
    )


QUESTION = QuestionType(
    key=_KEY,
    title="Coincidence",
    version=_VERSION,
    answer_kind=Number.kind,
    levels=tuple(Level),
    schemes=(
        *("small_random", "he_normal", "lecun_normal", "xavier_normal", "torch_linear"),
        *("he_uniform", "lecun_uniform", "xavier_uniform", "he_truncated", "lecun_truncated"),
    ),
    claims=(6, 8, 14, 15),
    cards=("he-20000", "random-threshold", "random-variance", "trap-linear-default"),
    draw=partial(drawn, _KEY, _VERSION, _draft),
)
