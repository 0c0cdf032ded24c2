"""Text files of all kinds find the importer that knows them, by suffix and by what they hold."""

from dataclasses import replace
from pathlib import Path

import pytest

from initquiz import wiring
from initquiz.model.card import Deck
from initquiz.model.exchange import Importer, Reading
from initquiz.study.exchange import read

IMPORTERS = wiring.plug_ins().importers
FILES = {
    "our deck": (".md", "# D\n\n- **Q:** a\n  **A:** b\n", "markdown-deck"),
    "bold without bullets": (".md", "**Q:** a\n**A:** b\n", "markdown-deck"),
    "a skill alone": (".md", "- **Compute:** name-histogram, easy\n", "markdown-deck"),
    "prose": (".md", "# Notes\n\nNothing to ask: here.\n", "markdown-deck"),
    "hashcards": (".md", "Q: a\nA: b\n\nC: a [b]\n", "question-blocks"),
    "Obsidian": (".md", "#flashcards\n\na::b\n\nc\n?\nd\n", "question-blocks"),
    "bulleted letters": (".markdown", "- Q: a\n  A: b\n", "question-blocks"),
    "slashes": (".txt", "a / b\nc / d\n", "question-blocks"),
    "letters": (
        ".txt",
        "Q: Why, and how?\nA: So, and so.\n\nQ: c, d\nA: e, f\n",
        "question-blocks",
    ),
    "colons": (".txt", "a::b\nc::d\n", "question-blocks"),
    "GIFT": (".gift", "a {=b}\n", "gift"),
    "GIFT as text": (".txt", "// a\n::N::Which?{=a ~b}\n\nIs it, or not? {T}\n", "gift"),
    "GIFT with commas": (".txt", "One, two? {=a, b ~c, d}\n\nThree, four? {=e, f ~g}\n", "gift"),
    "Anki's text": (".txt", "#separator:tab\n#html:true\na\tb\n", "delimited-text"),
    "tabs": (".txt", "a\tb\nc\td\n", "delimited-text"),
    "a table": (".csv", "Question,Answer\na,b\n", "delimited-text"),
    "tabs with colons": (".txt", "std::vector\tlist\nstd::map\ttree\n", "delimited-text"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_goes_to_the_importer_that_knows_it(name: str, tmp_path: Path) -> None:
    """Whoever else shares its suffix."""

    def called(key: str) -> Importer:
        return replace(IMPORTERS[key], read=lambda _data, _name: Reading((Deck(key),)))

    suffix, text, key = FILES[name]
    path = tmp_path / f"file{suffix}"
    path.write_text(text, encoding="utf-8")
    assert read(path, {each: called(each) for each in IMPORTERS}).decks[0].name == key
    if name != "prose":
        assert read(path, IMPORTERS).decks
