"""`initquiz question`: look at compute-it questions and prove them."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from initquiz.cli.pictures import pictured
from initquiz.cli.session import Session, as_json_option, leave, put
from initquiz.errors import UnknownKeyError, UsageError
from initquiz.model.card import Level
from initquiz.model.question_type import QuestionType
from initquiz.study import exchange
from initquiz.terminal import records, tables
from initquiz.terminal.console import on_streams
from initquiz.terminal.sitting import show_question

_GREATEST_SEED = 2**32 - 1
_MOST_SEEDS = 1_000_000


@click.group()
def question() -> None:
    """Look at compute-it questions and prove them."""


@question.command(name="list")
@as_json_option
@click.pass_obj
def list_(session: Session, *, as_json: bool) -> None:
    """List the question types."""
    kinds = tuple(session.known.questions.values())
    found = [records.of_question_type(kind) for kind in kinds]
    put(found if as_json else tables.question_types(kinds))


@question.command()
@click.argument("key")
@click.option(
    "--seed",
    type=click.IntRange(0, _GREATEST_SEED),
    required=True,
    metavar="N",
    help="Which one: 0 to 4294967295.",
)
@click.option(
    "--level",
    type=click.Choice([level.value for level in Level]),
    help="How hard (default: as easy as the type goes).",
)
@click.option(
    "--png",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Save its figure as a picture too.",
)
@as_json_option
@click.pass_obj
def show(
    session: Session, key: str, seed: int, level: str | None, png: Path | None, *, as_json: bool
) -> None:
    """Show one question; the same KEY, seed and level always give the same one."""
    kind = _question_type(session, key)
    if level is not None and level not in kind.levels:
        raise UsageError(f"{key} has no level {level}, only {', '.join(kind.levels)}.")
    drawn = kind.draw(seed, Level(level) if level else kind.levels[0])
    if png is not None:
        exchange.write_whole(png, pictured(drawn.blocks))
    if as_json:
        put(records.of_question(drawn))
        return
    console = on_streams()
    console.title(f"{kind.title} · {key}, seed {seed}, {drawn.level}\n")
    show_question(drawn, console)
    console.say(f"\n{tables.solution(drawn)}")


@question.command()
@click.argument("keys", nargs=-1, metavar="[KEY…]")
@click.option(
    "--seeds",
    type=click.IntRange(1, _MOST_SEEDS),
    default=100,
    show_default=True,
    metavar="N",
    help="How many seeds, at every level.",
)
@as_json_option
@click.pass_obj
def check(session: Session, keys: tuple[str, ...], seeds: int, *, as_json: bool) -> None:
    """Prove question types, all or those named by KEY.

    Every instance must have one answer, which an ideal observer misses at most once in
    10,000; each option must be graded and explained; the right one must fall evenly.
    """
    from initquiz.study.proving import prove  # noqa: PLC0415 - it loads numpy

    kinds = {key: _question_type(session, key) for key in keys or session.known.questions}
    proofs = [prove(key, kind, range(seeds), _progress(key, seeds)) for key, kind in kinds.items()]
    put([records.of_proof(proof) for proof in proofs] if as_json else tables.proofs(proofs))
    leave(int(any(proof.problems for proof in proofs)))


def _question_type(session: Session, key: str) -> QuestionType:
    known = session.known.questions
    if key not in known:
        raise UnknownKeyError.among("question type", key, known)
    return known[key]


def _progress(key: str, seeds: int) -> Callable[[int], None] | None:
    """Return what tells a person at a terminal how far the proof is; None for a script."""
    if not sys.stderr.isatty():
        return None
    return lambda done: click.echo(
        f"\r{key}: {done:,} of {seeds:,} seeds" + ("\n" if done == seeds else ""),
        nl=False,
        err=True,
    )
