"""How a question type makes an instance: seeded dice, redraws, and the hash of what was drawn."""

import hashlib
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from initquiz.errors import UnanswerableError, UsageError
from initquiz.model.answers import AnswerField
from initquiz.model.blocks import Block, Curve
from initquiz.model.card import Level
from initquiz.model.question import FactValue, Question

TRIES = 100
_DIGITS = 6  # significant ones that are hashed: sums may differ in the last between machines
_WORDS = {"summary", "title", "x_title", "y_title", "zeros_told", "keyed"}


@dataclass(frozen=True, slots=True)
class Draft:
    """An instance without its name: see `Question` for the fields."""

    prompt: str
    blocks: tuple[Block, ...]
    answer: AnswerField
    evidence: str
    explanation: str
    facts: dict[str, FactValue] = field(hash=False)
    revealed: tuple[Block, ...] = ()
    error_bound: float = 0.0


def drawn(
    key: str,
    version: int,
    draft: Callable[[np.random.Generator, Level], Draft | None],
    seed: int,
    level: Level,
    *,
    tries: int = TRIES,
) -> Question:
    """Return the instance of a seed: the first of up to `tries` drafts that is not None.

    Each try has its own stream of random numbers, given by key, version, level, seed and
    number of the try alone. `draft` returns None where its rule refuses.

    Raises:
        UsageError: the seed is negative.
        UnanswerableError: every try was refused.
    """
    if seed < 0:
        raise UsageError(f"A seed is a whole number of at least 0, not {seed}.")
    name = zlib.crc32(key.encode())
    root = np.random.SeedSequence((name, version, tuple(Level).index(level), seed))
    for _ in range(tries):
        made = draft(np.random.default_rng(root.spawn(1)[0]), level)
        if made is not None:
            return named(made, key, version, seed, level)
    raise UnanswerableError(
        f"{key} found no provable question for seed {seed}, level {level}, in {tries} tries."
    )


def named(draft: Draft, key: str, version: int, seed: int, level: Level) -> Question:
    """Return a draft as the question of a type, seed and level."""
    return Question(
        key=key,
        seed=seed,
        level=level.value,
        version=version,
        prompt=draft.prompt,
        blocks=draft.blocks,
        answer=draft.answer,
        explanation=draft.explanation,
        facts=draft.facts,
        digest=digest(draft.facts, *map(repr_of, draft.blocks)),
        error_bound=draft.error_bound,
        evidence=draft.evidence,
        revealed=draft.revealed,
    )


def digest(*parts: object) -> str:
    """Return a hash of plain data: numbers (to six digits), texts, lists and dicts of them."""
    text = json.dumps(list(map(_rounded, parts)), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def repr_of(block: Block) -> dict[str, object]:
    """Return a block's own data by field, without words."""
    return {name: getattr(block, name) for name in block.__slots__ if name not in _WORDS}


def _rounded(part: object) -> object:
    if isinstance(part, float):
        return float(f"{part:.{_DIGITS}g}") + 0.0  # a zero has no sign here
    if isinstance(part, Curve):
        return [_rounded(part.xs), _rounded(part.ys)]
    if isinstance(part, dict):
        return {str(name): _rounded(value) for name, value in part.items()}
    if isinstance(part, tuple | list):
        return [_rounded(value) for value in part]
    return part
