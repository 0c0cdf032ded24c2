"""The command `initquiz` itself: global options, the window, how failures end."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from initquiz import __version__, wiring
from initquiz.cli.collection import check, decks, due, log, stats
from initquiz.cli.exchange import export, import_
from initquiz.cli.question import question
from initquiz.cli.session import OpenWindow, Session, complain, exit_code
from initquiz.cli.study import hold, study
from initquiz.errors import InitQuizError, NoScreenError, UsageError
from initquiz.terminal.console import is_terminal, prepare_streams

_INTERRUPTED = 130


class _Commands(click.Group):
    """A group that ends with a sentence, never with a traceback, where the user can help."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click declares it
        """Run the command; turn our errors into a message and an exit code."""
        try:
            return super().invoke(ctx)
        except InitQuizError as error:
            complain(error)
            ctx.exit(exit_code(error))
        except KeyboardInterrupt:
            ctx.exit(_INTERRUPTED)


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
)
@click.option(
    "--collection",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The collection to use (default: INITQUIZ_COLLECTION, or in the data folder).",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def root(ctx: click.Context, collection: Path | None) -> None:
    """Learn weight initialization: fact cards and compute-it questions under FSRS-6.

    Without a command the window opens.
    """
    open_window: OpenWindow = ctx.obj
    ctx.obj = session = Session(collection, wiring.plug_ins())
    if ctx.invoked_subcommand is not None:
        return
    try:
        ctx.exit(open_window(collection))
    except NoScreenError as error:
        if not (is_terminal(sys.stdin) and is_terminal(sys.stdout)):
            raise UsageError(f"{error} `initquiz study` needs none; see `initquiz -h`.") from error
        click.echo(f"{error} Here is a sitting in the terminal instead.")
    hold(session, None, None)


for _command in (study, due, decks, stats, log, import_, export, question, check):
    root.add_command(_command)


def run(arguments: Sequence[str], open_window: OpenWindow) -> None:
    """Run a command line and leave the program with its exit code.

    `open_window` opens the window on a collection and returns the exit code once it is
    closed; it raises NoScreenError where there is no screen.
    """
    prepare_streams()
    root.main(list(arguments), prog_name="initquiz", obj=open_window)
