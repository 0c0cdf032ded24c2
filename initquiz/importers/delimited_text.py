r"""Cards from a table as text: CSV, TSV, Anki's notes as text, or what a spreadsheet saves.

Three kinds of file are told apart. One that begins with Anki's header lines (`#separator:tab`,
`#html:true`, `#guid column:1`, `#deck column:2`, `#tags column:5`, `#notetype:Basic`,
`#columns:…`) is read as Anki reads it. One whose first row names its columns may have them in
any order: id, deck, topic, question (or front, term), answer (or back, definition), accepted,
note, source, tags, type, level; upper case makes no difference. In any other file the first
column is the question, the second the answer, the third a note. What parts the columns (tabs,
semicolons, commas or bars) is seen from the file, and what was taken for granted is told.

Cells may hold line breaks and the delimiter in double quotes. Texts are Markdown, or HTML where
Anki's header says so. Accepted answers are parted by bars, tags by commas or spaces. A row
with a fault is left out and named by its line. A file that is not UTF-8, holds a NUL or a quote
that is never closed, or is larger than 16 MiB or 200,000 rows is refused whole.
"""

import re
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from html import escape

from initquiz.errors import RefusedFileError
from initquiz.formats import columns
from initquiz.formats.anki_text import Header, read_header, split_back, split_spelled, split_topic
from initquiz.formats.delimited import (
    DELIMITERS,
    Row,
    decoded,
    guessed,
    rows,
    unguarded,
)
from initquiz.formats.gathered import Gathered
from initquiz.markup.foreign_note import Made, Reader
from initquiz.markup.html import to_html
from initquiz.markup.own import from_html
from initquiz.model import deck_format
from initquiz.model.card import Card, Fact, Level, Skill
from initquiz.model.deck_format import canonical_text, one_line
from initquiz.model.exchange import Importer, Reading

_LOOKED_AT = 8 * 1024  # bytes by which a table is recognised
_EVEN = 0.9  # share of rows that have the same number of columns in a table that is one
_SEP = re.compile(r"sep=(.)(?:\r\n|\r|\n)", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:br|p|div|b|i|em|strong|img|ul|ol|li|sub|sup|span)\b[^<>]*>|&[a-z]+;")
_PICTURE = re.compile(r'src="([0-9a-f]{24}\.(?:png|jpg|gif|webp))"')
_QUIZ = re.compile(
    r"\{\s*(?:[=~#}]|(?:T|F|TRUE|FALSE)\})|^\W{0,4}(?:Q|A|Question|Answer)\W{0,2}[:.]|^\s*\|",
    re.MULTILINE,
)
_PARENT = re.compile(r"\s*::\s*")
_PLACES = ("first", "second", "third")


def read(data: bytes, name: str) -> Reading:
    """Return the decks of a file, and its faults with their line numbers.

    Raises:
        RefusedFileError: The file is refused whole (see above).
    """
    text = decoded(data, name)
    desk = Gathered(name)
    if header := read_header(text):
        _read_notes(desk, *header)
    else:
        _read_table(desk, text)
    return desk.reading()


def recognises(data: bytes) -> bool:
    """Tell whether a file begins like a table: Anki's header, names of columns, or even rows."""
    text = data[:_LOOKED_AT].decode("utf-8-sig", "ignore")
    if read_header(text) or _SEP.match(text):
        return True
    if _named_by(text):
        return True
    delimiter = guessed(text, _EVEN)
    # Commas are in every prose.
    return delimiter is not None and delimiter != "," and not _QUIZ.search(text)


def _named_by(text: str) -> str | None:
    """Return the delimiter by which the first row names columns; None if there is none."""
    for delimiter in DELIMITERS:
        with suppress(RefusedFileError, StopIteration):
            if columns.named(next(rows(text, delimiter, "")).cells):
                return delimiter
    return None


def _read_table(desk: Gathered, text: str) -> None:
    """Read a table without Anki's header."""
    sep = _SEP.match(text)
    delimiter = sep[1] if sep else _named_by(text) or guessed(text)
    if not text.strip():
        return
    if delimiter is None:
        raise RefusedFileError(
            f"{desk.name} has no columns: part question and answer by a tab, a semicolon or a"
            " comma, the same in every row, and put cells that hold it in double quotes."
        )
    first = 2 if sep else 1
    table = list(rows(text[sep.end() :] if sep else text, delimiter, desk.name, first))
    if not table:
        return
    found = columns.named(table[0].cells)
    if found is None:
        width = _usual_width(table)
        found = columns.by_place(width)
        _tell(desk, delimiter, width)
    else:
        width = len(table[0].cells)
        others = [one_line(c) for i, c in enumerate(table[0].cells) if i not in found.values()]
        desk.guesses += [f"The column “{name[:60]}” is not read." for name in others if name]
        table = table[1:]
    own = columns.is_own(found)
    for row in table:
        if cells := _fitted(desk, row, width):
            if own:
                cells = tuple(map(unguarded, cells))
            _put_row(desk, row.line, {name: cells[place] for name, place in found.items()})


def _fitted(desk: Gathered, row: Row, width: int) -> tuple[str, ...] | None:
    """Return a row's cells if they are as many as there are columns; else None, noted."""
    cells = row.cells
    if len(cells) != width and (len(cells) < width or any(map(str.strip, cells[width:]))):
        what = f"the row has {len(cells)} cells where there are {width} columns."
        desk.fault(row.line, what, "Put cells that hold the delimiter in double quotes.")
        return None
    return cells[:width]


def _tell(desk: Gathered, delimiter: str, width: int) -> None:
    """Tell how a table without names was read."""
    parted = DELIMITERS.get(delimiter, repr(delimiter))
    roles = ("the question", "the answer", "a note")
    known = [f"the {nth} is {role}" for nth, role in zip(_PLACES, roles, strict=True)][:width]
    desk.guesses.append(f"The columns are parted by {parted}; {', '.join(known)}.")
    if width > len(roles):
        desk.guesses.append("What stands behind the third column is not read.")


def _put_row(desk: Gathered, line: int, cells: dict[str, str]) -> None:
    """Turn a row into a card; `cells` are by the names of their columns."""
    listed = cells.get("tags", "")
    tags = desk.tags(line, listed.split(",") if "," in listed else listed.split())
    content: Fact | Skill | None
    if cells.get("type", "").strip():
        content = _skill(desk, line, cells["type"].strip(), cells.get("level", "").strip())
    else:
        texts = ("question", "answer", "note", "source")
        question, answer, note, source = (canonical_text(cells.get(name, "")) for name in texts)
        accept = deck_format.split_accept(cells.get("accepted", ""))
        content = Fact(question, answer, note, source, accept)
    if content is not None:
        given, deck, topic = (one_line(cells.get(name, "")) for name in ("id", "deck", "topic"))
        desk.put(line, deck, Card(given, topic, content, tags))


def _skill(desk: Gathered, line: int, key: str, level: str) -> Skill | None:
    """Return the skill of a row, or None with the fault noted."""
    levels = [each.value for each in Level]
    if level not in levels:
        what = f"{level[:40]!r} is no level of a compute-it card."
        desk.fault(line, what, f"Levels: {', '.join(levels)}.")
        return None
    if not deck_format.SKILL.fullmatch(f"{key}, {level}"):
        what = f"{key[:40]!r} cannot be a question type."
        desk.fault(line, what, "Empty the column type for a plain card.")
        return None
    return Skill(key, Level(level))


def _read_notes(desk: Gathered, header: Header, text: str) -> None:
    """Read a table with Anki's header."""
    for line, what in header.faults:
        desk.fault(line, what)
    delimiter = header.separator or guessed(text) or "\t"
    table = list(rows(text, delimiter, desk.name, header.lines + 1))
    if not table:
        return
    named = next(rows(header.columns, delimiter, desk.name), Row(0, ())).cells
    width = len(named) or _usual_width(table)
    wrong = [f"{name} column:{at + 1}" for name, at in header.special.items() if at >= width]
    if wrong:
        raise RefusedFileError(
            f"{desk.name}: the header says #{wrong[0]}, but there are {width} columns; correct it."
        )
    if header.html is None:
        header.html = bool(_MARKUP.search(text))
        desk.guesses.append(f"The cells are {'HTML' if header.html else 'plain text'}.")
    places = [place for place in range(width) if place not in header.special.values()]
    names = [named[place] if named else f"Field {i}" for i, place in enumerate(places, start=1)]
    reader = Reader({name: name for name in dict.fromkeys(_PICTURE.findall(text))})
    for row in table:
        if cells := _fitted(desk, row, width):
            fields = [cells[place] for place in places]
            told = {name: cells[place].strip() for name, place in header.special.items()}
            kind = (told.get("notetype") or header.notetype).casefold()
            if header.html is False:
                fields = [escape(each, quote=False).replace("\n", "<br>") for each in fields]
            made = _made(reader, fields, names, kind)
            for what, hint in reader.faults():
                desk.fault(row.line, what, hint)
            _put_note(desk, header, row.line, told, made)


def _made(reader: Reader, fields: list[str], names: list[str], kind: str) -> list[Made]:
    """Return the facts that a note of some type becomes."""
    if not fields or "cloze" in kind:
        return reader.cloze(fields, names) if fields else []
    if len(fields) == 2 and all(text.startswith("<") for text in fields):  # noqa: PLR2004
        return [Made(0, "", _ours(fields, reader.pictures))]
    return reader.basic(fields, names, (0, 1) if "and reversed" in kind else (0,))


def _ours(fields: list[str], pictures: Mapping[str, str]) -> Fact:
    """Return the fact of a note that this program wrote, perhaps edited since."""
    parts = split_back(fields[1])
    texts = []
    for html in (fields[0], parts.answer, parts.note, parts.source):
        shown, markdown = split_spelled(html)
        if not markdown or to_html(markdown, cloze=True) != shown:
            markdown = from_html(shown, pictures, str).markdown
        texts.append(canonical_text(markdown))
    question, answer, note, source = texts
    return Fact(question, answer, note, source, deck_format.split_accept(parts.accept))


def _put_note(
    desk: Gathered, header: Header, line: int, told: Mapping[str, str], made: list[Made]
) -> None:
    """Put the facts that a note became into their deck; `told` is what its columns say."""
    topic, tags = split_topic([*told.get("tags", "").split(), *header.tags.split()])
    kept = desk.tags(line, tags)
    deck = one_line(told.get("deck") or header.deck)
    if not header.own:
        deck = _PARENT.sub(" :: ", deck)
    guid = told.get("guid", "")
    for each in made:
        key = guid and guid + each.ending
        desk.put(line, deck, Card(key, one_line(topic), each.fact, kept))


def _usual_width(table: list[Row]) -> int:
    """Return how many cells most rows have."""
    return Counter(len(row.cells) for row in table).most_common(1)[0][0]


IMPORTER = Importer(
    key="delimited-text",
    title="Table (CSV, TSV, Anki text)",
    suffixes=(".csv", ".tsv", ".txt"),
    read=read,
    source="a spreadsheet or Anki",
    recognises=recognises,
)
