"""The schema's own small promises."""

from initquiz.store.schema import STEPS, statements


def test_a_script_splits_into_whole_statements() -> None:
    """A trigger's inner semicolon does not cut it in two."""
    script = "CREATE TABLE a (x);\nCREATE TRIGGER t BEFORE DELETE ON a\nBEGIN SELECT 1; END;\n"
    assert [statement.split()[1] for statement in statements(script)] == ["TABLE", "TRIGGER"]


def test_steps_are_numbered_in_order() -> None:
    """A step's name begins with its number, so none can slip in between."""
    assert [int(name[:4]) for name, _ in STEPS] == list(range(1, len(STEPS) + 1))
