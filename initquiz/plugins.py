"""Reads a folder of plug-ins into an immutable mapping, each imported when first asked for.

A plug-in is a module that binds one constant of a fixed name (`QUESTION`, `IMPORTER`,
`EXPORTER`, `SCREEN`). Its key is its file name with hyphens for underscores, so the keys
are known without importing anything: the path to the first card stays light.
"""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Generic, TypeVar, cast

Kind = TypeVar("Kind")


class Registry(Mapping[str, Kind], Generic[Kind]):
    """The plug-ins of one package, by key, in alphabetical order."""

    def __init__(self, package: ModuleType, constant: str) -> None:
        """List the package's modules; nothing is imported yet."""
        self._package = package
        self._constant = constant
        names = sorted(info.name for info in pkgutil.iter_modules(package.__path__))
        self._modules = {name.replace("_", "-"): name for name in names}
        self._loaded: dict[str, Kind] = {}

    def __getitem__(self, key: str) -> Kind:
        """Import and return the plug-in; KeyError if there is none, TypeError if it binds none."""
        if key not in self._loaded:
            module = importlib.import_module(f"{self._package.__name__}.{self._modules[key]}")
            if not hasattr(module, self._constant):
                raise TypeError(f"{module.__name__} must bind {self._constant}")
            self._loaded[key] = cast("Kind", getattr(module, self._constant))
        return self._loaded[key]

    def __contains__(self, key: object) -> bool:
        """Tell whether a plug-in has this key, without importing it."""
        return key in self._modules

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys."""
        return iter(self._modules)

    def __len__(self) -> int:
        """Return how many plug-ins the folder holds."""
        return len(self._modules)
