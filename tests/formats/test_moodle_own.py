"""What an export of ours leaves behind to be known again."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.formats import moodle_own
from initquiz.model.card import Fact, Level, Skill
from initquiz.model.deck_format import canonical_text

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\ufffe\uffff"), max_size=20).map(
    canonical_text
)


@given(st.builds(Fact, *[TEXT] * 4, st.lists(TEXT.filter(bool), max_size=3).map(tuple)))
def test_a_fact_is_carried_whole(fact: Fact) -> None:
    """With what it accepts, which a question to be judged does not show."""
    element = ET.fromstring(f"<question>{moodle_own.original(fact)}</question>")  # noqa: S314
    assert moodle_own.original_of(element) == fact


def test_another_programs_question_carries_none() -> None:
    """There is nothing to believe."""
    assert moodle_own.original_of(ET.Element("question")) is None


@pytest.mark.parametrize("level", Level)
def test_a_skill_is_known_by_its_feedback(level: Level) -> None:
    """Whatever is told in it."""
    skill = Skill("name-histogram", level)
    assert moodle_own.skill_of(moodle_own.of_skill(skill, "<p>So.</p>")) == skill


@pytest.mark.parametrize(
    "html", ["", "<p>x</p>", '<div class="initquiz a-b">', '<div class="initquiz a huge">x</div>']
)
def test_nothing_else_is_taken_for_a_skill(html: str) -> None:
    """A class that only looks like it, a level there is not."""
    assert moodle_own.skill_of(html) is None


@pytest.mark.parametrize(
    ("idnumber", "card"),
    [("skill-a-3", "skill-a"), ("skill-a-calculated", "skill-a"), ("skill-a", ""), ("", "")],
)
def test_an_instances_id_names_its_card(idnumber: str, card: str) -> None:
    """With a number, or for many instances in one."""
    assert moodle_own.card_of(idnumber) == card
