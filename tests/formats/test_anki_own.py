"""A note of ours tells which card it is, and how its texts were spelled."""

from hypothesis import given
from hypothesis import strategies as st

from initquiz.formats.anki_own import mark_of, skill_of, spelled, spellings
from initquiz.model.card import Level, Skill

KEYS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)


def fields(key: str, mark: str) -> list[str]:
    """Return a note's fields with an id and a mark."""
    return ["front", "back", "", "", key, "", "", mark]


@given(KEYS, st.sampled_from(Level), KEYS, st.integers(1, 1000))
def test_the_card_is_known_by_any_of_its_instances(
    key: str, level: Level, card: str, number: int
) -> None:
    """The number goes, also where the card's own id ends in one."""
    skill = Skill(key, level)
    assert skill_of(fields(f"{card}-{number}", mark_of(skill))) == (card, skill)


def test_other_notes_are_no_instances() -> None:
    """Facts have an empty field; what somebody wrote there means nothing."""
    for key, mark in (
        ("he-2", ""), ("he-2", "spike"), ("he-2", "spike absurd"), ("he-2", "<b>spike easy</b>"),
        ("he", "spike easy"), ("", "spike easy"),
    ):  # fmt: skip
        assert skill_of(fields(key, mark)) is None


@given(st.dictionaries(st.integers(0, 3), st.text(max_size=40)))
def test_spellings_come_back(texts: dict[int, str]) -> None:
    """Whatever they hold; and in a field there is no markup that Anki would change."""
    field = spelled(texts)
    assert spellings(fields("he", field)) == texts
    assert "<" not in field


def test_what_is_no_spelling_is_none() -> None:
    """Somebody else may have written there."""
    for field in ("", "spike easy", "{", "{[", '{"a": "b"}', '{"0": 1}', "{" * 10_000):
        assert spellings(fields("he", field)) == {}
