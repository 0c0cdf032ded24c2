"""Name the histogram: provable, fair, repeatable, and graded with the learner's own numbers."""

import math
import os
import subprocess
import sys
from collections import Counter
from functools import cache
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from initquiz.asking.grading import grade
from initquiz.errors import UsageError
from initquiz.initializers.histogram import nice_edges
from initquiz.initializers.identify import difficulty, equivalent, error_bound, required_samples
from initquiz.initializers.laws import Family, Law
from initquiz.initializers.schemes import SCHEMES
from initquiz.model.blocks import CurveRole, Histogram
from initquiz.model.card import Level
from initquiz.model.choosing import Choice, Option
from initquiz.model.question import Question
from initquiz.model.verdict import Grade, Verdict
from initquiz.questions.name_histogram import QUESTION

draw = QUESTION.draw
SEEDS = 200


@cache
def drawn(level: Level) -> tuple[Question, ...]:
    """Return one question for each seed of a level."""
    return tuple(draw(seed, level) for seed in range(SEEDS))


def everything() -> list[Question]:
    """Return all drawn questions."""
    return [question for level in Level for question in drawn(level)]


def choice(question: Question) -> Choice:
    """Return the options of a question."""
    assert isinstance(question.answer, Choice)
    return question.answer


def bars(question: Question) -> Histogram:
    """Return the histogram of a question."""
    assert isinstance(question.blocks[0], Histogram)
    return question.blocks[0]


def judge(question: Question, index: int | None) -> Verdict:
    """Judge an option; None is "I don't know"."""
    return grade(question, None if index is None else (index,))


def overlaid(verdict: Verdict) -> Histogram:
    """Return the histogram with what is laid over it after the answer."""
    assert isinstance(verdict.blocks[0], Histogram)
    return verdict.blocks[0]


def law(option: Option) -> Law:
    """Return the law of an option."""
    assert option.law is not None
    return Law(Family(option.law.family), option.law.std, option.law.density)


def test_an_observer_of_the_counts_alone_is_never_wrong() -> None:
    """The likeliest option, from bars and overflow only, is the right one every time."""
    for question in everything():
        block, options = bars(question), choice(question).options
        counts = (block.below, *block.counts, block.above)
        scores = [law(option).log_likelihood(counts, block.edges) for option in options]
        assert scores.index(max(scores)) == choice(question).correct


def test_each_instance_obeys_the_rule_of_its_level() -> None:
    """Options are distinct, of exactly this level, and proven by weights and by bars."""
    for question in everything():
        laws, n = [law(option) for option in choice(question).options], int(question.facts["n"])
        assert not any(equivalent(a, b) for a, b in combinations(laws, 2))
        assert difficulty(laws, n) == question.level
        assert required_samples(laws) <= n <= 2**20
        bound = error_bound(laws, bars(question).edges, n)
        assert question.error_bound == pytest.approx(bound, rel=1e-6)
        assert bound <= 1e-4
        assert 6 <= len(laws) <= 7


def test_the_axis_depends_on_the_options_alone() -> None:
    """Without the counts nothing on the plot tells which option was drawn."""
    for question in everything():
        laws = [law(option) for option in choice(question).options]
        widest = max(one.std for one in laws if one.density == 1)
        assert bars(question).edges == tuple(nice_edges(3.2 * widest).tolist())


def test_a_box_is_wide_enough_to_be_seen() -> None:
    """An offered uniform spans at least eight bars."""
    for question in everything():
        edges = bars(question).edges
        for option in choice(question).options:
            if law(option).family == "uniform":
                assert 2 * law(option).support / (edges[1] - edges[0]) >= 8


def test_guessing_without_the_counts_stays_at_chance() -> None:
    """Fixed positions, favourite schemes and extreme scales all score 1 in K."""
    questions = everything()
    guessers = [
        *(lambda q, i=i: choice(q).options[i].key for i in range(6)),
        *(lambda _, key=key: key for key in QUESTION.schemes),
        lambda q: max(choice(q).options, key=lambda option: law(option).std).key,
        lambda q: min(choice(q).options, key=lambda option: law(option).std).key,
        lambda q: sorted(choice(q).options, key=lambda option: law(option).std)[3].key,
    ]
    for guess in guessers:
        hits, chance, variance = 0, 0.0, 0.0
        for question in questions:
            options = choice(question).options
            if guess(question) in {option.key for option in options}:
                hits += guess(question) == options[choice(question).correct].key
                chance += 1 / len(options)
                variance += (1 - 1 / len(options)) / len(options)
        assert abs(hits - chance) < 4.5 * math.sqrt(variance)


def test_the_right_answer_stands_anywhere() -> None:
    """Every position is right, and every scheme is the truth, often enough."""
    for size in (6, 7):
        seen = Counter(choice(q).correct for q in everything() if len(choice(q).options) == size)
        assert sorted(seen) == list(range(size))
        fair = seen.total() / size
        assert sum((count - fair) ** 2 for count in seen.values()) / fair < 38.3  # 1e-6 at 6
    truths = Counter(question.facts["scheme"] for question in everything())
    assert min(truths[key] for key in QUESTION.schemes) > len(everything()) / 7 / 2


def test_options_are_shuffled() -> None:
    """Each scheme is offered at each position, so its letter says nothing."""
    places = {(o.key, i) for q in everything() for i, o in enumerate(choice(q).options)}
    assert len(places) == 7 * 7


def test_a_logged_seed_keeps_its_question() -> None:
    """Seed 7 at medium is this layer for as long as the version is 2."""
    question = draw(7, Level.MEDIUM)
    facts, keys = question.facts, [option.key for option in choice(question).options]
    assert question.version == 2
    assert (facts["scheme"], facts["n_in"], facts["n_out"]) == ("small_random", 1536, 576)
    assert keys == [
        *("small_random", "lecun_normal", "sparse", "he_normal", "xavier_uniform", "zeros")
    ]
    assert facts["measured_std"] == pytest.approx(0.00998646619, rel=1e-6)


def test_a_learner_who_reads_the_axis_is_served_by_the_levels() -> None:
    """Reading σ 10 % off (2 % when printed) names the right bell as often as its level says."""
    rng = np.random.default_rng(2)
    limits = {Level.EASY: (0.10, 0.003), Level.MEDIUM: (0.10, 0.06), Level.HARD: (0.02, 0.001)}
    for level, (reading_error, limit) in limits.items():
        errors = readings = 0
        for question in drawn(level):
            facts, options = question.facts, choice(question).options
            bells = {
                option.key: math.log(law(option).std)
                for option in options
                if law(option).family == "normal" and law(option).density == 1
            }
            if facts["scheme"] not in bells:
                continue
            truth = math.log(float(facts["measured_std"]))
            for read in truth + reading_error * rng.standard_normal(200):
                nearest = min(bells, key=lambda key: abs(bells[key] - read))
                errors += nearest != facts["scheme"]
                readings += 1
        assert errors / readings <= limit


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**80), st.sampled_from(Level))
def test_a_seed_draws_one_question(seed: int, level: Level) -> None:
    """The same seed and level give equal questions, digest included."""
    assert draw(seed, level) == draw(seed, level)


def test_seeds_and_levels_draw_different_questions() -> None:
    """No two drawn layers are the same, but for layers of zeros."""
    alive = [question for question in everything() if question.facts["scheme"] != "zeros"]
    assert len({question.digest for question in alive}) == len(alive)


def test_another_process_draws_the_same_question() -> None:
    """Nothing of the process, not even its hash seed, gets into a question."""
    code = (
        "from initquiz.questions.name_histogram import QUESTION;"
        "from initquiz.model.card import Level; q = QUESTION.draw(41, Level.HARD);"
        "print(q.digest, hash(q.prompt) and q.prompt, q.answer.correct)"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            check=True, capture_output=True, text=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    here = draw(41, Level.HARD)
    assert said == {f"{here.digest} {here.prompt} {choice(here).correct}\n"}


def test_the_import_is_light() -> None:
    """The type needs numpy and the standard library, and no window."""
    code = (
        "import sys; import initquiz.questions.name_histogram;"
        "print({name.split('.')[0] for name in sys.modules}"
        " & {'PySide6', 'pyqtgraph', 'scipy', 'fsrs', 'sqlite_utils', 'click'})"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "set()"


def test_the_prompt_states_both_fans_and_at_hard_the_scale() -> None:
    """The learner is given what the answer needs; the formulas are the same each time."""
    for question in everything():
        facts = question.facts
        assert f"$n_{{in}}$ = {facts['n_in']} " in question.prompt
        assert f"$n_{{out}}$ = {facts['n_out']}." in question.prompt
        assert (r"\sigma" in question.prompt) is (question.level == "hard")
        if question.level == "hard":
            assert rf"$\sigma$ = {facts['measured_std']:.4g}." in question.prompt


def test_neither_prompt_nor_summary_names_what_was_drawn() -> None:
    """Before the answer, who hears the question hears no scheme, no option and no family."""
    families = {family.value for family in Family} | {"gauss", "bell", "box", "spike", "zeros"}
    for question in everything():
        names = {scheme.title for scheme in SCHEMES.values()} | {*SCHEMES} | families
        names |= {option.text for option in choice(question).options}
        said = " ".join([question.prompt, *(block.summary for block in question.blocks)]).lower()
        assert bars(question).summary
        assert not [name for name in names if name.lower() in said]


def test_facts_agree_with_the_bars() -> None:
    """Counts, zeros and scale in the facts are those of the drawn layer."""
    for question in everything():
        facts, block = question.facts, bars(question)
        assert facts["n"] == int(facts["n_in"]) * int(facts["n_out"]) == block.total
        assert sum(block.counts) + block.below + block.above == block.total
        assert facts["zeros"] == block.zeros
        assert facts["scheme"] == choice(question).options[choice(question).correct].key
        error = float(facts["measured_std_error"])
        off = abs(float(facts["measured_std"]) - float(facts["predicted_std"]))
        assert off <= 6 * error


def test_questions_are_made_of_plain_values() -> None:
    """No numpy scalar hides in a question, so it can be stored and compared."""
    question = draw(3, Level.EASY)
    block = bars(question)
    plain = [*question.facts.values(), *block.edges, *block.counts, block.below, block.zeros]
    plain += [question.error_bound, choice(question).correct, law(choice(question).options[0]).std]
    assert {type(value) for value in plain} <= {str, int, float, bool}
    assert len(question.digest) == 16


def test_layers_are_seldom_square_and_run_both_ways() -> None:
    """Fans differ mostly; some layers widen, some narrow."""
    shapes = [(int(q.facts["n_in"]), int(q.facts["n_out"])) for q in everything()]
    assert sum(i == o for i, o in shapes) < 0.1 * len(shapes)
    assert sum(i > o for i, o in shapes) > 0.1 * len(shapes)
    assert sum(i < o for i, o in shapes) > 0.1 * len(shapes)


def test_verdicts_are_right_wrong_or_unknown() -> None:
    """Only the correct option is right; no answer is unknown; each verdict says why."""
    for question in everything()[::7]:
        options, correct = choice(question).options, choice(question).correct
        for index in (None, *range(len(options))):
            verdict = judge(question, index)
            finding = {None: Grade.UNKNOWN, correct: Grade.RIGHT}.get(index, Grade.WRONG)
            assert verdict.grade is finding
            assert verdict.answer == ("" if index is None else options[index].key)
            assert bool(verdict.misconception) is (finding is Grade.WRONG)
            assert len(verdict.option_notes) == len(options)
            starts = [note.split(" · ")[0] for note in verdict.option_notes]
            assert [i for i, start in enumerate(starts) if start == "right"] == [correct]
            yours = [i for i, start in enumerate(starts) if start == "your answer"]
            assert yours == ([index] if finding is Grade.WRONG else [])


def find(level: Level, truth: str, *offered: str) -> Question:
    """Return a drawn question of this truth that offers these schemes."""
    return next(
        question
        for question in drawn(level)
        if question.facts["scheme"] == truth
        and {*offered} <= {option.key for option in choice(question).options}
    )


def answered(question: Question, key: str) -> int:
    """Return the index of a scheme among a question's options."""
    return [option.key for option in choice(question).options].index(key)


def test_the_missing_two_is_explained_with_this_sample() -> None:
    """LeCun for He: one sentence, both formulas, the distance in standard errors."""
    question = find(Level.MEDIUM, "he_normal", "lecun_normal")
    index = answered(question, "lecun_normal")
    verdict, facts = judge(question, index), question.facts
    assert verdict.title == "Not LeCun normal: the factor 2 is missing."
    assert verdict.misconception == "factor-two-missing"
    assert f"He normal predicts √(2/{facts['n_in']})" in verdict.why
    assert f"LeCun normal √(1/{facts['n_in']})" in verdict.why
    rival = law(choice(question).options[index]).std
    away = abs(float(facts["measured_std"]) - rival) / float(facts["measured_std_error"])
    assert f"{away:,.0f} standard errors away" in verdict.why
    assert (
        f"measured {facts['measured_std']:#.3g}" in verdict.option_notes[choice(question).correct]
    )
    assert verdict.option_notes[index] == f"your answer · σ {rival:#.3g}"


def test_a_wrong_answer_shows_both_curves() -> None:
    """The truth's expected counts and the chosen law's, each labelled, over the bars."""
    question = find(Level.MEDIUM, "he_normal", "lecun_normal")
    wrong = overlaid(judge(question, answered(question, "lecun_normal")))
    assert [(curve.role, curve.label) for curve in wrong.curves] == [
        (CurveRole.TRUTH, "He normal"),
        (CurveRole.CHOSEN, "LeCun normal"),
    ]
    middles = [(a + b) / 2 for a, b in zip(wrong.edges, wrong.edges[1:], strict=False)]
    fits = [np.interp(middles, curve.xs, curve.ys) for curve in wrong.curves]
    misfits = [float(np.sum((np.array(wrong.counts) - fit) ** 2)) for fit in fits]
    assert misfits[0] < misfits[1] / 50
    for index in (None, choice(question).correct):
        roles = [curve.role for curve in overlaid(judge(question, index)).curves]
        assert roles == [CurveRole.TRUTH]


def test_spikes_are_told_by_their_zeros() -> None:
    """Zero against sparse is explained by counts of exact zeros, and noted by their share."""
    question = find(Level.EASY, "sparse", "zeros")
    verdict = judge(question, answered(question, "zeros"))
    assert verdict.title == "Not Zero: a few weights are not zero."
    assert f"{question.facts['zeros']:,} are exactly 0" in verdict.why
    assert "% zeros, measured" in verdict.option_notes[choice(question).correct]
    assert verdict.option_notes[answered(question, "zeros")] == "your answer · 100 % zeros"


def test_every_confusion_is_explained() -> None:
    """All ordered pairs of schemes that are offered together are graded in words."""
    seen: set[tuple[object, str]] = set()
    for question in everything():
        for index, option in enumerate(choice(question).options):
            pair = (question.facts["scheme"], option.key)
            if index != choice(question).correct and pair not in seen:
                seen.add(pair)
                verdict = judge(question, index)
                assert verdict.title.startswith(f"Not {option.text}: ")
                assert "nan" not in verdict.why
    assert len(seen) == 42


def test_the_explanation_names_the_law() -> None:
    """The explanation has the truth's formula and this layer's numbers."""
    question = find(Level.MEDIUM, "he_normal")
    assert r"\mathcal{N}(0, \frac{2}{n_{in}})" in question.explanation
    assert f"√(2/{question.facts['n_in']})" in question.explanation


@pytest.mark.parametrize("index", [-1, 7, 99])
def test_an_option_that_is_not_there_is_refused(index: int) -> None:
    """Grading an index out of range is a bad request, not a wrong answer."""
    with pytest.raises(UsageError, match="option"):
        judge(draw(0, Level.EASY), index)


def test_a_negative_seed_is_refused() -> None:
    """Seeds are whole numbers from 0 on."""
    with pytest.raises(UsageError, match="-1"):
        draw(-1, Level.EASY)
