"""A question of Moodle's XML taken apart: its texts with their formats and pictures, its answers.

Pictures are read here: base64 that is none, and files that are no PNG, JPEG, GIF or WebP, are
left out and named in `faults`.
"""

import hashlib
import math
import re
from base64 import b64decode
from binascii import Error
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote
from xml.etree.ElementTree import Element

from initquiz.formats.moodle import PLUGIN, unstarred
from initquiz.formats.pictures import kept_name, suffix_of
from initquiz.model.deck_format import canonical_tags

MAX_TEXT = 64 * 1024
MAX_TAGS, MAX_TAG = 100, 100
MAX_PICTURES = 20_000_000
"""Bytes of all pictures of a file."""

_FORMATS = {"moodle_auto_format": "moodle", "plain_text": "plain", "markdown": "markdown",
            "wiki_like": "moodle"}  # fmt: skip
_HASH = re.compile(r"([0-9a-f]{24,64})\.(?:png|jpg|gif|webp)")
_BLANKS = re.compile(r"\s+")
_SHOWN = 40


class Text(NamedTuple):
    """A text: its format ("html", "moodle", "plain", "markdown"), and its pictures.

    `pictures` gives the name a picture is kept under for the address it has in the text.
    """

    text: str
    format: str
    pictures: Mapping[str, str]

    @property
    def kept(self) -> frozenset[str]:
        """Return the names its pictures are kept under."""
        return frozenset(self.pictures.values())


NOTHING = Text("", "html", {})


class Answer(NamedTuple):
    """An answer: text, share of the marks (1 is all), tolerance, and what is told of it."""

    text: Text
    share: float
    tolerance: float
    feedback: Text


class Question(NamedTuple):
    """A question: what it asks and tells, and what its kind needs of the rest.

    `pairs` are items with their options, which are plain text; one without an item is spare.
    `model` is what graders of an essay are told.
    """

    text: Text
    feedback: Text
    answers: tuple[Answer, ...] = ()
    pairs: tuple[tuple[Text, str], ...] = ()
    model: Text = NOTHING
    unit: str = ""

    @property
    def accepted(self) -> tuple[str, ...] | None:
        """Return the texts that are right; None if some stand for many or count in part."""
        texts = [unstarred(each.text.text) for each in self.answers]
        if any(each.share < 1 or each.feedback.text for each in self.answers) or None in texts:
            return None
        return tuple(text for text in texts if text)

    @property
    def verdict(self) -> str:
        """Return "true" or "false", whichever is right; "" if neither is."""
        right = (each.text.text.lower() for each in self.answers if each.share >= 1)
        return next(right, "")


class Unlike(ValueError):  # noqa: N818 - a finding about a file, not a failure of ours
    """A question is not what its kind needs; the message says what and how to mend it."""


@dataclass(slots=True)
class Pictures:
    """The pictures of a file, by the name they are kept under, and what is wrong with others."""

    kept: dict[str, bytes] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    left: int = MAX_PICTURES

    def take(self, file: Element) -> str | None:
        """Keep a picture and return its name; None, with the fault noted, if it is none."""
        shown = repr((file.get("name") or "")[:_SHOWN])
        if file.get("encoding", "base64") != "base64":
            self.faults.append(f"the picture {shown} is not written as base64")
            return None
        try:
            data = b64decode(_BLANKS.sub("", file.text or ""), validate=True)
        except (Error, ValueError):
            self.faults.append(f"the picture {shown} is damaged (no base64)")
            return None
        suffix = suffix_of(data)
        if suffix is None:
            self.faults.append(f"the file {shown} is not a PNG, JPEG, GIF or WebP picture")
            return None
        self.left -= len(data)
        if self.left < 0:
            self.faults.append(f"the picture {shown} is one too many ({MAX_PICTURES:,} bytes)")
            return None
        name = _name(file.get("name") or "", data, suffix)
        self.kept[name] = data
        return name


def _name(given: str, data: bytes, suffix: str) -> str:
    """Return what a picture is to be called: as it is, if that is its content's hash."""
    found = _HASH.fullmatch(given)
    ours = found and hashlib.sha256(data).hexdigest().startswith(found[1])
    return given if ours else kept_name(data, suffix)


def rich(element: Element | None, pictures: Pictures, usual: str = "html") -> Text:
    """Return the text an element holds, `usual` being its format where it states none.

    Raises:
        Unlike: The text is too long.
    """
    if element is None:
        return NOTHING
    inner = element.find("text")
    text = (element.text if inner is None else inner.text) or ""
    if len(text) > MAX_TEXT:
        raise Unlike(f"a text has more than {MAX_TEXT:,} characters. Shorten it in Moodle.")
    stated = element.get("format")
    known: dict[str, str] = {}
    for file in element.findall("file"):
        if name := pictures.take(file):
            path = (file.get("path") or "/").strip("/")
            address = f"{path}/{file.get('name')}" if path else file.get("name") or ""
            known |= {PLUGIN + address: name, PLUGIN + quote(address): name}
    kind = usual if stated is None else _FORMATS.get(stated, "html")
    return Text(text if kind == "markdown" else text.strip(), kind, known)


def read_question(question: Element, kind: str, pictures: Pictures) -> Question:
    """Take a question of a kind apart.

    Raises:
        Unlike: It has no answers where it needs some, a share or a tolerance is no number, or a
            text is too long.
    """
    text = rich(question.find("questiontext"), pictures)
    found = Question(text, rich(question.find("generalfeedback"), pictures))
    if kind == "essay":
        return found._replace(model=rich(question.find("graderinfo"), pictures, text.format))
    if kind in ("matching", "match"):
        each = question.findall("subquestion")
        return found._replace(pairs=tuple(_pair(one, pictures, text.format) for one in each))
    given = _answers(question, pictures, text.format)
    return found._replace(answers=given, unit=_unit(question))


def line_of(question: Element, path: str) -> str:
    """Return the text at a path on one line."""
    return " ".join((question.findtext(path) or "").split())


def tags_of(question: Element) -> tuple[str, ...]:
    """Return a question's tags as words, of too many the first, without those too long."""
    tags = canonical_tags(text.text or "" for text in question.findall("tags/tag/text"))
    return tuple(tag for tag in tags if len(tag) <= MAX_TAG)[:MAX_TAGS]


def _pair(pair: Element, pictures: Pictures, usual: str) -> tuple[Text, str]:
    return rich(pair, pictures, usual), rich(pair.find("answer"), pictures, "plain").text


def _answers(question: Element, pictures: Pictures, usual: str) -> tuple[Answer, ...]:
    found = question.findall("answer")
    if not found:
        raise Unlike("it has no answers. Add them in Moodle.")
    return tuple(
        Answer(
            rich(each, pictures, usual),
            value_of(each.get("fraction") or each.findtext("fraction") or "0", "a share") / 100,
            value_of(each.findtext("tolerance") or "0", "a tolerance"),
            rich(each.find("feedback"), pictures, usual),
        )
        for each in found
    )


def value_of(text: str, what: str) -> float:
    """Return the number a text holds; Unlike if it holds none that is finite."""
    try:
        value = float(text.strip().replace(",", ".") or 0)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise Unlike(f"{what} is {text.strip()[:_SHOWN]!r}, not a number. Mend it in Moodle.")
    return value


def _unit(question: Element) -> str:
    """Return the unit in which a number is asked for; "" if there is none."""
    for each in question.findall("units/unit"):
        if (each.findtext("multiplier") or "").strip() in ("1", "1.0"):
            return " ".join((each.findtext("unit_name") or "").split())
    return ""
