"""`import` and `export`: what happens is counted, what is wrong is named."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from initquiz.cli import exchange

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


def test_an_import_is_taken_back(initquiz: Run, tmp_path: Path) -> None:
    """By its file's name; once all are, there is nothing more to take back."""
    deck = tmp_path / "one.md"
    deck.write_text("# One\n\n- **Q:** One?\n  **A:** Yes.\n")
    initquiz("import", str(deck))
    result = initquiz("import", "--undo")
    assert (result.exit_code, "one.md: taken back, 1 card" in result.output) == (0, True)
    assert len(json.loads(initquiz("decks", "--json").output)) == 1
    result = initquiz("import", "--undo", "--json")
    assert result.exit_code == 1
    assert "There is no import to take back" in result.stderr
    assert initquiz("check").exit_code == 0


def test_import_without_a_file_is_bad_usage(initquiz: Run) -> None:
    """So is undoing one."""
    assert initquiz("import").exit_code == 2
    assert initquiz("import", "--undo", "a.md").exit_code == 2


def test_an_update_reaches_a_class_without_touching_progress(
    initquiz: Run, tmp_path: Path, path: Path
) -> None:
    """Text is updated; a removed card is offered, and goes only when it is asked for."""
    first, second = tmp_path / "one.initquiz", tmp_path / "two.initquiz"
    deck = tmp_path / "deck.md"
    deck.write_text(
        "# Class\n\n- **Q:** One? <!-- id: one -->\n  **A:** Yes.\n"
        "- **Q:** Two? <!-- id: two -->\n  **A:** Yes.\n"
    )
    teacher, student = ("--collection", str(path)), ("--collection", str(tmp_path / "s.sqlite"))
    initquiz(*teacher, "import", str(deck))
    initquiz(*teacher, "export", str(first), "--deck", "Class")
    assert "2 new" in initquiz(*student, "import", str(first)).output
    initquiz(*student, "study", "--deck", "Class", typed="\n3\n")
    log = initquiz(*student, "log").output
    assert "one   Good" in log
    deck.write_text("# Class\n\n- **Q:** One, better? <!-- id: one -->\n  **A:** Yes.\n")
    assert "1 updated" in initquiz(*teacher, "import", str(deck), "--missing", "--remove").output
    initquiz(*teacher, "export", str(second), "--deck", "Class")
    result = initquiz(*student, "import", str(second))
    assert "1 updated" in result.output
    assert "1 card of the collection the file's deck no longer has (--remove)" in result.output
    cards = {row["name"]: row for row in json.loads(initquiz(*student, "decks", "--json").output)}
    assert cards["Class"]["cards"] == 2
    initquiz(*student, "import", str(second), "--remove")
    cards = {row["name"]: row for row in json.loads(initquiz(*student, "decks", "--json").output)}
    assert cards["Class"]["cards"] == 1
    assert initquiz(*student, "log").output == log
    assert initquiz(*student, "check").exit_code == 0


def test_an_export_may_be_a_search(initquiz: Run, tmp_path: Path) -> None:
    """Only cards with all the words; none is exit code 2 and no file."""
    target = tmp_path / "found.md"
    assert initquiz("export", str(target), "--search", "orthogonal gain").exit_code == 0
    assert 0 < target.read_text().count("**Q:**") < 30
    result = initquiz("export", str(tmp_path / "no.md"), "--search", "xyzzy")
    assert (result.exit_code, (tmp_path / "no.md").exists()) == (2, False)


def test_a_dry_run_tells_the_fate_of_each_card(initquiz: Run, exported: Path) -> None:
    """In JSON, by id and deck."""
    record = json.loads(initquiz("import", str(exported), "--dry-run", "--json").stdout)
    cards = record["files"][0]["cards"]
    assert {card["fate"] for card in cards} == {"unchanged"}
    assert len({card["id"] for card in cards}) == len(cards) > 50


def test_a_person_at_a_terminal_sees_how_far_an_export_is(
    initquiz: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cards are counted where errors go; a script sees nothing of it."""
    target = str(tmp_path / "a.initquiz")
    assert "of" not in initquiz("export", target).stderr
    total = json.loads(initquiz("decks", "--json").output)[0]["cards"]
    monkeypatch.setattr(exchange, "_at_terminal", lambda: True)
    assert f"\r{total} of {total} cards\n" in initquiz("export", target).stderr
