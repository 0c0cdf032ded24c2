"""Match the spectra: each one provably belongs to one matrix, by form and by height."""

import math
from collections import Counter
from functools import cache
from itertools import combinations

import numpy as np
import pytest

from initquiz.asking.grading import grade
from initquiz.errors import UnanswerableError
from initquiz.initializers.fans import Fans
from initquiz.model.arranging import Match
from initquiz.model.blocks import CurveRole, Spectrum
from initquiz.model.card import Level
from initquiz.model.choosing import Option
from initquiz.model.question import Question
from initquiz.model.verdict import Grade
from initquiz.questions import spectrum_match
from initquiz.questions.spectrum_match import QUESTION
from initquiz.study.proving import prove

SEEDS = 60
# The variance of one weight, from the number of inputs and of outputs.
VARIANCES = {
    "lecun_normal": lambda i, _: 1 / i,
    "he_normal": lambda i, _: 2 / i,
    "xavier_normal": lambda i, o: 2 / (i + o),
    "torch_linear": lambda i, _: 1 / (3 * i),
    "sparse": lambda i, _: 15 / i,
}


@cache
def drawn(level: Level) -> tuple[Question, ...]:
    """Return one question for each seed of a level."""
    return tuple(QUESTION.draw(seed, level) for seed in range(SEEDS))


def everything() -> list[Question]:
    """Return all drawn questions."""
    return [question for level in Level for question in drawn(level)]


def parts(question: Question) -> tuple[Match, Fans, list[Spectrum]]:
    """Return the answer field, the fans and the spectra, each as what it is."""
    assert isinstance(question.answer, Match)
    layer = Fans(int(question.facts["n_in"]), int(question.facts["n_out"]))
    return question.answer, layer, [b for b in question.blocks if isinstance(b, Spectrum)]


def spread(option: Option, layer: Fans) -> float:
    """Return the root mean square singular value of independent weights; 0 for other forms."""
    if option.key not in VARIANCES:
        return 0.0
    return math.sqrt(VARIANCES[option.key](*layer) * max(layer))


def recognized(block: Spectrum, options: tuple[Option, ...], layer: Fans) -> int:
    """Return the option that a spectrum is of, by rules of this test's own."""
    values = np.array(block.values)
    if not values.any():
        wanted = "zeros"
    elif not values[1:].any():
        wanted = "constant"
    elif np.ptp(values) < 1e-5 * values[0]:
        gain = f"{values[0]:.3g}"
        wanted = "orthogonal" if gain == "1" else f"orthogonal-gain-{gain}"
    else:
        height = math.sqrt(float(np.mean(values**2)))
        slopes = [option for option in options if spread(option, layer)]
        wanted = min(slopes, key=lambda one: abs(math.log(spread(one, layer) / height))).key
    return [option.key for option in options].index(wanted)


def test_quality_control_finds_nothing() -> None:
    """Drawn twice it is the same, every wrong pair is told, and no answer pays by guessing."""
    proof = prove(QUESTION.key, QUESTION, range(12, 62))
    assert proof.problems == ()
    assert (proof.instances, proof.refused) == (150, 0)


def test_form_and_mean_square_find_every_answer() -> None:
    """Flat, one value, or the nearest height: an observer by these rules is never wrong."""
    for question in everything():
        field, layer, blocks = parts(question)
        found = tuple(recognized(block, field.options, layer) for block in blocks)
        assert found == field.solution


def test_the_proof_is_chernoffs() -> None:
    """The bound is that of a chi-square beyond the middle of two heights, over all slopes."""
    for question in everything():
        field, layer, _ = parts(question)
        total = 0.0
        for index in field.correct:
            truth = field.options[index]
            for other in field.options:
                if spread(truth, layer) and spread(other, layer) and other is not truth:
                    ratio = spread(other, layer) / spread(truth, layer)
                    weights = 15 * layer.fan_out if truth.key == "sparse" else layer.size
                    total += math.exp(-weights / 2 * (ratio - 1 - math.log(ratio)))
        assert question.error_bound == pytest.approx(total, rel=1e-9)
        assert question.error_bound <= 1e-4


def test_levels_differ_in_number_shape_and_gap() -> None:
    """Three of square layers, far apart; four of others, by √2 or more; four, closer."""
    limits = {Level.EASY: (0.69, 9), Level.MEDIUM: (0.34, 0.69), Level.HARD: (0.18, 0.34)}
    for level, (least, most) in limits.items():
        for question in drawn(level):
            field, layer, blocks = parts(question)
            heights = [h for option in field.options if (h := spread(option, layer))]
            closest = min(abs(math.log(a / b)) for a, b in combinations(heights, 2))
            assert least <= closest < most
            assert len(blocks) == len(field.items) == (3 if level is Level.EASY else 4)
            assert (layer.fan_in == layer.fan_out) is (level is Level.EASY)
            assert len(field.options) == 6
            assert max(layer) <= 3 * min(layer)


def test_the_axis_is_that_of_all_names_on_offer() -> None:
    """All spectra share one range, which holds them and would hold every other option."""
    for question in everything():
        field, layer, blocks = parts(question)
        ends = [
            spread(o, layer) * (1 + math.sqrt(min(layer) / max(layer)))
            * (1.3 if o.key == "sparse" else 1)
            for o in field.options
        ]  # fmt: skip
        for block in blocks:
            assert block.y_range == pytest.approx((0.0, 1.1 * max(ends)))
        assert max(block.values[0] for block in blocks) <= 1.1 * max(ends)


def test_names_stand_anywhere() -> None:
    """Each option is right at each item often enough, and each place is."""
    for level in Level:
        shown: Counter[str] = Counter()
        places: Counter[int] = Counter()
        for question in drawn(level):
            field, _, _ = parts(question)
            shown.update(field.options[i].key.split("-")[0] for i in field.correct)
            places.update(field.correct)
        assert set(places) == set(range(6))
        fair = places.total() / 6
        assert sum((count - fair) ** 2 for count in places.values()) / fair < 38
        assert min(shown.values()) >= 5


def test_nothing_before_the_answer_names_a_matrix() -> None:
    """Prompt, titles and summaries hold no option's name; both fans are stated."""
    for question in everything():
        field, layer, blocks = parts(question)
        said = " ".join([question.prompt, *(b.title + b.summary + b.y_title for b in blocks)])
        for option in field.options:
            assert option.text.lower() not in said.lower()
        for word in ("orthogonal", "normal", "sparse", "constant", "uniform", "gain"):
            assert word not in said.lower()
        assert f"$n_{{in}}$ = {layer.fan_in} " in question.prompt
        assert f"$n_{{out}}$ = {layer.fan_out}." in question.prompt


def test_the_truth_is_laid_over_each_spectrum() -> None:
    """Every revealed curve lies on its own points: exactly for lines, closely for slopes."""
    for question in everything():
        field, layer, _ = parts(question)
        for block, index in zip(question.revealed, field.correct, strict=True):
            assert isinstance(block, Spectrum)
            (curve,) = block.curves
            option = field.options[index]
            assert (curve.role, curve.label) == (CurveRole.TRUTH, option.text)
            off = np.abs(np.array(curve.ys) - block.values)
            if option.key == "sparse":  # 15 links are few, so it frays at both ends
                assert off.mean() < 0.12 * block.values[0]
            elif spread(option, layer):
                assert off.mean() < 0.04 * block.values[0]
            else:
                assert off.max() < 2e-5


def test_a_histogram_could_not_tell_orthogonal_from_lecun() -> None:
    """At hard, a layer that widens offers an orthogonal matrix of just LeCun's σ."""
    widening = [q for q in drawn(Level.HARD) if parts(q)[1].fan_in < parts(q)[1].fan_out]
    assert widening
    for question in widening:
        field, layer, _ = parts(question)
        stds = [o.law.std for o in field.options if o.law and o.law.family == "orthogonal"]
        assert max(stds) == pytest.approx(1 / math.sqrt(layer.fan_in), rel=0.005)


def test_a_learner_who_reads_the_highest_value_is_served() -> None:
    """Reading the top of a slope 3 % off names it, but for one in fifty at hard."""
    rng = np.random.default_rng(3)
    for level in Level:
        wrong = readings = 0
        for question in drawn(level):
            field, layer, blocks = parts(question)
            slopes = [i for i, option in enumerate(field.options) if spread(option, layer)]
            edge = 1 + math.sqrt(min(layer) / max(layer))
            for block, index in zip(blocks, field.correct, strict=True):
                if index in slopes:
                    for error in rng.normal(0, 0.03, 20):
                        read = block.values[0] * math.exp(error)
                        off = [abs(math.log(spread(field.options[i], layer) * edge / read))
                               for i in slopes]  # fmt: skip
                        wrong += slopes[off.index(min(off))] != index
                        readings += 1
        assert readings > 500
        assert wrong <= (0.02 if level is Level.HARD else 0.001) * readings


def find(truth: str, answer: str) -> tuple[Question, int, int]:
    """Return a question that shows one matrix and offers another: the item and the option."""
    for question in everything():
        field, _, _ = parts(question)
        keys = [option.key.split("-")[0] for option in field.options]
        shown = [keys[i] for i in field.correct]
        if truth in shown and answer in keys and truth != answer:
            return question, shown.index(truth), keys.index(answer)
    raise AssertionError((truth, answer))


@pytest.mark.parametrize(
    ("truth", "answer", "key"),
    [
        ("orthogonal", "lecun_normal", "spread-imagined"),
        ("orthogonal", "constant", "rank-one-imagined"),
        ("orthogonal", "zeros", "zero-spectrum-imagined"),
        ("lecun_normal", "orthogonal", "spread-overlooked"),
        ("lecun_normal", "constant", "rank-one-imagined"),
        ("lecun_normal", "he_normal", "factor-two-added"),
        ("he_normal", "lecun_normal", "factor-two-missing"),
        ("xavier_normal", "he_normal", "fan-out-ignored"),
        ("lecun_normal", "torch_linear", "scale-misread"),
        ("sparse", "lecun_normal", "scale-misread"),
        ("constant", "sparse", "rank-one-overlooked"),
        ("zeros", "constant", "zero-spectrum-overlooked"),
        ("zeros", "orthogonal", "zero-spectrum-overlooked"),
    ],
)
def test_each_confusion_has_its_name(truth: str, answer: str, key: str) -> None:
    """Form before height; two bells of one form show what their formulas differ by."""
    question, item, option = find(truth, answer)
    field, _, blocks = parts(question)
    spare = [i for i in range(len(field.options)) if i not in (*field.correct, option)]
    given = [option if i == item else right for i, right in enumerate(field.correct)]
    for i, right in enumerate(field.correct):
        if right == option:
            given[i] = spare[0]
    verdict = grade(question, tuple(given))
    assert verdict.grade is Grade.WRONG
    told = {(i, j): mistake for i, j, mistake in field.mistakes}[item, option]
    assert told.key == key
    assert f"{field.options[option].text} predicts" in told.lesson
    assert f"{blocks[item].values[0]:.3g}" in told.lesson


def test_two_lines_are_told_apart_by_their_gain() -> None:
    """An orthogonal matrix of another gain is its own mistake."""
    for question in drawn(Level.EASY):
        field, _, _ = parts(question)
        keys = [option.key for option in field.options]
        told = {(keys[field.correct[i]], keys[j]): m.key for i, j, m in field.mistakes}
        for pair in (("orthogonal", "orthogonal-gain-2"), ("orthogonal-gain-2", "orthogonal")):
            assert told.get(pair, "gain-misread") == "gain-misread"


def test_evidence_has_each_spectrums_numbers() -> None:
    """What was measured and what was predicted is told of every spectrum, also in the facts."""
    for question in everything():
        _, _, blocks = parts(question)
        for i, block in enumerate(blocks, start=1):
            assert f"Spectrum {i} " in question.evidence
            assert f"{block.values[0]:.3g}" in question.evidence
            assert question.facts[f"largest_{i}"] == block.values[0]
            assert question.facts[f"predicted_{i}"] == pytest.approx(block.values[0], rel=0.35)


def test_notes_and_evidence_speak_of_forms() -> None:
    """A line, a slope, one value: each option's note, and each spectrum's sentence, say which."""
    for question in everything():
        field, layer, blocks = parts(question)
        for option in field.options:
            if spread(option, layer):
                assert option.note.startswith("a slope from ")
            elif option.key == "constant":
                assert option.note.startswith("one value of ")
                assert option.note.endswith(", the rest 0")
            elif option.key == "zeros":
                assert option.note == "a line at 0"
            else:
                gain = option.text.removeprefix("Orthogonal, gain ")
                assert option.note == f"a line at {gain}"
        for block, index in zip(blocks, field.correct, strict=True):
            option, top = field.options[index], f"{block.values[0]:.3g}"
            form = "runs from {}" if spread(option, layer) else "is {} throughout"
            form = "has one value, {}, and zeros" if option.key == "constant" else form
            told = form.format(top)
            assert f"{block.title.capitalize()} {told}" in question.evidence


def test_easy_lines_are_at_one_and_two() -> None:
    """The two orthogonal matrices of the easy level differ by a factor 2, at medium by 1.5."""
    for level, gains in ((Level.EASY, {"1", "2"}), (Level.MEDIUM, {"1", "1.5"})):
        for question in drawn(level):
            texts = [option.text for option in parts(question)[0].options]
            found = {t.removeprefix("Orthogonal, gain ") for t in texts if "gain" in t}
            assert found == gains


def test_layers_too_small_to_prove_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty weights do not tell slopes 20 % apart, so no such question is asked."""
    monkeypatch.setattr(spectrum_match, "_SIDES", (4, 5, 6))
    with pytest.raises(UnanswerableError, match="spectrum-match found no provable question"):
        QUESTION.draw(1, Level.HARD)


@pytest.mark.parametrize(("n_in", "n_out"), [(120, 32), (32, 120), (64, 64)])
def test_layers_that_do_not_suit_the_level_are_refused(n_in: int, n_out: int) -> None:
    """Above easy no layer is square; one four times as long as wide is never shown."""
    rng = np.random.default_rng(0)
    for _ in range(20):
        assert spectrum_match._offered(rng, Level.MEDIUM, Fans(n_in, n_out)) is None  # noqa: SLF001
