"""Runs commands in this process, on a collection of the test's own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from initquiz.cli.root import root
from initquiz.errors import NoScreenError

Run = Callable[..., Result]


def _no_window(_: Path | None) -> int:
    raise NoScreenError("There is no screen here.")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the collection is, or will be."""
    return tmp_path / "folder" / "collection.sqlite"


@pytest.fixture
def initquiz(path: Path) -> Run:
    """Return what runs `initquiz --collection … ARGUMENTS` without a screen."""

    def run(*arguments: str, typed: str = "") -> Result:
        full = ["--collection", str(path), *arguments]
        return CliRunner().invoke(root, full, obj=_no_window, input=typed, catch_exceptions=False)

    return run
