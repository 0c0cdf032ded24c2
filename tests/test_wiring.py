"""What both front doors share."""

import subprocess
import sys
from pathlib import Path

import pytest

from initquiz import wiring
from initquiz.study.collection import Collection


def test_a_new_collection_is_seeded_once(tmp_path: Path) -> None:
    """The first opening brings the deck, later ones leave the learner's cards alone."""
    known = wiring.plug_ins()
    path = tmp_path / "c.sqlite"
    with wiring.open_collection(path, known) as collection:
        assert collection.cards.deck_names() == ["Weight initialization"]
        seeded = len(collection.cards.of_deck("Weight initialization"))
        assert seeded >= 65
        collection.database.connection.execute("DELETE FROM cards WHERE id = 'doc-relu'")
    with wiring.open_collection(path, known) as collection:
        assert len(collection.cards.of_deck("Weight initialization")) == seeded - 1


def test_a_kill_between_creating_and_seeding_is_made_good(tmp_path: Path) -> None:
    """A collection that was created but never seeded is seeded on the next start."""
    path = tmp_path / "c.sqlite"
    Collection(path).close()
    with wiring.open_collection(path, wiring.plug_ins()) as collection:
        assert collection.cards.deck_names() == ["Weight initialization"]


def test_two_first_starts_at_once_seed_one_deck(tmp_path: Path) -> None:
    """Several programs racing to create the same collection all succeed, and agree."""
    path = tmp_path / "c.sqlite"
    code = (
        "import sys; from pathlib import Path; from initquiz import wiring;"
        "c = wiring.open_collection(Path(sys.argv[1]), wiring.plug_ins());"
        "print(len(c.cards.of_deck('Weight initialization')))"
    )
    command = [sys.executable, "-c", code, str(path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    counts = {process.communicate()[0] for process in running}
    assert [process.returncode for process in running] == [0] * 4
    assert len(counts) == 1


def test_the_place_of_the_collection_can_be_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """INITQUIZ_COLLECTION wins over the platform's data folder."""
    monkeypatch.setenv("INITQUIZ_COLLECTION", str(tmp_path / "mine.sqlite"))
    assert wiring.default_collection() == tmp_path / "mine.sqlite"
    monkeypatch.delenv("INITQUIZ_COLLECTION")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert wiring.default_collection().name == "collection.sqlite"
    assert "initquiz" in wiring.default_collection().parts


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="these always have a screen")
def test_a_missing_screen_is_noticed_before_qt_would_abort(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No display, or one that does not answer, is said in words; offscreen needs none."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert wiring.missing_screen() == ""
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    assert "DISPLAY" in wiring.missing_screen()
    monkeypatch.setenv("DISPLAY", ":4711")
    assert wiring.missing_screen()
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert wiring.missing_screen()


def test_the_clock_has_a_study_day() -> None:
    """Reading the clock gives an instant of this century and its day."""
    now = wiring.now()
    assert now.at > 1_700_000_000_000_000
    assert abs(now.day - (719_163 + now.at // 86_400_000_000)) <= 1
