"""Settings survive closing."""

from pathlib import Path

import pytest

from initquiz.study.collection import Collection


def test_a_setting_is_there_after_reopening(tmp_path: Path) -> None:
    """Text goes in and comes out, quotes and all; unknown keys give the default."""
    path = tmp_path / "c.sqlite"
    with Collection(path) as one:
        one.settings.set("theme", 'da"rk')
        device = one.settings.device()
    with Collection(path) as two:
        assert two.settings.get("theme") == 'da"rk'
        assert two.settings.get("nothing", "default") == "default"
        assert two.settings.device() == device


def test_each_collection_is_a_device_of_its_own(tmp_path: Path) -> None:
    """Two collections never share a device id."""
    with Collection(tmp_path / "a") as one, Collection(tmp_path / "b") as two:
        assert one.settings.device() != two.settings.device()


def test_opening_a_known_collection_waits_for_no_writer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another program is writing, a second one opens and reads at once."""
    monkeypatch.setattr("initquiz.store.database._BUSY_SECONDS", 0.05)
    path = tmp_path / "c"
    with Collection(path) as one, one.database.transaction(), Collection(path) as two:
        assert two.settings.device() == one.settings.device()
