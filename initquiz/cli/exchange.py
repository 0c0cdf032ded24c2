"""Decks in and out: `import` and `export`."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from initquiz import wiring
from initquiz.cli.pictures import pictured
from initquiz.cli.session import (
    Session,
    as_json_option,
    complain,
    deck_option,
    exit_code,
    leave,
    put,
)
from initquiz.errors import InitQuizError, NothingToUndoError, UnknownKeyError, UsageError
from initquiz.study import exchange, importing
from initquiz.study.packing import pack
from initquiz.terminal import records, tables
from initquiz.terminal.layout import clean, many

_MOST_INSTANCES = 1000


@click.command(name="import")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--deck", metavar="NAME", help="Put new cards into this deck.")
@click.option("--format", "key", metavar="KEY", help="The format (default: by suffix and content).")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--with-progress", is_flag=True, help="The answers too that the file carries.")
@click.option("--remove", is_flag=True, help="Remove the cards the file's deck no longer has.")
@click.option("--missing", is_flag=True, help="Count every card the file lacks as no longer there.")
@click.option("--undo", is_flag=True, help="Take the last import back.")
@as_json_option
@click.pass_obj
def import_(
    session: Session,
    files: tuple[Path, ...],
    *,
    deck: str | None,
    key: str | None,
    dry_run: bool,
    with_progress: bool,
    remove: bool,
    missing: bool,
    undo: bool,
    as_json: bool,
) -> None:
    """Import decks: new cards are added, known ones updated, progress is kept.

    Each file is one step, done whole or not at all. Cards with faults are named and left out.
    """
    if undo:
        if files:
            raise UsageError("--undo takes no files.")
        _undo(session, as_json=as_json)
        return
    if not files:
        raise UsageError("Name at least one file to import.")
    done: list[records.Record] = []
    code = 0
    with session.open() as collection:
        for file in files:
            try:
                reading = exchange.read(file, session.known.importers, key)
            except InitQuizError as error:
                complain(error)
                code = max(code, exit_code(error))
                done.append(records.of_refused(str(file), error))
                continue
            preview = importing.preview(
                collection, reading, session.known.questions, deck, missing=missing
            )
            if not dry_run:
                importing.adopt(
                    collection,
                    preview,
                    wiring.now(),
                    source=file.name,
                    with_progress=with_progress,
                    remove=remove,
                )
            code = max(code, int(bool(preview.problems)))
            done.append(records.of_import(str(file), preview, listed=dry_run))
            if not as_json:
                put(tables.imported(str(file), preview, dry_run=dry_run))
    if as_json:
        put(records.of_imports(done, dry_run=dry_run))
    leave(code)


def _undo(session: Session, *, as_json: bool) -> None:
    """Take the last import back and say which it was."""
    with session.open() as collection:
        last = importing.last_import(collection)
        if last is None:
            raise NothingToUndoError
        changes = importing.undo_import(collection, wiring.now())
    if as_json:
        put({"undone": last.source, "cards": len(changes.cards)})
    else:
        put(f"{clean(last.source)}: taken back, {many(last.cards, 'card')} as before")


@click.command()
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--format", "key", metavar="KEY", help="The format (default: by the suffix).")
@deck_option
@click.option("--tag", metavar="TAG", help="Only cards with this tag.")
@click.option("--search", "words", metavar="WORDS", help="Only cards with these words.")
@click.option("--with-progress", is_flag=True, help="The review log too, where the format has it.")
@click.option(
    "--instances",
    type=click.IntRange(1, _MOST_INSTANCES),
    default=5,
    show_default=True,
    metavar="N",
    help="Questions drawn for each compute-it card, where the format cannot draw its own.",
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    metavar="S",
    help="Decides which questions are drawn.",
)
@as_json_option
@click.pass_obj
def export(
    session: Session,
    target: Path,
    *,
    key: str | None,
    deck: str | None,
    tag: str | None,
    words: str | None,
    instances: int,
    seed: int,
    with_progress: bool,
    as_json: bool,
) -> None:
    """Export decks to the file TARGET; what was there before is replaced."""
    exporters = session.known.exporters
    if key is not None and key not in exporters:
        raise UnknownKeyError.among("format", key, exporters)
    exporter = exchange.exporter_for(target, exporters, key)
    with session.open() as collection:
        names = collection.cards.deck_names()
        if deck is not None and deck not in names:
            raise UnknownKeyError.among("deck", deck, names)
        if target.resolve() == collection.database.path.resolve():
            raise UsageError(f"{target} is the collection itself; choose another file.")
        decks = exchange.chosen(collection.cards.decks(), deck, tag, words)
        parcel = pack(
            collection,
            decks,
            wiring.now(),
            questions=session.known.questions,
            picture=pictured,
            instances=instances,
            seed=seed,
            with_progress=with_progress,
            told=_counter(sum(len(each.cards) for each in decks)),
        )
        problems = exporter.problems(parcel)
        count = exchange.export(target, exporter, parcel)
    if as_json:
        put({"file": str(target), "format": exporter.key, "cards": count,
             "problems": [records.of_problem(problem) for problem in problems]})  # fmt: skip
        return
    put("\n".join([f"{target}: {many(count, 'card')}", *(f"  {clean(str(p))}" for p in problems)]))


def _counter(total: int) -> Callable[[int], None] | None:
    """Return what tells a person at a terminal how many cards are done; None for a script."""
    if not _at_terminal():
        return None
    done = 0

    def told(count: int) -> None:
        nonlocal done
        done += count
        click.echo(f"\r{done:,} of {total:,} cards" + "\n" * (done == total), nl=False, err=True)

    return told


def _at_terminal() -> bool:
    return sys.stderr.isatty()
