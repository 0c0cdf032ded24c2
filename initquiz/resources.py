"""Finds the files of `data/` and `assets/`, in an installed package or in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_file(name: str) -> Path:
    """Return the path of `data/<name>`; raise FileNotFoundError if neither place has it."""
    return _find("data", name)


def asset_file(name: str) -> Path:
    """Return the path of `assets/<name>`; raise FileNotFoundError if neither place has it."""
    return _find("assets", name)


def _find(folder: str, name: str) -> Path:
    # A wheel carries the folders inside the package; an editable install leaves them
    # beside it, where only the checkout's own path reaches them.
    places = (_PACKAGE / f"_{folder}" / name, _PACKAGE.parent / folder / name)
    for place in places:
        if place.is_file():
            return place
    raise FileNotFoundError(
        f"{folder}/{name} is missing from this installation: reinstall initquiz"
    )
