"""The house stays a house: sizes, mirrors, dependencies, words."""

import ast
import re
import tomllib
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
MODULES = sorted((ROOT / "initquiz").rglob("*.py"))
LINES = {path: path.read_text(encoding="utf-8").count("\n") for path in MODULES}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_is_longer_than_300_lines(path: Path) -> None:
    """A module that grows beyond holds two nouns."""
    assert LINES[path] <= 300


def test_the_median_module_is_short() -> None:
    """Half of the modules have at most 95 lines; a question type is one file, whatever it needs."""
    lines = [count for path, count in LINES.items() if path.parent.name != "questions"]
    assert median(lines) <= 95


def test_every_module_that_does_something_has_a_test_of_its_name() -> None:
    """Tests mirror the tree; only values without behaviour need none."""
    tests = {path.name for path in (ROOT / "tests").rglob("test_*.py")}
    missing = [
        str(path.relative_to(ROOT))
        for path in MODULES
        if path.stem != "__init__" and _does_something(path)
        if f"test_{path.stem.strip('_')}.py" not in tests
    ]
    assert missing == []


def _does_something(path: Path) -> bool:
    """Tell whether a module has a function with more in it than a docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return any(len(function.body) > 1 for function in functions)


def test_qt_is_bound_below_the_version_that_aborts() -> None:
    """PySide6 6.12.0 loses references to None on Python 3.11 and ends the program."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "PySide6-Essentials>=6.8,<6.12" in project["dependencies"]


def test_nothing_is_left_to_do_in_the_code() -> None:
    """No mark of unfinished work is left behind."""
    marks = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b|NotImplementedError")
    assert [path.name for path in MODULES if marks.search(path.read_text(encoding="utf-8"))] == []


def test_every_test_says_its_promise() -> None:
    """Each test function has a docstring."""
    silent = [
        f"{path.name}::{node.name}"
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        if not ast.get_docstring(node)
    ]
    assert silent == []
