"""What an export of ours leaves in Moodle's XML to know its cards again.

A fact carries its Markdown in an element that Moodle passes over, for HTML does not tell all
spellings of it. An instance of a skill has its feedback in an element of a class that names the
question type and the level; Moodle keeps that, also in exports of its own. The instance's id is
the card's with a number.
"""

import re
from html import escape
from xml.etree.ElementTree import Element

from initquiz.formats import moodle
from initquiz.model.card import Fact, Level, Skill

TAG = "initquiz"
CALCULATED = "calculated"
"""What stands for the number in the id of a question that holds many instances."""

_ACCEPT = "accept"
_TEXTS = ("question", "answer", "note", "source")
_SKILL = re.compile(r'\s*<div class="initquiz ([a-z0-9]+(?:-[a-z0-9]+)*) ([a-z]+)">')
_ID = re.compile(rf"(.+)-(?:\d+|{CALCULATED})")


def original(fact: Fact) -> str:
    """Return the element that holds a fact's Markdown and what it accepts."""
    texts = ((tag, getattr(fact, tag)) for tag in _TEXTS)
    told = [moodle.plain(tag, text) for tag, text in texts if text]
    told += [moodle.plain(_ACCEPT, text) for text in fact.accept]
    return moodle.element(TAG, "".join(told))


def original_of(question: Element) -> Fact | None:
    """Return the fact a question carries; None if it has none."""
    found = question.find(TAG)
    if found is None:
        return None
    asked, answer, note, source = (found.findtext(tag) or "" for tag in _TEXTS)
    accept = tuple(each.text or "" for each in found.findall(_ACCEPT))
    return Fact(asked, answer, note, source, accept)


def of_skill(skill: Skill, html: str) -> str:
    """Return the feedback of a skill's instance, marked as such."""
    return f'<div class="initquiz {escape(skill.key)} {skill.level.value}">{html}</div>'


def skill_of(html: str) -> Skill | None:
    """Return the skill that a feedback is marked with."""
    found = _SKILL.match(html)
    if found is None or found[2] not in {level.value for level in Level}:
        return None
    return Skill(found[1], Level(found[2]))


def card_of(idnumber: str) -> str:
    """Return the id of the skill card that an instance's id was made from; "" if it was not."""
    found = _ID.fullmatch(idnumber)
    return found[1] if found else ""
