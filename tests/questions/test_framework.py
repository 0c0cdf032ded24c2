"""Framework: calls of one name that draw other laws, told by their ends, as torch and JAX draw."""

import math
from collections import Counter
from functools import cache
from itertools import combinations

import numpy as np
import pytest

from initquiz.asking.grading import grade
from initquiz.initializers.fans import Fans
from initquiz.initializers.histogram import nice_edges
from initquiz.initializers.laws import Family, Floats, Law
from initquiz.model.blocks import CurveRole, Histogram
from initquiz.model.card import Level
from initquiz.model.choosing import Choice, Option
from initquiz.model.question import Question
from initquiz.model.verdict import Grade
from initquiz.questions import framework
from initquiz.questions.framework import QUESTION
from initquiz.study.proving import prove

SEEDS = 120
COMMON = {"bell", "cut-bell", "box", "narrow-box", "half-box"}


@cache
def drawn(level: Level) -> tuple[Question, ...]:
    """Return one question for each seed of a level."""
    return tuple(QUESTION.draw(seed, level) for seed in range(SEEDS))


def everything() -> list[Question]:
    """Return all drawn questions."""
    return [question for level in Level for question in drawn(level)]


def field(question: Question) -> Choice:
    """Return the answer field."""
    assert isinstance(question.answer, Choice)
    return question.answer


def truth(question: Question) -> Option:
    """Return the right option."""
    return field(question).options[field(question).correct]


def bars(question: Question) -> Histogram:
    """Return the histogram as asked."""
    (block,) = question.blocks
    assert isinstance(block, Histogram)
    return block


def sigma(question: Question) -> float:
    """Return the σ that the scheme of a question's options asks for, worked out anew."""
    n_in, n_out = int(question.facts["n_in"]), int(question.facts["n_out"])
    texts = " ".join(option.text for option in field(question).options)
    if "glorot" in texts:
        return math.sqrt(2 / (n_in + n_out))
    return math.sqrt((2 if "he_normal" in texts else 1) / n_in)


def ends(question: Question, option: Option) -> tuple[float, float, float, float]:
    """Return least, largest, mean and σ of what a call draws, worked out anew."""
    std, n_in = sigma(question), int(question.facts["n_in"])
    keep = 0.87962566103423978
    least, most, mean, width = {
        "bell": (-math.inf, math.inf, 0.0, std),
        "fixed-bell": (-math.inf, math.inf, 0.0, 0.05),
        "cut-bell": (-2 * std / keep, 2 * std / keep, 0.0, std),
        "narrow-cut-bell": (-2 * std, 2 * std, 0.0, std * keep),
        "box": (-math.sqrt(3) * std, math.sqrt(3) * std, 0.0, std),
        "narrow-box": (-1 / math.sqrt(n_in), 1 / math.sqrt(n_in), 0.0, 1 / math.sqrt(3 * n_in)),
        "half-box": (0.0, math.sqrt(3) * std, math.sqrt(3) * std / 2, std / 2),
    }[option.key]
    return least, most, mean, width


def cells(option: Option, edges: Floats) -> Floats:
    """Return the probabilities of a call's bars, by its option's law alone."""
    assert option.law is not None
    return Law(Family(option.law.family), option.law.std).bin_probabilities(edges - option.law.mean)


def test_quality_control_finds_nothing() -> None:
    """Every instance is repeatable, graded and explained; positions and truths fall evenly."""
    assert prove(QUESTION.key, QUESTION, range(200, 240)).problems == ()


def test_the_laws_are_those_of_the_calls() -> None:
    """Mean and σ of each option follow from the fans by the formulas of the libraries."""
    for question in everything():
        for option in field(question).options:
            *_, mean, std = ends(question, option)
            assert option.law is not None
            assert (option.law.mean, option.law.std) == pytest.approx((mean, std))


def test_no_weight_lies_beyond_its_end() -> None:
    """The drawn layer keeps to what its call can draw, nearly reaches it, and has its σ."""
    for question in everything():
        block, n = bars(question), int(question.facts["n"])
        least, most, mean, std = ends(question, truth(question))
        largest = float(question.facts["largest"])
        assert abs(float(question.facts["measured_std"]) - std) <= 6 * std / math.sqrt(2 * n)
        middles = (np.array(block.edges[1:]) + np.array(block.edges[:-1])) / 2
        centre = float(np.average(middles, weights=block.counts))
        assert centre == pytest.approx(mean, abs=std * (0.01 + 5 / math.sqrt(n)))
        if math.isinf(most):
            assert 3.2 < largest / std < 6
            continue
        assert 0.97 * most < largest <= most * (1 + 1e-6)
        seen = [
            x
            for x, count in zip(
                zip(block.edges, block.edges[1:], strict=False), block.counts, strict=True
            )
            if count
        ]
        assert seen[0][1] >= least
        assert seen[-1][0] <= most


def test_an_observer_of_the_bars_is_never_wrong() -> None:
    """The likeliest call by its law is the right one, every time."""
    for question in everything():
        block = bars(question)
        counts = np.array((block.below, *block.counts, block.above))
        with np.errstate(divide="ignore"):
            logs = [np.log(cells(o, np.array(block.edges))) for o in field(question).options]
        scores = [float(np.sum(counts[counts > 0] * one[counts > 0])) for one in logs]
        assert scores.index(max(scores)) == field(question).correct


def test_the_bound_is_that_of_the_bars() -> None:
    """The error bound is the sum of the Bhattacharyya bounds, and at most 1 in 10,000."""
    for question in everything()[::9]:
        edges, n = np.array(bars(question).edges), bars(question).total
        roots = [np.sqrt(cells(option, edges)) for option in field(question).options]
        worst = max(sum(float(a @ b) ** n for b in roots if b is not a) for a in roots)
        assert question.error_bound == pytest.approx(worst, rel=1e-6, abs=1e-300)
        assert worst <= 1e-4


def test_a_box_from_0_on_is_told_by_its_side() -> None:
    """Ten weights of a box that all lie above 0: the bound on the error is 2 ** -5."""
    calls = framework._calls(  # noqa: SLF001
        framework._BASES[0],  # noqa: SLF001
        Fans(2, 5),
        Level.HARD,
        named_cut=False,
    )
    boxes = [call for call in calls if call.outline in ("box", "half-box")]
    edges = np.linspace(-2, 2, 5) * boxes[0].law.support
    bound = framework._bound(boxes, Fans(2, 5), edges)  # noqa: SLF001
    assert bound == pytest.approx(2**-5)


def test_the_axis_says_nothing() -> None:
    """The bars' edges follow from the options, whichever call was made."""
    for question in everything():
        widest = max(option.law.std for option in field(question).options if option.law)
        assert bars(question).edges == tuple(nice_edges(3.2 * widest).tolist())


def test_levels_differ_as_promised() -> None:
    """Easy: factor 2, log axis. Medium: the narrow cut, σ printed. Hard: the largest is printed."""
    for question in everything():
        keys = {option.key for option in field(question).options}
        easy, hard = question.level == "easy", question.level == "hard"
        assert keys == COMMON | {"fixed-bell" if easy else "narrow-cut-bell"}
        assert bars(question).log_y is not hard
        assert (r"$\sigma$ = " in question.prompt) is (question.level == "medium")
        assert ("The largest of its weights is" in question.prompt) is hard
        if hard:
            assert f"is {question.facts['largest']:.4g} in size." in question.prompt
            assert bars(question).total < 12_000
        else:
            assert bars(question).total >= 30_000
        laws = [option.law for option in field(question).options if option.law]
        gap = 0.69 if easy else 0.34
        for a, b in combinations(laws, 2):
            if a.family == b.family != "truncated_normal" and not a.mean and not b.mean:
                assert abs(math.log(a.std / b.std)) >= gap
    named = Counter(
        option.text.split(",")[0]
        for question in drawn(Level.HARD)
        for option in field(question).options
        if option.key == "bell"
    )
    assert named["torch: `trunc_normal_`"] > SEEDS / 4
    assert {"torch: `kaiming_normal_`", "torch: `xavier_normal_`"} < {*named}


def test_every_call_is_made_in_its_turn() -> None:
    """At each level all six calls are the truth about as often, and stand at each place."""
    for level in Level:
        for seen in (
            Counter(truth(question).key for question in drawn(level)),
            Counter(field(question).correct for question in drawn(level)),
        ):
            fair = SEEDS / 6
            assert len(seen) == 6
            assert sum((n - fair) ** 2 for n in seen.values()) / fair < 36  # 1e-6 at 5 d.f.


def test_four_sigma_rule_the_cut_out() -> None:
    """The evidence tells how many σ the largest weight is away: 2.27 for Keras, 4 for torch."""
    for question in everything():
        largest, std = (float(question.facts[name]) for name in ("largest", "measured_std"))
        assert f"the largest is {largest / std:.2f} σ away from 0" in question.evidence
        if truth(question).key in ("cut-bell", "narrow-cut-bell"):
            assert largest / std == pytest.approx(2.2737, rel=0.04)
        if truth(question).key == "bell":
            assert largest / std > 3.2


def test_wrong_calls_are_named_and_told() -> None:
    """Each confusion has a key of two outlines, a title with the wrong call's end, both curves."""
    seen = set()
    for question in everything()[::2]:
        for index, option in enumerate(field(question).options):
            verdict = grade(question, (index,))
            block = verdict.blocks[0]
            assert isinstance(block, Histogram)
            if index == field(question).correct:
                assert verdict.grade is Grade.RIGHT
                assert [curve.role for curve in block.curves] == [CurveRole.TRUTH]
                continue
            assert verdict.misconception == f"{option.key}-for-{truth(question).key}"
            assert verdict.title.startswith(f"Not {option.text}: it ")
            assert verdict.why == question.evidence
            assert [curve.role for curve in block.curves] == [CurveRole.TRUTH, CurveRole.CHOSEN]
            seen.add(verdict.misconception)
    assert len(seen) == 7 * 6 - 2  # the fixed bell and the narrow cut never meet


def test_curves_lie_over_their_bars() -> None:
    """The truth's curve fits the bars, also where they start at 0, and marks stand at its ends."""
    for question in everything()[::4]:
        block = grade(question, None).blocks[0]
        assert isinstance(block, Histogram)
        (curve,) = block.curves
        middles = (np.array(block.edges[1:]) + np.array(block.edges[:-1])) / 2
        fit = np.interp(middles, curve.xs, curve.ys)
        assert np.abs(fit - block.counts).sum() < 0.25 * block.total
        least, most, *_ = ends(question, truth(question))
        expected = [] if math.isinf(most) else [least, most]
        assert [mark.place for mark in block.marks] == pytest.approx(expected, abs=1e-12)


def test_neither_prompt_nor_summary_names_the_call() -> None:
    """Before the answer nothing names a framework, a call or a form."""
    for question in everything():
        said = question.prompt + bars(question).summary + bars(question).title
        for word in ("torch", "Keras", "JAX", "normal", "uniform", "bell", "box", "cut", "end"):
            assert word not in said


def test_layers_whose_boxes_are_alike_are_refused() -> None:
    """Where Glorot's box is as wide as torch's default, five outputs to an input, none is asked."""
    glorot = framework._BASES[1]  # noqa: SLF001
    for shape, apart in (((100, 500), False), ((100, 100), True)):
        layer = Fans(*shape)
        calls = framework._calls(glorot, layer, Level.HARD, named_cut=False)  # noqa: SLF001
        assert framework._apart(calls, 0.34) is apart  # noqa: SLF001
    drafts = [
        framework._draft(np.random.default_rng(seed), Level.EASY)  # noqa: SLF001
        for seed in range(40)
    ]
    assert None in drafts


@pytest.mark.peers
@pytest.mark.filterwarnings("default")
def test_torch_draws_what_its_options_say() -> None:
    """PyTorch's calls give the ends and σ of their options: no cut at 2 σ, a box of 1/√n_in."""
    torch = pytest.importorskip("torch")
    torch.manual_seed(3)
    init = torch.nn.init
    for question in everything()[::40]:
        n_in, n_out = int(question.facts["n_in"]), int(question.facts["n_out"])
        for option in field(question).options:
            weights = torch.empty(n_out, n_in)
            if "kaiming_normal_" in option.text:
                linear = "linear" in option.text
                init.kaiming_normal_(weights, nonlinearity="linear" if linear else "relu")
            elif "xavier_normal_" in option.text:
                init.xavier_normal_(weights)
            elif "trunc_normal_" in option.text:
                init.trunc_normal_(weights, std=sigma(question))
            elif "nn.Linear" in option.text:
                weights = torch.nn.Linear(n_in, n_out).weight.detach()
            else:
                continue
            agree(question, option, weights.numpy())


@pytest.mark.peers
@pytest.mark.filterwarnings("default")
def test_jax_draws_what_its_options_say() -> None:
    """JAX's calls give the ends and σ of their options: a cut that is widened, one that is not."""
    jax = pytest.importorskip("jax")
    made = jax.nn.initializers
    for number, question in enumerate(everything()[::50]):
        n_in, n_out = int(question.facts["n_in"]), int(question.facts["n_out"])
        for option in field(question).options:
            if "JAX" not in option.text:
                continue
            name = option.text.split("`")[1]
            std = sigma(question)
            if name == "truncated_normal":
                call = made.truncated_normal(stddev=std)
            elif name == "uniform":
                call = made.uniform(scale=math.sqrt(3) * std)
            else:
                call = getattr(made, name)()
            agree(question, option, np.asarray(call(jax.random.key(number), (n_in, n_out))))


def agree(question: Question, option: Option, weights: np.ndarray) -> None:
    """Check that weights have a call's ends, mean and σ."""
    least, most, mean, std = ends(question, option)
    n = weights.size
    x = np.asarray(weights, np.float64)
    assert x.std() == pytest.approx(std, rel=6 / math.sqrt(2 * n))
    assert x.mean() == pytest.approx(mean, abs=6 * std / math.sqrt(n))
    assert least * (1 + 1e-6) <= x.min()
    assert x.max() <= most * (1 + 1e-6)
    assert x.max() > (3 * std if math.isinf(most) else 0.97 * most)
