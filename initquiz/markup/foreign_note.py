"""A note of another program as facts: its fields are HTML, and one note may be several cards."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import NamedTuple

from initquiz.markup import gaps
from initquiz.markup.clean import Cleaned, to_markdown
from initquiz.markup.own import from_html
from initquiz.markup.tame import is_plain, tamed
from initquiz.model.card import Fact
from initquiz.model.deck_format import canonical_text, one_line

MAX_GAPS = 100
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
class Note:
    """Turns one note into facts; `faults` (what, hint) is what was found on the way.

    `pictures` is as in `clean.to_markdown`; `why` tells more of something it left out.
    """

    fields: Sequence[str]
    pictures: Mapping[str, str]
    why: Callable[[str], str] = lambda _: ""
    faults: list[tuple[str, str]] = field(default_factory=list)

    def own(self, address: Callable[[str], str]) -> list[Made]:
        """Return the fact whose question, answer, note and source an export wrote."""
        texts = [from_html(html, self.pictures, address) for html in self.fields[:4]]
        question, answer, note, source = (
            canonical_text(text.markdown) for text in map(self._told, texts)
        )
        return [Made(0, "", Fact(question, answer, note, source))]

    def basic(self, names: Sequence[str], orders: Iterable[int]) -> list[Made]:
        """Return a note's facts: first field in front, and turned around if `orders` has 1.

        `names` are the fields' names, `orders` which cards there are, from 0.
        """
        question, answer = self._shown(self.fields[0]), self._rest(names)
        found = set(orders) or {0}
        if max(found) > 1:
            what = f"it has {len(found)} cards; only the first and the reverse are read."
            self.faults.append((what, ""))
        made = (Made(0, "", Fact(question, answer)), Made(1, "-2", Fact(answer, question)))
        return [each for each in made if each.order in found]

    def cloze(self, names: Sequence[str]) -> list[Made]:
        """Return a fact for each number of the gaps in the first field."""
        first = self.fields[0]
        numbers = gaps.numbers(first)
        if _OCCLUSION in first:
            self.faults.append(("it hides parts of a picture, which is not read.", ""))
            return []
        if not numbers:
            what = "it has no gaps in its first field."
            self.faults.append((what, "Write one as {{c1::text}}."))
        elif len(numbers) > MAX_GAPS:
            what = f"it has {len(numbers)} gaps, of which {MAX_GAPS} are read."
            self.faults.append((what, "Split the note."))
        numbers = numbers[:MAX_GAPS]
        answer = _joined((self._shown(gaps.told(first)), self._rest(names))) if numbers else ""
        quiet = Note(self.fields, self.pictures)  # what is left out was told with the answer
        return [
            Made(number - 1, f"-c{number}", Fact(quiet._shown(gaps.asked(first, number)), answer))
            for number in numbers
        ]

    def _rest(self, names: Sequence[str]) -> str:
        """Return the fields behind the first as one text, with headings if there are many."""
        named = zip(names[1:], self.fields[1:], strict=True)
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
        if is_plain(html):
            return html
        sounds = _SOUND.findall(html) if "[sound:" in html else []
        for sound in dict.fromkeys(sounds):
            what = f"the sound {sound[:60]!r} was left out: sounds and films are not read."
            self.faults.append((what, ""))
        found = self._told(to_markdown(tamed(_SOUND.sub(" ", html)), self.pictures))
        text = canonical_text(found.markdown)
        return text if text or not (sounds or found.dropped) else LEFT_OUT

    def _told(self, found: Cleaned) -> Cleaned:
        """Note what was left out of a field."""
        for dropped in found.dropped:
            why = self.why(dropped)
            self.faults.append((f"{dropped} was left out{f': {why}' if why else ''}.", ""))
        return found


def _joined(texts: Iterable[str]) -> str:
    return "\n\n".join(filter(None, texts))
