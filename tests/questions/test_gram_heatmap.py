"""Gram heatmap: clean diagonals, specks and equal cells; orthogonal does not mean square."""

import math
from collections import Counter
from functools import cache
from itertools import combinations

import numpy as np
import pytest

from initquiz.asking.grading import grade
from initquiz.errors import UnanswerableError
from initquiz.initializers.fans import Fans
from initquiz.model.blocks import Heatmap
from initquiz.model.card import Level
from initquiz.model.choosing import Choice, Option
from initquiz.model.question import Question
from initquiz.model.verdict import Grade
from initquiz.questions import gram_heatmap
from initquiz.questions.gram_heatmap import QUESTION
from initquiz.study.proving import prove

SEEDS = 80
VARIANCES = {
    "lecun_normal": lambda i, _: 1 / i,
    "he_normal": lambda i, _: 2 / i,
    "xavier_normal": lambda i, o: 2 / (i + o),
    "torch_linear": lambda i, _: 1 / (3 * i),
}


@cache
def drawn(level: Level) -> tuple[Question, ...]:
    """Return one question for each seed of a level."""
    return tuple(QUESTION.draw(seed, level) for seed in range(SEEDS))


def everything() -> list[Question]:
    """Return all drawn questions."""
    return [question for level in Level for question in drawn(level)]


def parts(question: Question) -> tuple[Choice, np.ndarray, Fans]:
    """Return the answer field, the cells shown and the fans."""
    (block,) = question.blocks
    assert isinstance(question.answer, Choice)
    assert isinstance(block, Heatmap)
    layer = Fans(int(question.facts["n_in"]), int(question.facts["n_out"]))
    return question.answer, np.array(block.cells), layer


def expected(option: Option, question: Question) -> tuple[str, float]:
    """Return what an option looks like (clean, specks, equal, zero), and its diagonal."""
    _, _, layer = parts(question)
    scheme, *rest = option.key.split("-")
    side = rest[-1] if rest and rest[-1] in {"columns", "rows"} else question.facts["side"]
    summed = layer.fan_in if side == "columns" else layer.fan_out
    if scheme == "zeros":
        return "zero", 0.0
    if scheme == "constant":
        return "equal", summed * 0.01
    if scheme == "orthogonal":
        gain = float(rest[0])
        # The vectors of the shorter side are orthonormal; the others share its rank.
        if summed == max(layer):
            return "clean", gain**2
        return "specks", gain**2 * min(layer) / max(layer)
    return "specks", summed * VARIANCES[scheme](*layer)


def seen(cells: np.ndarray) -> str:
    """Return what a heatmap looks like."""
    off = cells[~np.eye(len(cells), dtype=bool)]
    if not cells.any():
        return "zero"
    if np.ptp(cells) < 1e-6:
        return "equal"
    return "specks" if off.any() else "clean"


def test_quality_control_finds_nothing() -> None:
    """Drawn twice it is the same, every option is told, and no key pays by guessing."""
    proof = prove(QUESTION.key, QUESTION, range(12, 62))
    assert proof.problems == ()
    assert (proof.instances, proof.refused) == (150, 0)


def test_form_and_diagonal_find_every_answer() -> None:
    """What is off the diagonal, and then its mean: an observer by these is never wrong."""
    for question in everything():
        field, cells, _ = parts(question)
        form, mean = seen(cells), float(np.diag(cells).mean())
        alike = [i for i, o in enumerate(field.options) if expected(o, question)[0] == form]
        heights = [expected(field.options[i], question)[1] for i in alike]
        off = [abs(math.log((h or 1) / (mean or 1))) for h in heights]
        assert alike[off.index(min(off))] == field.correct
        assert min(off) < (0.25 if form == "specks" else 1e-5)


def test_orthogonal_does_not_mean_square() -> None:
    """Layers that are not square show a perfect identity, on the shorter side alone."""
    clean = specks = 0
    for question in everything():
        _, cells, layer = parts(question)
        if question.facts["scheme"] == "orthogonal" and layer.fan_in != layer.fan_out:
            short = "columns" if layer.fan_in > layer.fan_out else "rows"
            gain = float(question.facts["gain"])
            if question.facts["side"] == short:
                clean += 1
                assert np.array_equal(cells, np.eye(len(cells)) * gain**2)
            else:
                specks += 1
                assert abs(cells - np.diag(np.diag(cells))).max() > 0.1 * gain**2
                share = gain**2 * min(layer) / max(layer)
                assert np.diag(cells).mean() == pytest.approx(share, rel=0.15)
    assert min(clean, specks) > 10


def test_options_of_one_form_are_apart() -> None:
    """Their diagonals differ by half a unit of logarithm and by 8 % of the colours."""
    for question in everything():
        field, _, _ = parts(question)
        block = question.blocks[0]
        assert isinstance(block, Heatmap)
        for a, b in combinations(field.options, 2):
            (form, height), (other, there) = expected(a, question), expected(b, question)
            if form == other:
                assert abs(math.log(height / there)) >= 0.5 * (1 - 1e-9)
                assert abs(height - there) >= 0.08 * block.limit * (1 - 1e-9)


def test_the_proof_is_chernoffs() -> None:
    """The bound sums chi-squares beyond the middle of two diagonals, over what has specks."""
    for question in everything():
        field, cells, layer = parts(question)
        truth = field.options[field.correct]
        form, mean = expected(truth, question)
        side = question.facts["side"]
        squares = (layer.fan_in if side == "columns" else layer.fan_out) * min(24, len(cells))
        total = 0.0
        for option in field.options:
            other, there = expected(option, question)
            if form == other == "specks" and option is not truth:
                ratio = math.sqrt(there / mean)
                total += math.exp(-squares / 2 * (ratio - 1 - math.log(ratio)))
        assert question.error_bound == pytest.approx(total, rel=1e-6)
        assert total <= 1e-4


def test_levels_differ_in_what_is_stated() -> None:
    """The shorter side's product; either, of layers not square; neither is stated."""
    longer = 0
    for level in Level:
        for question in drawn(level):
            field, cells, layer = parts(question)
            short = "columns" if layer.fan_in >= layer.fan_out else "rows"
            sides = {option.key.rsplit("-", 1)[-1] for option in field.options}
            stated = {"columns": "of WᵀW, of", "rows": "of WWᵀ, of"}[str(question.facts["side"])]
            assert len(field.options) == 6
            assert cells.shape == (24, 24)
            if level is Level.EASY:
                assert question.facts["side"] == short
            else:
                assert layer.fan_in != layer.fan_out
            if level is Level.MEDIUM:
                longer += question.facts["side"] != short
            if level is Level.HARD:
                assert sides == {"columns", "rows"}
                assert "of WᵀW or WWᵀ, of" in question.prompt
                assert all(option.law is None for option in field.options)
                assert {"orthogonal-1-columns", "orthogonal-1-rows"} <= {
                    option.key for option in field.options
                }
            else:
                assert not sides & {"columns", "rows"}
                assert stated in question.prompt
                assert all(option.law for option in field.options)
    assert SEEDS / 2 < longer < SEEDS * 0.9


def test_the_colours_are_those_of_all_options() -> None:
    """They end just beyond the largest diagonal on offer, whichever matrix was drawn."""
    for question in everything():
        field, cells, layer = parts(question)
        block = question.blocks[0]
        assert isinstance(block, Heatmap)
        ends = []
        for option in field.options:
            words = option.key.split("-")
            side = words[-1] if question.level == "hard" else question.facts["side"]
            summed = layer.fan_in if side == "columns" else layer.fan_out
            ends.append(expected(option, question)[1] * (1 + 3 * math.sqrt(2 / summed)))
        # A clean diagonal's own option has room for specks too: the sum is over the long side.
        assert block.limit == pytest.approx(max(ends), rel=0.06)
        assert np.diag(cells).mean() <= block.limit


def test_nothing_before_the_answer_names_a_matrix() -> None:
    """Prompt, title and summary hold no option's name; both fans are stated."""
    for question in everything():
        field, _, layer = parts(question)
        block = question.blocks[0]
        said = (question.prompt + block.title + block.summary).lower()
        names = [option.text.split(",")[0].lower() for option in field.options]
        assert not [name for name in names if name in said and name != "zero"]
        assert "orthogonal" not in said
        assert f"$n_{{in}}$ = {layer.fan_in} rows" in question.prompt
        assert f"$n_{{out}}$ = {layer.fan_out} columns" in question.prompt


def test_the_right_answer_stands_anywhere() -> None:
    """Every position is right often enough."""
    places = Counter(parts(question)[0].correct for question in everything())
    fair = len(everything()) / 6
    assert sum((places[i] - fair) ** 2 for i in range(6)) / fair < 38


@pytest.mark.parametrize(
    ("level", "truth", "answer", "key"),
    [
        (Level.EASY, "orthogonal-1", "lecun_normal", "identity-overlooked"),
        (Level.EASY, "lecun_normal", "orthogonal-1", "identity-imagined"),
        (Level.EASY, "orthogonal-2", "orthogonal-1", "gain-misread"),
        (Level.EASY, "constant", "orthogonal-1", "rank-one-overlooked"),
        (Level.EASY, "orthogonal-1", "constant", "rank-one-imagined"),
        (Level.EASY, "zeros", "constant", "zero-product-overlooked"),
        (Level.EASY, "he_normal", "zeros", "zero-product-imagined"),
        (Level.EASY, "torch_linear", "he_normal", "scale-misread"),
        (Level.EASY, "lecun_normal", "he_normal", "factor-two-added"),
        (Level.MEDIUM, "orthogonal-1", "he_normal", "orthogonal-means-identity"),
        (Level.HARD, "orthogonal-1-columns", "orthogonal-1-rows", "longer-side-identity"),
        (Level.HARD, "orthogonal-1-rows", "orthogonal-1-columns", "longer-side-identity"),
        (Level.HARD, "he_normal-columns", "he_normal-rows", "fans-swapped"),
        (Level.HARD, "constant-columns", "constant-rows", "fans-swapped"),
    ],
)
def test_each_confusion_has_its_name(level: Level, truth: str, answer: str, key: str) -> None:
    """Form first, then the side, then the size: title, lesson with numbers, and tag."""
    question, index = next(
        (question, i)
        for question in (QUESTION.draw(seed, level) for seed in range(400))
        for i, option in enumerate(parts(question)[0].options)
        if parts(question)[0].options[parts(question)[0].correct].key == truth
        and option.key == answer
        if key != "orthogonal-means-identity" or seen(parts(question)[1]) == "specks"
    )
    field, cells, _ = parts(question)
    verdict = grade(question, (index,))
    assert (verdict.grade, verdict.misconception) == (Grade.WRONG, key)
    assert verdict.title.startswith(f"Not {field.options[index].text}: ")
    assert f"The diagonal averages {np.diag(cells).mean():.3g}" in verdict.why
    assert f"{field.options[index].text} predicts " in verdict.why


def test_notes_predict_what_is_seen() -> None:
    """Each option's note has its diagonal and what is off it; facts have the truth's."""
    off = {"clean": "0 off it", "specks": "specks off it"}
    for question in everything():
        field, _, _ = parts(question)
        for option in field.options:
            form, height = expected(option, question)
            if form == "zero":
                assert option.note == "nothing but 0"
                continue
            on, rest = option.note.split(" ", 1)
            assert float(on) == pytest.approx(height, rel=0.005)
            assert rest == (f"on the diagonal, {off[form]}" if form in off else "in every cell")
        truth = field.options[field.correct]
        predicted = expected(truth, question)[1]
        assert question.facts["predicted_diagonal"] == pytest.approx(predicted, rel=1e-9)
        words = truth.key.split("-")
        gain = float(words[1]) if words[0] == "orthogonal" else 1.0
        assert question.facts["gain"] == gain


def test_the_evidence_tells_why() -> None:
    """Measured diagonal and specks, then the reason: orthonormal, a projection, sums, equality."""
    reasons = Counter[str]()
    for question in everything():
        field, cells, layer = parts(question)
        form, _ = expected(field.options[field.correct], question)
        side = str(question.facts["side"])
        product = {"columns": "WᵀW", "rows": "WWᵀ"}[side]
        largest = abs(cells - np.diag(np.diag(cells))).max()
        seen_off = f"no cell is larger than {largest:.3g}" if largest else "there is nothing"
        mean = np.diag(cells).mean()
        assert f"averages {mean:.3g}, and off it {seen_off}." in question.evidence
        gain = float(question.facts["gain"])
        power = f"{gain:g}²·" if gain != 1 else ""
        if form == "clean":
            why = f"The {side} are not the longer side, so orthonormal: {product} = {power}I."
        elif question.facts["scheme"] == "orthogonal":
            share = f"{power}{min(layer)}/{max(layer)} = "
            why = f"so {product} is no identity: its diagonal averages {share}"
        elif form == "specks":
            summed = layer.fan_in if side == "columns" else layer.fan_out
            why = f"The diagonal of {product} has sums of {summed} squares"
        else:
            why = "everywhere."
        assert why in question.evidence
        reasons[" ".join(why.split()[:2])] += 1
    assert {"The columns", "The rows", "The diagonal", "everywhere."} < set(reasons)


def test_the_truth_is_named_once_it_is_answered() -> None:
    """The revealed heatmap bears the right option's name and the same cells."""
    for question in everything()[::7]:
        field, cells, _ = parts(question)
        (block,) = question.revealed
        assert isinstance(block, Heatmap)
        assert block.title == field.options[field.correct].text
        assert np.array_equal(np.array(block.cells), cells)


def test_diagonals_that_are_too_close_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no six options can be told apart nothing is asked."""
    monkeypatch.setattr(gram_heatmap, "_GAP", 1.5)
    with pytest.raises(UnanswerableError, match="gram-heatmap found no provable question"):
        QUESTION.draw(1, Level.HARD)


def test_few_weights_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of products of small layers no diagonal is asked that chance could have made."""
    monkeypatch.setattr(gram_heatmap, "_SIDES", (6, 8))
    for seed in range(30):
        question = QUESTION.draw(seed, Level.EASY)
        field, cells, _ = parts(question)
        forms = [expected(option, question)[0] for option in field.options]
        assert seen(cells) != "specks" or forms.count("specks") == 1
