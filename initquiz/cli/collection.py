"""Commands that look at the collection: `due`, `decks`, `stats`, `log` and `check`."""

import click

from initquiz import wiring
from initquiz.cli.session import Session, as_json_option, leave, put
from initquiz.schedule.replay import living
from initquiz.study import checkup, overview
from initquiz.terminal import records, tables
from initquiz.terminal.console import spells_out


@click.command()
@as_json_option
@click.pass_obj
def due(session: Session, *, as_json: bool) -> None:
    """Say how many cards are left today."""
    now = wiring.now()
    with session.open() as collection:
        total, found = overview.due(collection, now), overview.overview(collection, now)
    put(records.of_due(total, found) if as_json else tables.due(total, found))


@click.command()
@as_json_option
@click.pass_obj
def decks(session: Session, *, as_json: bool) -> None:
    """List the decks."""
    with session.open() as collection:
        found = overview.overview(collection, wiring.now())
    put([records.of_deck(deck) for deck in found] if as_json else tables.decks(found))


@click.command()
@as_json_option
@click.pass_obj
def stats(session: Session, *, as_json: bool) -> None:
    """Count the answers: by rating, by question type, and what is mixed up."""
    from initquiz.study.statistics import count  # noqa: PLC0415 - it loads numpy

    with session.open() as collection:
        found = count(collection)
    put(records.of_numbers(found) if as_json else tables.numbers(found))


@click.command()
@as_json_option
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Only the last N entries.")
@click.pass_obj
def log(session: Session, limit: int | None, *, as_json: bool) -> None:
    """Print the review log, oldest first: every answer, undo and redo.

    With --json one object a line.
    """
    with session.open() as collection:
        events = list(collection.reviews.all())
    counted = frozenset(event.id for event in living(events))
    events = events[-limit:] if limit else events
    if not as_json:
        put(tables.log(events, counted))
    elif events:
        found = (records.of_event(event, counted=event.id in counted) for event in events)
        put("\n".join(records.dumps(record, ascii_only=spells_out()) for record in found))


@click.command()
@as_json_option
@click.option("--mend", is_flag=True, help="Make the schedules anew from the log first.")
@click.pass_obj
def check(session: Session, *, as_json: bool, mend: bool) -> None:
    """Check that the file is sound and the schedules are what the log says."""
    with session.open() as collection:
        if mend:
            collection.refold()
        found = checkup.check(collection)
    faults = [records.of_problem(problem) for problem in found]
    put({"problems": faults, "mended": mend} if as_json else tables.problems(found))
    leave(int(bool(found)))
