"""Labels of figures are plain words."""

from initquiz.drawing.wording import spelled


def test_plain_labels_are_left_alone() -> None:
    """Stars, underscores and the like mean themselves."""
    assert spelled("w_1 * 2, N(0, 1)") == "w_1 * 2, N(0, 1)"


def test_formulas_and_code_are_written_in_a_line() -> None:
    """LaTeX between dollars becomes text, and code loses its quotes."""
    assert spelled(r"$\sigma$ of layer 1") == "σ of layer 1"
    assert spelled("What came of `randn(i, o) * 0.1`") == "What came of randn(i, o) * 0.1"
