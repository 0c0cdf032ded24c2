"""What an exported package leaves in a note's last spare field, to know the card again.

An instance of a compute-it card names the question type and the level there, and its id is the
card's with a number; so an import makes the one card again that draws new questions. A fact has
there, as JSON, the Markdown of those texts that their HTML would give back in another spelling.
"""

import json
import re
from collections.abc import Mapping, Sequence
from html import escape, unescape

from initquiz.formats.anki import FIELDS
from initquiz.model.card import Level, Skill

_MARK = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*) (easy|medium|hard)")
_INSTANCE = re.compile(r"(.+)-\d+")
_ID, _SPARE = FIELDS.index("Id"), len(FIELDS) - 1


def mark_of(skill: Skill) -> str:
    """Return what the last field of an instance holds."""
    return f"{skill.key} {skill.level.value}"


def skill_of(fields: Sequence[str]) -> tuple[str, Skill] | None:
    """Return the id and the content of the card that a note of ours is an instance of."""
    mark, instance = _MARK.fullmatch(fields[_SPARE]), _INSTANCE.fullmatch(fields[_ID])
    if mark is None or instance is None:
        return None
    return instance[1], Skill(mark[1], Level(mark[2]))


def spelled(texts: Mapping[int, str]) -> str:
    """Return what the last field of a fact holds: Markdown by the field's place."""
    if not texts:
        return ""
    return escape(json.dumps({str(i): text for i, text in texts.items()}, ensure_ascii=False))


def spellings(fields: Sequence[str]) -> dict[int, str]:
    """Return the Markdown that a fact's last field holds; none if it is anything else."""
    if not fields[_SPARE].startswith("{"):
        return {}
    try:
        found = json.loads(unescape(fields[_SPARE]))
        return {int(place): text for place, text in found.items() if isinstance(text, str)}
    except (ValueError, RecursionError):
        return {}
