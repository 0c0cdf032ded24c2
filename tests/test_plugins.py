"""Plug-ins: keys from file names, nothing imported before it is asked for."""

import subprocess
import sys
import types
from collections.abc import Iterator
from pathlib import Path

import pytest

from initquiz.plugins import Registry


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[types.ModuleType]:
    """Return a package of two plug-ins, one of them malformed."""
    folder = tmp_path / "family"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "good_one.py").write_text("PLUGIN = 'good'\n")
    (folder / "forgetful.py").write_text("OTHER = 1\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    __import__("family")
    module = sys.modules["family"]
    yield module
    for name in [name for name in sys.modules if name.split(".")[0] == "family"]:
        del sys.modules[name]


def test_keys_are_known_before_anything_is_imported(package: types.ModuleType) -> None:
    """Listing and asking for membership import no plug-in; getting one imports just it."""
    registry: Registry[str] = Registry(package, "PLUGIN")
    assert list(registry) == ["forgetful", "good-one"]
    assert "good-one" in registry
    assert len(registry) == 2
    assert "family.good_one" not in sys.modules
    assert registry["good-one"] == "good"
    assert "family.forgetful" not in sys.modules


def test_an_unknown_key_and_a_malformed_plugin_are_told_apart(package: types.ModuleType) -> None:
    """What is not there is a KeyError; a file without the constant is a TypeError."""
    registry: Registry[str] = Registry(package, "PLUGIN")
    with pytest.raises(KeyError):
        registry["missing"]
    with pytest.raises(TypeError, match="must bind PLUGIN"):
        registry["forgetful"]


def test_the_programs_registries_import_nothing_heavy() -> None:
    """Making the mappings of this installation loads neither numpy nor Qt."""
    code = (
        "import sys; from initquiz import wiring; known = wiring.plug_ins();"
        "assert 'name-histogram' in known.questions;"
        "assert not {'numpy', 'PySide6', 'sqlite_utils'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
