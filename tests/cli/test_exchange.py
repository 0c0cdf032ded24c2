"""`import` and `export`: what happens is counted, what is wrong is named."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.fixture
def exported(initquiz: Run, tmp_path: Path) -> Path:
    """Return the seeded deck, exported."""
    target = tmp_path / "deck.md"
    assert initquiz("export", str(target)).exit_code == 0
    return target


def _events(result: Result) -> tuple[int, ...]:
    record = json.loads(result.stdout)
    return tuple(record[key] for key in ("new", "updated", "unchanged", "refused"))


def test_what_was_exported_is_known(initquiz: Run, exported: Path) -> None:
    """Importing one's own export changes nothing."""
    new, updated, unchanged, refused = _events(initquiz("import", str(exported), "--json"))
    assert (new, updated, refused) == (0, 0, 0)
    assert unchanged > 50


def test_good_cards_come_in_and_bad_ones_are_named(initquiz: Run, tmp_path: Path) -> None:
    """A fault in one card is exit code 1 and a reason; the other card is imported."""
    deck = tmp_path / "two.md"
    deck.write_text("# Two\n\n## T\n\n**Q:** One?\n**A:** Yes.\n\n**Q:** No answer?\n")
    result = initquiz("import", str(deck), "--json")
    assert result.exit_code == 1
    assert _events(result) == (1, 0, 0, 1)
    (problem,) = json.loads(result.stdout)["files"][0]["problems"]
    assert problem["where"]
    assert problem["what"]
    names = [deck["name"] for deck in json.loads(initquiz("decks", "--json").output)]
    assert "Two" in names


def test_a_dry_run_writes_nothing(initquiz: Run, tmp_path: Path) -> None:
    """It says what would happen, and a second one says the same."""
    deck = tmp_path / "one.md"
    deck.write_text("# One\n\n## T\n\n**Q:** One?\n**A:** Yes.\n")
    for _ in range(2):
        result = initquiz("import", str(deck), "--dry-run", "--deck", "Other")
        assert result.exit_code == 0
        assert "1 new, 0 updated" in result.output
        assert "nothing was written" in result.output
    assert len(json.loads(initquiz("decks", "--json").output)) == 1


def test_a_missing_file_does_not_stop_the_others(
    initquiz: Run, exported: Path, tmp_path: Path
) -> None:
    """It is named, the exit code is 1, and the file after it is read."""
    missing = str(tmp_path / "none.md")
    result = initquiz("import", missing, str(exported), "--json")
    assert result.exit_code == 1
    assert f"{missing} cannot be read" in result.stderr
    files = json.loads(result.stdout)["files"]
    assert [file["refused"] for file in files] == [1, 0]
    assert files[1]["unchanged"] > 50


def test_an_unknown_suffix_is_bad_usage(initquiz: Run, exported: Path) -> None:
    """No format, no import: exit code 2."""
    odd = exported.with_suffix(".odd")
    odd.write_bytes(b"?")
    assert initquiz("import", str(odd)).exit_code == 2
    assert initquiz("export", str(odd)).exit_code == 2


@pytest.mark.parametrize(
    ("option", "name", "said"),
    [
        ("--format", "markdwn-deck", "Did you mean “markdown-deck”?"),
        ("--deck", "Weight initialisation", "Did you mean “Weight initialization”?"),
        ("--tag", "no-such-tag", "No card has the tag"),
    ],
)
def test_unknown_names_are_told_the_nearest(
    initquiz: Run, tmp_path: Path, option: str, name: str, said: str
) -> None:
    """A slip in a name is answered with the right one, exit code 2, and no file."""
    target = tmp_path / "out.md"
    result = initquiz("export", str(target), option, name)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not target.exists()


def test_the_collection_is_never_overwritten(initquiz: Run, path: Path) -> None:
    """Exporting onto the collection itself, by whatever path, is refused."""
    initquiz("due")
    around = path.parent / ".." / path.parent.name / path.name
    result = initquiz("export", str(around), "--format", "markdown-deck")
    assert result.exit_code == 2
    assert "the collection itself" in result.stderr
    assert initquiz("check").exit_code == 0


def test_a_folder_that_is_not_there_is_said(initquiz: Run, tmp_path: Path) -> None:
    """The disk's refusal is exit code 1, with what to do."""
    result = initquiz("export", str(tmp_path / "none" / "out.md"))
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr
