"""Starts the program: the window at once, everything else through the command line."""

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from initquiz.errors import InitQuizError, NoScreenError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def main() -> None:
    """Run the program with the arguments it was started with, and leave it."""
    # Two threads of linear algebra spin against each other and gain nothing on small matrices.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    arguments = sys.argv[1:]
    opener: Callable[[Path | None], int] = open_window
    asked, collection = only_window(arguments)
    if asked:
        # The common case does not wait for the reader of command lines to load.
        try:
            sys.exit(open_window(collection))
        except InitQuizError as error:
            gc.enable()
            opener = _failing(error)
    from initquiz.cli.root import run  # noqa: PLC0415 - see above

    run(arguments, opener)


def open_window(collection: Path | None) -> int:
    """Open the window and return the exit code; raise NoScreenError where there is no screen."""
    # Starting makes tens of thousands of objects and drops none: nothing to collect yet.
    # The window has a collector of its own once the first card is shown.
    gc.disable()
    from initquiz import wiring  # noqa: PLC0415 - as light as it can be

    if reason := wiring.missing_screen():
        raise NoScreenError(reason)
    try:
        from initquiz import app  # noqa: PLC0415 - Qt, which no command needs
    except ImportError as error:
        raise NoScreenError(f"Qt cannot be loaded here ({error}). {wiring.PACKAGES}") from error
    return app.run(collection or wiring.default_collection())


def only_window(arguments: "Sequence[str]") -> tuple[bool, Path | None]:
    """Tell whether nothing is asked but the window, and on which collection."""
    match list(arguments):
        case []:
            return True, None
        case ["--collection", file] if file:
            return True, Path(file)
        case [option] if option.startswith("--collection=") and not option.endswith("="):
            return True, Path(option.removeprefix("--collection="))
    return False, None


def _failing(error: InitQuizError) -> "Callable[[Path | None], int]":
    def fail(_: Path | None) -> int:
        raise error

    return fail


if __name__ == "__main__":
    main()
