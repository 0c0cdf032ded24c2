"""Name the histogram: one layer was drawn, its two fans are stated; which scheme drew it?

Read the width of the bars off the axis and compare it with what each scheme predicts for
these fans; look at the form (a bell, a box, a spike) and at how many weights are exactly 0.
Each instance is proven answerable: an ideal observer of the bars errs at most once in 10,000.

The axis depends on the fans and the options, never on the scheme that was drawn, so that
nothing but the counts tells the answer.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from initquiz.errors import UnanswerableError, UsageError
from initquiz.initializers.fans import Fans
from initquiz.initializers.figure import bars, expected_curve
from initquiz.initializers.histogram import nice_edges
from initquiz.initializers.identify import (
    WORST_ERROR,
    bhattacharyya,
    difficulty,
    error_bound,
    required_samples,
)
from initquiz.initializers.laws import Family, Floats, Law
from initquiz.initializers.misconceptions import misconception
from initquiz.initializers.rules import SPARSE_LINKS
from initquiz.initializers.sampling import measured_std
from initquiz.initializers.schemes import SCHEMES
from initquiz.initializers.words import prediction, weigh, zero_share
from initquiz.model.card import Level
from initquiz.model.question import (
    Choice,
    Curve,
    CurveRole,
    FactValue,
    Option,
    OptionLaw,
    Question,
)
from initquiz.model.question_type import QuestionType
from initquiz.model.verdict import Grade, Verdict

_KEY = "name-histogram"
_VERSION = 1
_STREAM = 0x4E48  # keeps this type's dice apart from other types' with the same seed
_TRIES = 1000  # each accepts 1 in 5 to 1 in 25, so an instance is always found
_REACH = 3.2  # the axis ends at this many standard deviations of the widest dense option
_BOX_BINS = 8  # a box narrower than this many bars looks like a bell
_SIZES = (
    *(64, 96, 100, 128, 192, 256, 300, 320, 384, 400, 512, 576, 640, 768, 784),
    *(1000, 1024, 1152, 1280, 1536, 2000, 2048, 3072, 4096, 5120, 8192),
)
_LAYERS = tuple(Fans(i, o) for i in _SIZES for o in _SIZES if i * o <= 2**20)
_OFFERED = (
    *("zeros", "small_random", "xavier_normal", "xavier_uniform"),
    *("he_normal", "lecun_normal", "sparse"),
)
# He and LeCun differ by √2 and Xavier lies near one of them, so seldom do all seven fit a
# level: one is left out, and the fans are drawn until the others do. "" leaves none out.
_LEFT_OUT = {
    Level.EASY: ("he_normal", "lecun_normal"),
    Level.MEDIUM: ("", "", "lecun_normal", "xavier_normal", "xavier_normal"),
    Level.HARD: ("", "he_normal", "lecun_normal"),
}
_TEXTS = {
    "small_random": "Small random, std 0.01",
    "xavier_normal": "Xavier normal, both fans",
    "sparse": f"Sparse, {SPARSE_LINKS} per unit",
}


class _Plan(NamedTuple):
    """What is fixed before the dice choose a truth: fans, options, axis and proof."""

    layer: Fans
    keys: tuple[str, ...]
    edges: Floats
    bound: float


def draw(seed: int, level: Level) -> Question:
    """Return the instance of a seed; the truth is even among its options and their order.

    Raises:
        UsageError: the seed is negative.
        UnanswerableError: no provable instance was found.
    """
    if seed < 0:
        raise UsageError(f"A seed is a whole number of at least 0, not {seed}.")
    entropy = np.random.SeedSequence((_STREAM, _VERSION, tuple(Level).index(level), seed))
    plan_rng, weight_rng = (np.random.default_rng(child) for child in entropy.spawn(2))
    layer, keys, edges, bound = _plan(plan_rng, level)
    order = [keys[i] for i in plan_rng.permutation(len(keys))]
    correct = int(plan_rng.integers(len(order)))

    truth = SCHEMES[order[correct]]
    law = truth.law(layer)
    weights = truth.sample(weight_rng, layer)
    std = measured_std(weights)
    block = bars(weights, edges)
    facts: dict[str, FactValue] = {
        "scheme": truth.key,
        "n_in": layer.fan_in,
        "n_out": layer.fan_out,
        "n": layer.size,
        "measured_std": std,
        "measured_std_error": law.std_error(layer.size),
        "predicted_std": law.std,
        "zeros": block.zeros,
    }
    drawn = json.dumps([block.counts, block.below, block.above, block.edges, facts], sort_keys=True)
    # Numbers stand outside the formulas: those are the same each time, so typeset already.
    prompt = (
        rf"One layer was drawn with $n_{{in}}$ = {layer.fan_in} and $n_{{out}}$ = {layer.fan_out}."
    )
    if level is Level.HARD:
        prompt += rf" Its weights measure $\sigma$ = {std:.4g}."
    return Question(
        key=_KEY,
        seed=seed,
        level=level.value,
        version=_VERSION,
        prompt=prompt + " Which scheme?",
        blocks=(block,),
        answer=Choice(tuple(_option(key, layer) for key in order), correct),
        explanation=_explanation(truth.key, layer),
        facts=facts,
        digest=hashlib.sha256(drawn.encode()).hexdigest()[:16],
        error_bound=bound,
    )


def grade(question: Question, index: int | None) -> Verdict:
    """Judge a choice and tell the mistake by the numbers of this very sample.

    Raises:
        UsageError: there is no such option.
    """
    choice, block = question.answer, question.blocks[0]
    options, right = choice.options, choice.options[choice.correct]
    if index is not None and not 0 <= index < len(options):
        raise UsageError(f"There is no option {index}; they are 0 to {len(options) - 1}.")
    name = SCHEMES[right.key].title
    curves = [_curve(question, right, CurveRole.TRUTH)]
    found, mistake = Grade.WRONG, ""
    if index is None or index == choice.correct:
        rivals = (option for option in options if option is not right)
        rival = max(rivals, key=lambda option: bhattacharyya(_law(option), _law(right)))
        found = Grade.UNKNOWN if index is None else Grade.RIGHT
        title = f"It is {name}." if index is None else f"Right: {name}."
        why = f"{_evidence(question, right, rival)} {SCHEMES[right.key].telltale}"
    else:
        wrong = options[index]
        told = misconception(right.key, wrong.key)
        mistake, title = told.key, f"Not {SCHEMES[wrong.key].title}: {told.title}."
        why = f"{_evidence(question, right, wrong)} {told.lesson}"
        curves.append(_curve(question, wrong, CurveRole.CHOSEN))
    return Verdict(
        grade=found,
        answer="" if index is None else options[index].key,
        title=title,
        why=why,
        option_notes=_notes(question, index),
        blocks=(replace(block, curves=tuple(curves)),),
        misconception=mistake,
    )


def _plan(rng: np.random.Generator, level: Level) -> _Plan:
    """Draw fans until the options are of the level and provably told apart by the bars."""
    left_out = _LEFT_OUT[level][rng.integers(len(_LEFT_OUT[level]))]
    keys = tuple(key for key in _OFFERED if key != left_out)
    for _ in range(_TRIES):
        layer = _LAYERS[rng.integers(len(_LAYERS))]
        laws = [SCHEMES[key].law(layer) for key in keys]
        if difficulty(laws, layer.size) is not level or required_samples(laws) > layer.size:
            continue
        edges = nice_edges(_REACH * max(law.std for law in laws if law.density == 1))
        bound = error_bound(laws, edges, layer.size)
        if bound <= WORST_ERROR and _boxes_show(laws, edges):
            return _Plan(layer, keys, edges, bound)
    raise UnanswerableError(f"No layer was found whose schemes can be told apart ({level}).")


def _boxes_show(laws: Sequence[Law], edges: Floats) -> bool:
    """Tell whether each uniform law is wide enough on this axis to be seen as a box."""
    boxes = (law.support for law in laws if law.family is Family.UNIFORM)
    return all(2 * support >= _BOX_BINS * (edges[1] - edges[0]) for support in boxes)


def _option(key: str, layer: Fans) -> Option:
    """Return the option of a scheme for this layer."""
    law = SCHEMES[key].law(layer)
    text = _TEXTS.get(key, SCHEMES[key].title)
    return Option(text, key, OptionLaw(law.family.value, law.std, law.density))


def _law(option: Option) -> Law:
    """Return the law an option stands for."""
    return Law(Family(option.law.family), option.law.std, option.law.density)


def _explanation(key: str, layer: Fans) -> str:
    """Return the truth's law with this layer's numbers, and how to tell it."""
    scheme = SCHEMES[key]
    return (
        f"**{scheme.title}**: ${scheme.formula}$, so here σ = {prediction(scheme, layer)}. "
        f"{scheme.telltale}\n\nBest for {scheme.best_for}. Source: {scheme.source}."
    )


def _evidence(question: Question, right: Option, other: Option) -> str:
    """Weigh the truth against another option by the numbers of this sample."""
    facts = question.facts
    layer = Fans(int(facts["n_in"]), int(facts["n_out"]))
    measured = float(facts["measured_std"]), float(facts["measured_std_error"])
    truth, rival = SCHEMES[right.key], SCHEMES[other.key]
    return weigh(question.blocks[0], measured, layer, truth=truth, rival=rival)


def _notes(question: Question, index: int | None) -> tuple[str, ...]:
    """Return a line per option: its finding, and what it predicts."""
    choice, facts = question.answer, question.facts
    notes = []
    for i, option in enumerate(choice.options):
        law = _law(option)
        note = f"σ {law.std:#.3g}" if law.density == 1 else f"{zero_share(law.density)} zeros"
        if law.family is Family.UNIFORM:
            note += f", ends at ±{law.support:.3g}"
        if i == choice.correct:
            counted = zero_share(1 - int(facts["zeros"]) / int(facts["n"]))
            found = f"{float(facts['measured_std']):#.3g}" if law.density == 1 else counted
            note = f"right · {note}, measured {found}"
        elif i == index:
            note = f"your answer · {note}"
        notes.append(note)
    return tuple(notes)


def _curve(question: Question, option: Option, role: CurveRole) -> Curve:
    """Return an option's expected counts over the question's bars."""
    return expected_curve(question.blocks[0], _law(option), SCHEMES[option.key].title, role)


QUESTION = QuestionType(
    key=_KEY,
    title="Name the histogram",
    version=_VERSION,
    answer_kind=Choice.kind,
    levels=tuple(Level),
    schemes=_OFFERED,
    claims=(8, 9, 10, 13, 15, 18, 22),
    draw=draw,
    grade=grade,
)
