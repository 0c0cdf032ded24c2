"""What all commands share: the collection chosen, how results and failures are printed."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from initquiz import wiring
from initquiz.errors import InitQuizError, UsageError
from initquiz.study.collection import Collection
from initquiz.terminal import records
from initquiz.terminal.console import spells_out, write_out
from initquiz.terminal.layout import clean

OpenWindow = Callable[[Path | None], int]

as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")
deck_option = click.option("--deck", metavar="NAME", help="Only this deck.")


@dataclass(frozen=True, slots=True)
class Session:
    """What the global options chose."""

    collection: Path | None
    known: wiring.Plugins

    def open(self) -> Collection:
        """Open the collection; raise CollectionError if it cannot be used."""
        return wiring.open_collection(self.collection or wiring.default_collection(), self.known)


def put(value: object) -> None:
    """Print text as it is, anything else as one line of JSON."""
    text = value if isinstance(value, str) else records.dumps(value, ascii_only=spells_out())
    write_out(f"{text}\n")


def complain(error: InitQuizError) -> None:
    """Print an error's message where errors go."""
    click.echo(f"initquiz: error: {clean(str(error))}", err=True)


def exit_code(error: InitQuizError) -> int:
    """Return 2 for a request that makes no sense, 1 for one that cannot be met."""
    return 2 if isinstance(error, UsageError) else 1


def leave(code: int) -> None:
    """End the command with an exit code."""
    click.get_current_context().exit(code)
