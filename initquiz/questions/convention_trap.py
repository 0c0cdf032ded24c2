"""Convention trap: several programs draw "Xavier" weights for one layer; which rule drew which?

The paper (Glorot and Bengio 2010, eq. 12 and 16) averages both fans, and so do PyTorch, Keras
and JAX: variance 2 / (n_in + n_out). The study document and Caffe look at the inputs alone:
1 / n_in, which is LeCun's law. The two agree for a square layer only, so here the fans differ.
Work out what each rule predicts, read each width off the common axis, and look at the form: the
paper's uniform law has the paper's variance, but it is a box that ends at √3 σ.

The σ of paper and deck differ by a factor of at least 1.3, and an ideal observer of the bars puts
one of the rules wrongly at most once in 10,000. All rules that are offered were drawn, in an
order that says nothing; the axis is the same for all and depends on the fans alone.

Easy: three rules with their formulas, the σ of paper and deck a factor of 2 apart. Medium: four
rules by name, one of them with He's factor 2. Hard: a rule that looks at the outputs alone comes
in its place, the layer may narrow as well as widen, and the measured σ are printed.
"""

from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np

from initquiz.asking.instance import Draft, drawn
from initquiz.asking.scheme_options import as_option_law, prediction_note
from initquiz.initializers.fans import Fans
from initquiz.initializers.figure import bars, expected_curve
from initquiz.initializers.histogram import nice_edges
from initquiz.initializers.identify import (
    WORST_ERROR,
    difficulty,
    error_bound,
    required_samples,
)
from initquiz.initializers.laws import Family, Floats, Law
from initquiz.initializers.named import draw
from initquiz.initializers.rules import Distribution, Mode, scaled
from initquiz.initializers.sampling import measured_std
from initquiz.initializers.words import measured_as
from initquiz.model.arranging import Match
from initquiz.model.blocks import CurveRole, Histogram, Mark
from initquiz.model.card import Level
from initquiz.model.choosing import Option
from initquiz.model.mistake import Mistake
from initquiz.model.question import FactValue
from initquiz.model.question_type import QuestionType

_KEY = "convention-trap"
_VERSION = 1
_REACH = 3.2  # the axis ends at this many standard deviations of the widest law
_BOX_BINS = 8  # a box narrower than this many bars looks like a bell
_TRAP = 1.3  # least ratio of the paper's and the deck's standard deviations
_SIZES = (
    *(32, 48, 64, 80, 96, 100, 128, 160, 192, 200, 256, 300, 320, 384, 400, 512, 576, 640),
    *(768, 784, 1000, 1024, 1280, 1536, 2000, 2048),
)
_WEIGHTS = range(10_000, 150_000)
_LAYERS = tuple(Fans(i, o) for i in _SIZES for o in _SIZES if i * o in _WEIGHTS)


class _Rule(NamedTuple):
    """A convention: its key, whose it is, formula, mode, σ to fill in, factor and form."""

    key: str
    whose: str
    formula: str
    mode: Mode
    spelled: str
    scale: float = 1.0
    form: Distribution = "normal"

    @property
    def name(self) -> str:
        """Return the name as an option."""
        return f"{self.whose[0].upper()}{self.whose[1:]}, {self.form}"

    def law(self, layer: Fans) -> Law:
        """Return the law of a weight."""
        return scaled(layer, scale=self.scale, mode=self.mode, distribution=self.form)

    def predicts(self, layer: Fans) -> str:
        """Return σ: its formula with the fans' numbers, and its value."""
        spelled = self.spelled.format(n_in=layer.fan_in, n_out=layer.fan_out)
        return f"{spelled} = {self.law(layer).std:#.3g}"


_MEAN = "√(2/({n_in} + {n_out}))"
_PAPER = _Rule("xavier_normal", "Glorot's paper", "2/(n_in + n_out)", "fan_avg", _MEAN)
_BOX = _PAPER._replace(key="xavier_uniform", formula="±√(6/(n_in + n_out))", form="uniform")
_DECK = _Rule("xavier_normal_fan_in", "this deck", "1/n_in", "fan_in", "√(1/{n_in})")
_HE = _Rule("he_normal", "He's rule", "2/n_in", "fan_in", "√(2/{n_in})", 2.0)
_OUT = _Rule("fan_out_normal", "outputs alone", "1/n_out", "fan_out", "√(1/{n_out})")
_OFFERED = {
    Level.EASY: (_PAPER, _BOX, _DECK),
    Level.MEDIUM: (_PAPER, _BOX, _DECK, _HE),
    Level.HARD: (_PAPER, _BOX, _DECK, _OUT),
}

_WORDS = {3: "Three", 4: "Four"}

# What it shows to take one fan for another, by those of truth and answer.
_FANS_MISTAKEN = {
    ("fan_avg", "fan_in"): ("fan-out-ignored", "the outputs count too"),
    ("fan_avg", "fan_out"): ("fan-in-ignored", "the inputs count too"),
    ("fan_in", "fan_avg"): ("fans-averaged", "only the inputs count"),
    ("fan_out", "fan_avg"): ("fans-averaged", "only the outputs count"),
    ("fan_in", "fan_out"): ("fans-swapped", "it is the inputs that count, not the outputs"),
    ("fan_out", "fan_in"): ("fans-swapped", "it is the outputs that count, not the inputs"),
}


class _Panel(NamedTuple):
    """One histogram: the rule behind it, its bars, the measured σ and its standard error."""

    rule: _Rule
    block: Histogram
    std: float
    error: float

    @property
    def told(self) -> str:
        """Return what was measured."""
        return f"{self.block.title} measures σ = {measured_as(self.std, self.error)}."


def _draft(rng: np.random.Generator, level: Level) -> Draft | None:
    """Return an instance; None where the fans do not set the rules apart as the level asks."""
    layer = _LAYERS[rng.integers(len(_LAYERS))]
    offered = _OFFERED[level]
    laws = [rule.law(layer) for rule in offered]
    edges = nice_edges(_REACH * max(law.std for law in laws))
    bound = len(laws) * error_bound(laws, edges, layer.size)
    if bound > WORST_ERROR or not _fits(layer, level, edges):
        return None

    panels = [
        _drawn(rng, offered[which], layer, edges, place)
        for place, which in enumerate(rng.permutation(len(offered)), start=1)
    ]
    shown = [panel.block for panel in panels]
    if level is Level.HARD:
        shown = [replace(p.block, title=f"{p.block.title}: σ = {p.std:.4g}") for p in panels]
    order = [offered[i] for i in rng.permutation(len(offered))]
    return Draft(
        prompt=(
            f"{_WORDS[len(offered)]} programs drew “Xavier” weights for a "
            rf"layer with $n_{{in}}$ = {layer.fan_in} and $n_{{out}}$ = {layer.fan_out}, each by "
            "its own rule. Which rule drew which histogram?"
        ),
        blocks=tuple(shown),
        answer=Match(
            items=tuple(panel.block.title for panel in panels),
            options=tuple(_option(rule, layer, level) for rule in order),
            correct=tuple(order.index(panel.rule) for panel in panels),
            mistake_otherwise=Mistake(
                "conventions-mixed", "the rules are mixed up", _evidence(panels, layer)
            ),
            mistakes=tuple(
                (i, j, _mistake(panel, rule, layer))
                for i, panel in enumerate(panels)
                for j, rule in enumerate(order)
                if rule is not panel.rule
            ),
        ),
        evidence=_evidence(panels, layer),
        explanation=_explanation(layer),
        facts=_facts(panels, layer),
        revealed=tuple(_revealed(panel, layer) for panel in panels),
        error_bound=bound,
    )


def _fits(layer: Fans, level: Level, edges: Floats) -> bool:
    """Tell whether the rules are as far apart for these fans as the level asks, and visible."""
    laws = [rule.law(layer) for rule in _OFFERED[level]]
    wide, narrow = sorted((_PAPER.law(layer).std, _DECK.law(layer).std), reverse=True)
    boxes = (2 * law.support for law in laws if law.family is Family.UNIFORM)
    return (
        wide >= _TRAP * narrow
        and difficulty(laws, layer.size) is level
        and required_samples(laws) <= layer.size
        and min(boxes) >= _BOX_BINS * (edges[1] - edges[0])
    )


def _drawn(rng: np.random.Generator, rule: _Rule, layer: Fans, edges: Floats, place: int) -> _Panel:
    """Draw a layer by a rule, and return it as the histogram of this number."""
    law = rule.law(layer)
    weights = draw(rng, law, layer)
    block = replace(bars(weights, edges), title=f"Histogram {place}")
    return _Panel(rule, block, measured_std(weights), law.std_error(layer.size))


def _option(rule: _Rule, layer: Fans, level: Level) -> Option:
    """Return a rule as an option; its formula is part of the name at the easy level."""
    law = rule.law(layer)
    return Option(
        text=f"{rule.name}: {rule.formula}" if level is Level.EASY else rule.name,
        key=rule.key,
        law=as_option_law(law),
        note=f"{rule.formula}: {prediction_note(law)}",
    )


def _mistake(panel: _Panel, answer: _Rule, layer: Fans) -> Mistake:
    """Return what it shows to take another rule for the one behind a histogram."""
    key, title = _misread(panel.rule, answer)
    one = panel.rule
    lesson = (
        f"{one.name.split(',')[0]} predicts {one.predicts(layer)}, "
        f"{answer.whose} {answer.predicts(layer)}."
    )
    if one.whose == answer.whose:
        lesson = (
            f"Both of the paper's laws predict {one.predicts(layer)}, but a box ends sharply at "
            f"±{_BOX.law(layer).support:.3g} and a bell has tails."
        )
    return Mistake(key, f"in {panel.block.title.lower()} {title}", f"{panel.told} {lesson}")


def _misread(truth: _Rule, answer: _Rule) -> tuple[str, str]:
    """Return key and title of a mistake: the form first, then the fan, then the factor 2."""
    if truth.form != answer.form:
        if truth.form == "uniform":
            return "bell-for-box", "the bars are a box, and a bell has tails"
        return "box-for-bell", "the bars are a bell, and a box has no tails"
    if truth.mode != answer.mode:
        return _FANS_MISTAKEN[truth.mode, answer.mode]
    if truth.scale > answer.scale:
        return "factor-two-missing", "He's factor 2 is missing"
    return "factor-two-added", "there is no factor 2"


def _evidence(panels: list[_Panel], layer: Fans) -> str:
    """Say what was measured and what each rule predicts."""
    measured = ", ".join(f"{panel.std:#.3g}" for panel in panels)
    told = (rule for rule in (_DECK, _HE, _OUT) if rule in {panel.rule for panel in panels})
    others = ", ".join(f"{rule.whose} {rule.predicts(layer)}" for rule in told)
    return (
        f"Your histograms measure σ = {measured}. Glorot's paper predicts "
        f"{_PAPER.predicts(layer)}, for the bell and for the box; {others}."
    )


def _explanation(layer: Fans) -> str:
    """Return where the two conventions come from, and how far they are apart here."""
    paper, deck = _PAPER.law(layer).std, _DECK.law(layer).std
    ratio = max(paper, deck) / min(paper, deck)
    return (
        r"**Xavier** is the name of two rules. Glorot's paper asks for the variance "
        r"$\frac{2}{n_{in} + n_{out}}$, and PyTorch, Keras and JAX follow it; this deck and Caffe "
        r"take $\frac{1}{n_{in}}$, which is LeCun's law. "
        f"They agree where both fans are the same; here their σ differ by a factor of {ratio:.2f}: "
        f"{paper:#.3g} and {deck:#.3g}."
        "\n\n"
        r"The deck's uniform variant, $\mathcal{U}(-a, a)$ with $a = \sqrt{6/(n_{in} + n_{out})}$, "
        r"is the paper's: its variance is $a^2/3 = \frac{2}{n_{in} + n_{out}}$. So the deck's two "
        "variants, normal and uniform, differ in scale and not only in form, unless the layer is "
        "square. Source: Glorot and Bengio 2010, eq. 12 and 16; Caffe's `xavier` filler."
    )


def _facts(panels: list[_Panel], layer: Fans) -> dict[str, FactValue]:
    """Return the numbers of the instance, those of histogram i under names that end in _i."""
    facts: dict[str, FactValue] = {
        "scheme": _PAPER.key,
        "n_in": layer.fan_in,
        "n_out": layer.fan_out,
        "n": layer.size,
    }
    for place, panel in enumerate(panels, start=1):
        facts[f"rule_{place}"] = panel.rule.key
        facts[f"measured_std_{place}"] = panel.std
        facts[f"predicted_std_{place}"] = panel.rule.law(layer).std
    return facts


def _revealed(panel: _Panel, layer: Fans) -> Histogram:
    """Return the bars with the law behind them."""
    law = panel.rule.law(layer)
    curve = expected_curve(panel.block, law, "theory", CurveRole.TRUTH)
    marks = (Mark("−σ", CurveRole.GUIDE, -law.std), Mark("σ", CurveRole.GUIDE, law.std))
    title = f"{panel.block.title}: {panel.rule.name}"
    return replace(panel.block, title=title, curves=(curve,), marks=marks)


QUESTION = QuestionType(
    key=_KEY,
    title="The Xavier convention trap",
    version=_VERSION,
    answer_kind=Match.kind,
    levels=tuple(Level),
    schemes=("xavier_normal", "xavier_uniform", "xavier_normal_fan_in", "he_normal"),
    claims=(9, 10, 18),
    cards=("xavier-variance", "xavier-document", "xavier-uniform-variance", "xavier-square"),
    draw=partial(drawn, _KEY, _VERSION, _draft),
)
