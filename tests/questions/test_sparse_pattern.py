"""Sparse pattern: exact counts that can be seen, and the trap of torch's layout."""

import re
from collections import Counter
from functools import cache

import numpy as np
import pytest

from initquiz.asking.grading import grade
from initquiz.errors import UnanswerableError
from initquiz.model.blocks import Heatmap
from initquiz.model.card import Level
from initquiz.model.measuring import Number, Quantity
from initquiz.model.question import Question
from initquiz.model.verdict import Grade
from initquiz.questions import sparse_pattern
from initquiz.questions.sparse_pattern import QUESTION
from initquiz.study.proving import prove

SEEDS = 120


@cache
def drawn(level: Level) -> tuple[Question, ...]:
    """Return one question for each seed of a level."""
    return tuple(QUESTION.draw(seed, level) for seed in range(SEEDS))


def everything() -> list[Question]:
    """Return all drawn questions."""
    return [question for level in Level for question in drawn(level)]


def parts(question: Question) -> tuple[Quantity, np.ndarray]:
    """Return the number asked for and the pattern."""
    (block,) = question.blocks
    assert isinstance(question.answer, Number)
    assert isinstance(block, Heatmap)
    (asked,) = question.answer.quantities
    return asked, (np.array(block.cells) != 0).astype(float)


def worked_out(question: Question) -> float:
    """Return the answer, by counting the cells as the prompt says."""
    _, cells = parts(question)
    columns, rows = cells.sum(axis=0), cells.sum(axis=1)
    if question.level == "easy":
        return float(columns[0])
    if question.level == "medium":
        fixed = [counts[0] for counts in (columns, rows) if np.ptp(counts) == 0]
        return float(fixed[0]) if fixed else 0.0
    if "percentage" in question.prompt:
        return float(100 * np.mean(cells == 0))
    return float(rows.mean())


def test_quality_control_finds_nothing() -> None:
    """Drawn twice it is the same, every mistake is found and told, no number pays."""
    proof = prove(QUESTION.key, QUESTION, range(12, 102))
    assert proof.problems == ()
    assert (proof.instances, proof.refused, proof.worst_error_bound) == (270, 0, 0.0)


def test_counting_finds_every_answer() -> None:
    """Each answer is what counting this very pattern gives."""
    for question in everything():
        asked, _ = parts(question)
        assert asked.value == pytest.approx(worked_out(question), rel=1e-12)


def test_one_kind_of_line_has_a_fixed_number_and_the_other_does_not() -> None:
    """Columns at easy and hard, either or none at medium; four lines are enough to see it."""
    kinds: Counter[object] = Counter()
    for question in everything():
        _, cells = parts(question)
        counts = {"column": cells.sum(axis=0), "row": cells.sum(axis=1)}
        fixed = [line for line, found in counts.items() if np.ptp(found) == 0]
        assert (fixed or ["chance"]) == [question.facts["fixed"]]
        for line, found in counts.items():
            assert bool(np.ptp(found[:4]) == 0) is (line in fixed)
        if question.level == "medium":
            kinds[question.facts["fixed"]] += 1
        else:
            assert fixed == ["column"]
    assert min(kinds["column"], kinds["row"]) > 0.25 * SEEDS
    assert 0.1 * SEEDS < kinds["chance"] < 0.25 * SEEDS


def test_facts_agree_with_the_pattern() -> None:
    """Fans by the layout, links, filled and empty cells."""
    for question in everything():
        _, cells = parts(question)
        facts = question.facts
        fans = (facts["n_in"], facts["n_out"])
        assert fans == (cells.shape[::-1] if question.level == "hard" else cells.shape)
        assert (facts["filled"], facts["zeros"]) == (cells.sum(), (cells == 0).sum())
        assert f"$n_{{in}}$ = {fans[0]} " in question.prompt
        assert re.search(rf"\$n_{{out}}\$ = {fans[1]}[ ,]", question.prompt)
        if facts["fixed"] != "chance":
            lines = cells.shape[0 if facts["fixed"] == "row" else 1]
            assert facts["filled"] == int(facts["sparsity_links"]) * lines
        assert max(fans) >= 1.2 * min(fans)  # type: ignore[operator]


def test_levels_differ_in_what_is_asked() -> None:
    """A column's count; which count is fixed, 0 for none; averages and percent by torch."""
    labels = {
        level: Counter(parts(question)[0].label for question in drawn(level)) for level in Level
    }
    assert set(labels[Level.EASY]) == {"links per unit"}
    assert set(labels[Level.MEDIUM]) == {"fixed number"}
    assert set(labels[Level.HARD]) == {"links per unit", "zeros"}
    assert min(labels[Level.HARD].values()) > 0.25 * SEEDS
    for question in drawn(Level.HARD):
        block = question.blocks[0]
        assert isinstance(block, Heatmap)
        assert (block.x_title, block.y_title) == ("input", "unit")
        assert "PyTorch stores a weight with a row for each unit" in question.prompt


def test_counts_are_exact_and_shares_within_their_tolerance() -> None:
    """The next whole number is wrong; 2 % and one point are right, a little more is not."""
    for question in everything()[::4]:
        asked, _ = parts(question)
        reach = {"zeros": 1.0, "links per unit": 0.02 * asked.value}.get(asked.label, 1.0)
        if question.level != "hard":
            for off in (-1, 1):
                assert grade(question, (asked.value + off,)).grade is Grade.WRONG
            continue
        for share, finding in ((0.99, Grade.RIGHT), (1.01, Grade.WRONG)):
            for sign in (-1, 1):
                given = (asked.value + sign * share * reach,)
                assert grade(question, given).grade is finding


def test_a_typed_percent_sign_is_understood() -> None:
    """Who types 75 % where percent are asked for means 75."""
    percent = [q for q in drawn(Level.HARD) if parts(q)[0].label == "zeros"]
    question = percent[0]
    assert isinstance(question.answer, Number)
    given = question.answer.parse(f"{parts(question)[0].value} %")
    assert grade(question, given).grade is Grade.RIGHT


def test_summaries_read_out_lines_and_count_nothing() -> None:
    """Four columns and four rows by the places of their cells; no count, no recipe."""
    for question in everything():
        _, cells = parts(question)
        summary = question.blocks[0].summary
        columns = re.findall(r"Column (\d) is filled in (?:rows ([\d, ]+)|no row)\.", summary)
        rows = re.findall(r"Row (\d) is filled in (?:columns ([\d, ]+)|no column)\.", summary)
        assert [int(i) for i, _ in columns] == [int(i) for i, _ in rows] == [1, 2, 3, 4]
        for found, mask in ((columns, cells.T), (rows, cells)):
            for i, places in found:
                filled = np.zeros(mask.shape[1])
                filled[[int(place) - 1 for place in places.split(", ") if place]] = 1
                assert np.array_equal(filled, mask[int(i) - 1])
        for word in ("fixed", "chance", "exactly", "to 1", "has"):
            assert word not in summary
        assert question.blocks[0].title == "Two shades, to ease counting"
        assert isinstance(question.blocks[0], Heatmap)
        assert not question.blocks[0].keyed  # its shades stand for nothing


@pytest.mark.parametrize(
    ("level", "keys"),
    [
        (Level.EASY, {"zeros-counted", "total-counted", "row-for-column"}),
        (Level.MEDIUM, {"zeros-counted", "varying-count", "fixed-number-overlooked"}),
        (
            Level.HARD,
            {
                *("outgoing-for-incoming", "fans-swapped", "total-counted", "one-for-average"),
                *("zeros-counted", "density-for-sparsity", "fraction-for-percent"),
                "count-for-percent",
            },
        ),
    ],
)
def test_each_mistake_is_named(level: Level, keys: set[str]) -> None:
    """Each is graded wrong at its own value and told with this pattern's counts."""
    seen: set[str] = set()
    for question in drawn(level):
        for wrong in parts(question)[0].wrong:
            verdict = grade(question, (wrong.value,))
            assert (verdict.grade, verdict.misconception) == (Grade.WRONG, wrong.mistake.key)
            assert any(sign.isdigit() for sign in verdict.why)
            seen.add(wrong.mistake.key)
    assert seen == keys


def test_the_evidence_counts_both_kinds_of_line() -> None:
    """One number where all lines have it, else the least and the most."""
    for question in everything():
        _, cells = parts(question)
        told = []
        for counts in (cells.sum(axis=0), cells.sum(axis=1)):
            least, most = int(counts.min()), int(counts.max())
            told.append(f"{least}" if least == most else f"{least} to {most}")
        column, row = ("input", "unit") if question.level == "hard" else ("unit", "input")
        counted = f"A column ({column}) has {told[0]} filled cells, a row ({row}) {told[1]}."
        assert question.evidence.startswith(counted)


def test_a_row_is_blamed_only_where_it_is_no_slip() -> None:
    """Off by one may be a slip; two or more, with just the first row's number, is a wrong line."""
    for question in drawn(Level.EASY):
        asked, cells = parts(question)
        first = float(cells[0].sum())
        keys = {wrong.mistake.key for wrong in asked.wrong if wrong.value == first}
        if abs(first - asked.value) < 2:
            assert "row-for-column" not in keys
        else:
            assert keys & {"row-for-column", "zeros-counted"}


def test_the_values_of_mistakes_are_what_they_say() -> None:
    """Recounted from the cells: zeros, the whole layer, the other lines, the other fan."""
    for question in everything():
        _, cells = parts(question)
        height, width = cells.shape
        kept = int(question.facts["sparsity_links"])
        length = width if question.facts["fixed"] == "row" else height
        expected = {
            "zeros-counted": {length - kept},
            "total-counted": {cells.sum()},
            "row-for-column": {cells[0].sum()},
            "varying-count": {cells[0].sum(), cells[:, 0].sum()},
            "fixed-number-overlooked": {0},
            "outgoing-for-incoming": {kept},
            "one-for-average": {cells[0].sum()},
            "density-for-sparsity": {100 * kept / height},
            "fraction-for-percent": {1 - kept / height},
            "count-for-percent": {kept},
            "fans-swapped": {kept * height / width, 100 - 100 * kept / width},
        }
        for wrong in parts(question)[0].wrong:
            near = [pytest.approx(value) for value in expected[wrong.mistake.key]]
            assert wrong.value in near


def test_neighbours_do_not_run_into_each_other() -> None:
    """Two filled cells side by side, or one above the other, have different shades."""
    for question in everything()[::10]:
        (block,) = question.blocks
        assert isinstance(block, Heatmap)
        cells = np.array(block.cells)
        assert set(np.unique(cells)) == {0.0, 0.6, 1.0}
        for one, next_ in ((cells[1:], cells[:-1]), (cells[:, 1:], cells[:, :-1])):
            assert not np.any((one != 0) & (one == next_))


def test_torchs_layout_is_a_trap_for_who_reads_columns_as_units() -> None:
    """The number in a column is always a named mistake where incoming links are asked for."""
    for question in drawn(Level.HARD):
        asked, cells = parts(question)
        if asked.label == "links per unit":
            verdict = grade(question, (float(cells[:, 0].sum()),))
            assert verdict.misconception == "outgoing-for-incoming"
            assert verdict.title.endswith(": a column is an input here, not a unit.")


def test_the_recipe_is_told_once_it_is_answered() -> None:
    """The revealed pattern bears the recipe as its title and the same cells."""
    for question in everything()[::5]:
        (block,) = question.revealed
        assert isinstance(block, Heatmap)
        kept, fixed = question.facts["sparsity_links"], question.facts["fixed"]
        assert block.title == ("by chance" if fixed == "chance" else f"{kept} in each {fixed}")
        assert block.cells == question.blocks[0].cells  # type: ignore[union-attr]
        assert "A column (" in question.evidence


def test_patterns_whose_first_lines_mislead_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where every cell is filled rows and columns agree, so nothing is asked."""
    monkeypatch.setattr(sparse_pattern, "_SIDES", (12, 16))
    monkeypatch.setattr(sparse_pattern, "_LINKS", (12, 12))
    monkeypatch.setattr(sparse_pattern, "_OBLONG", 0.0)
    shapes = set()
    for seed in range(40):
        try:
            question = QUESTION.draw(seed, Level.EASY)
        except UnanswerableError:
            continue
        shapes.add(parts(question)[1].shape[0])
    assert shapes == {16}


def test_layers_whose_fans_hardly_differ_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mixing up the fans would not show."""
    monkeypatch.setattr(sparse_pattern, "_SIDES", (20, 21))
    with pytest.raises(UnanswerableError, match="sparse-pattern found no provable question"):
        QUESTION.draw(1, Level.HARD)
