"""The README says what is true."""

import re
from pathlib import Path

from initquiz import wiring
from initquiz.cli.root import root

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")


def test_the_deck_on_the_first_screen_is_a_deck() -> None:
    """The example is read without a problem, both kinds of card."""
    example = re.search(r"```markdown\n(.*?)```", README, re.DOTALL)
    assert example is not None
    assert example[1].count("\n") <= 10
    reading = wiring.plug_ins().importers["markdown-deck"].read(example[1].encode(), "README.md")
    assert reading.problems == ()
    (deck,) = reading.decks
    assert [card.id for card in deck.cards] == ["he-formula", "skill-histogram"]


def test_every_command_is_named_and_every_named_command_exists() -> None:
    """The table of commands and the program agree."""
    table = README[README.index("## In a terminal") :]
    for name in root.commands:
        assert f"`{name}" in table or f"`initquiz {name}" in table, name
    named = set(re.findall(r"`initquiz (\w+)", README))
    assert named <= set(root.commands)


def test_pictures_it_shows_are_there() -> None:
    """Each picture of the README is in the repository."""
    root_folder = Path(__file__).resolve().parent.parent
    pictures = re.findall(r"!\[.*?\]\((.*?)\)", README)
    assert pictures
    assert all((root_folder / picture).is_file() for picture in pictures)
