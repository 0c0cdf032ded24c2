"""A note of another program as facts: its fields are HTML, and one note may be several cards."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from types import MappingProxyType
from typing import NamedTuple

from initquiz.markup import gaps
from initquiz.markup.clean import MOST, Cleaned, to_markdown
from initquiz.markup.html import to_html
from initquiz.markup.own import from_html
from initquiz.markup.simple import is_plain
from initquiz.model.card import Fact
from initquiz.model.deck_format import canonical_text, one_line, split_accept

MAX_GAPS = 100
MOST_OF_GAPS = 200_000
"""Characters that the cards of one note may have as questions: each shows the whole text."""

LEFT_OUT = "*(left out: a sound or a picture that is not read)*"
"""Stands where nothing else is left of a field."""

_SOUND = re.compile(r"\[sound:([^\[\]]{0,200})\]")
_OCCLUSION = "image-occlusion:"


class Made(NamedTuple):
    """A fact: which of its note's cards it is (from 0), and how its id ends."""

    order: int
    ending: str
    fact: Fact


@dataclass(slots=True)
class Reader:
    """Turns the notes of one file into facts.

    `pictures` is as in `clean.to_markdown`; `why` tells more of something it left out.
    """

    pictures: Mapping[str, str]
    why: Callable[[str], str] = lambda _: ""
    _faults: list[tuple[str, str]] = field(default_factory=list)

    def faults(self) -> tuple[tuple[str, str], ...]:
        """Return what was found since the last call, as (what, hint), each once."""
        if not self._faults:
            return ()
        found = tuple(dict.fromkeys(self._faults))
        self._faults.clear()
        return found

    def own(
        self,
        fields: Sequence[str],
        address: Callable[[str], str],
        spellings: Mapping[int, str] = MappingProxyType({}),
    ) -> list[Made]:
        """Return the fact whose question, answer, note and source an export wrote.

        Its accepted answers are in the sixth field. `address` is as in `own.from_html`.
        `spellings` is the Markdown that some fields are said to be made from; it is believed if
        it gives that very HTML, for somebody may have edited the field.
        """
        texts = [
            self._tidy(from_html(html, self.pictures, address)) if html else ""
            for html in fields[:4]
        ]
        for place, text in spellings.items():
            if 0 <= place < len(texts) and to_html(text, address, cloze=True) == fields[place]:
                texts[place] = canonical_text(text)
        question, answer, note, source = texts
        accept = split_accept(fields[5]) if fields[5] else ()
        return [Made(0, "", Fact(question, answer, note, source, accept))]

    def basic(
        self, fields: Sequence[str], names: Sequence[str], orders: Sequence[int]
    ) -> list[Made]:
        """Return a note's facts: first field in front, and turned around if `orders` has 1.

        `names` are the fields' names, `orders` which cards there are, from 0.
        """
        question, answer = self._shown(fields[0]), self._rest(fields, names)
        if not any(orders):
            return [Made(0, "", Fact(question, answer))]
        found = set(orders)
        if max(found) > 1:
            what = f"it has {len(found)} cards; only the first and the reverse are read."
            self._faults.append((what, ""))
        made = (Made(0, "", Fact(question, answer)), Made(1, "-2", Fact(answer, question)))
        return [each for each in made if each.order in found]

    def cloze(self, fields: Sequence[str], names: Sequence[str]) -> list[Made]:
        """Return a fact for each number of the gaps in the first field."""
        first = fields[0]
        numbers = gaps.numbers(first)
        most = min(MAX_GAPS, max(1, MOST_OF_GAPS // (len(first) + 1)))
        if _OCCLUSION in first:
            self._faults.append(("it hides parts of a picture, which is not read.", ""))
            return []
        if not numbers:
            what = "it has no gaps in its first field."
            self._faults.append((what, "Write one as {{c1::text}}."))
        elif len(numbers) > most:
            what = f"it has {len(numbers)} gaps, of which {most} are read."
            self._faults.append((what, "Split the note."))
        if not numbers:
            return []
        answer = _joined((self._shown(gaps.told(first)), self._rest(fields, names)))
        quiet = Reader(self.pictures)  # what is left out was told with the answer
        return [
            Made(number - 1, f"-c{number}", Fact(quiet._shown(gaps.asked(first, number)), answer))
            for number in numbers[:most]
        ]

    def _rest(self, fields: Sequence[str], names: Sequence[str]) -> str:
        """Return the fields behind the first as one text, with headings if there are many."""
        if len(fields) == 2:  # noqa: PLR2004 - question and answer
            return self._shown(fields[1])
        named = zip(names[1:], fields[1:], strict=True)
        shown = ((name, self._shown(html)) for name, html in named if html.strip())
        texts = [(name, text) for name, text in shown if text]
        if len(texts) <= 2:  # noqa: PLR2004 - two speak for themselves
            return _joined(text for _, text in texts)
        headings = (to_markdown(escape(one_line(name)), {}).markdown for name, _ in texts)
        return _joined(
            f"**{heading}**\n\n{text}" if heading else text
            for heading, (_, text) in zip(headings, texts, strict=True)
        )

    def _shown(self, html: str) -> str:
        """Return a field as Markdown; if only sounds and pictures were in it, it says so."""
        if len(html) <= MOST and is_plain(html):
            return html
        sounds = _SOUND.findall(html) if "[sound:" in html else []
        for sound in dict.fromkeys(sounds):
            what = f"the sound {sound[:60]!r} was left out: sounds and films are not read."
            self._faults.append((what, ""))
        found = to_markdown(_SOUND.sub(" ", html), self.pictures)
        text = self._tidy(found)
        return text if text or not (sounds or found.dropped) else LEFT_OUT

    def _tidy(self, found: Cleaned) -> str:
        """Return a field's canonical text, and note what was left out of it."""
        for dropped in found.dropped:
            why = self.why(dropped)
            self._faults.append((f"{dropped} was left out{f': {why}' if why else ''}.", ""))
        text = found.markdown
        one_line = text.isprintable() and text == text.strip()
        return text if one_line else canonical_text(text)


def _joined(texts: Iterable[str]) -> str:
    return "\n\n".join(filter(None, texts))
