"""`initquiz study`: a sitting in the terminal."""

import time

import click

from initquiz import wiring
from initquiz.cli.session import Session, deck_option
from initquiz.errors import UnknownKeyError
from initquiz.study.sitting import Sitting
from initquiz.terminal.console import on_streams
from initquiz.terminal.sitting import run


@click.command()
@deck_option
@click.option("--limit", type=click.IntRange(1), metavar="N", help="End after N answers.")
@click.pass_obj
def study(session: Session, deck: str | None, limit: int | None) -> None:
    """Study in the terminal, one line an answer; a pipe can drive it too.

    The grades 1 to 4 are Again, Hard, Good and Easy; type h for all commands.
    """
    hold(session, deck, limit)


def hold(session: Session, deck: str | None, limit: int | None) -> None:
    """Hold a sitting on standard input and output.

    Raises:
        UnknownKeyError: There is no such deck.
    """
    with session.open() as collection:
        names = collection.cards.deck_names()
        if deck is not None and deck not in names:
            raise UnknownKeyError.among("deck", deck, names)
        sitting = Sitting(collection, session.known.questions, deck, limit)
        run(sitting, on_streams(), wiring.now, time.monotonic)
