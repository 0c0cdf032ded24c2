"""Data and assets are found in a checkout and in a wheel."""

from pathlib import Path

import pytest

from initquiz import resources


def test_the_seeded_deck_is_found() -> None:
    """The deck that comes with the program is where the program looks."""
    assert resources.data_file("weight-initialization.md").stat().st_size > 1000


def test_the_icon_is_found() -> None:
    """So is the window's icon."""
    assert resources.asset_file("icons/initquiz.png").read_bytes().startswith(b"\x89PNG")


def test_an_installed_package_is_looked_into_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a wheel the folders lie inside the package and win over a stray checkout."""
    package = tmp_path / "site" / "initquiz"
    (package / "_data").mkdir(parents=True)
    (package / "_data" / "deck.md").write_text("wheel")
    (tmp_path / "site" / "data").mkdir()
    (tmp_path / "site" / "data" / "deck.md").write_text("checkout")
    monkeypatch.setattr(resources, "_PACKAGE", package)
    assert resources.data_file("deck.md").read_text() == "wheel"
    (package / "_data" / "deck.md").unlink()
    assert resources.data_file("deck.md").read_text() == "checkout"


def test_a_missing_file_says_to_reinstall() -> None:
    """A broken installation is named as such."""
    with pytest.raises(FileNotFoundError, match="reinstall"):
        resources.data_file("nothing.md")
