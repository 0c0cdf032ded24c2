"""What every plug-in of a family promises."""

from typing import Any

import pytest

import initquiz.ui.screens
from initquiz import wiring
from initquiz.model.exchange import Exporter, Importer
from initquiz.model.question_type import QuestionType
from initquiz.plugins import Registry
from initquiz.ui.screen import ScreenSpec

KNOWN = wiring.plug_ins()
SCREENS: Registry[ScreenSpec] = Registry(initquiz.ui.screens, "SCREEN")
FAMILIES: dict[type, Registry[Any]] = {
    QuestionType: KNOWN.questions,
    Importer: KNOWN.importers,
    Exporter: KNOWN.exporters,
    ScreenSpec: SCREENS,
}
ALL = [(kind, key) for kind, registry in FAMILIES.items() for key in registry]


@pytest.mark.parametrize(("kind", "key"), ALL)
def test_a_plugin_is_of_its_kind_and_named_as_its_file(kind: type, key: str) -> None:
    """The constant has the family's type, and its key is the file's name."""
    plugin = FAMILIES[kind][key]
    assert isinstance(plugin, kind)
    assert plugin.key == key  # type: ignore[attr-defined]


@pytest.mark.parametrize(("kind", "key"), ALL)
def test_a_plugins_docstring_is_its_help(kind: type, key: str) -> None:
    """Each file begins with a text fit to be shown: a sentence and more."""
    FAMILIES[kind][key]
    import sys  # noqa: PLC0415 - the module is known once the plug-in was asked for

    package = FAMILIES[kind]._package.__name__  # noqa: SLF001 - the contract looks inside
    text = sys.modules[f"{package}.{key.replace('-', '_')}"].__doc__ or ""
    assert len(text) > 40


def test_no_family_is_empty_and_no_suffix_has_two_usual_formats() -> None:
    """At least one of each kind, and a file's suffix names one importer and one exporter."""
    assert all(len(registry) for registry in FAMILIES.values())
    for registry in (KNOWN.importers, KNOWN.exporters):
        suffixes = [suffix for plugin in registry.values() for suffix in plugin.suffixes]
        usual = [suffix for each in registry.values() if each.usual for suffix in each.suffixes]
        assert len(usual) == len(set(usual))
        assert set(usual) == set(suffixes)


def test_screens_have_their_own_place_and_key() -> None:
    """No two screens share an order or a shortcut."""
    specs = list(SCREENS.values())
    assert len({spec.order for spec in specs}) == len(specs)
    assert len({spec.shortcut for spec in specs}) == len(specs)
