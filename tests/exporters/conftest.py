"""Moodle's rules as its importer and its grading engine have them, for what we write for it.

`Answer`s are neutral, so that other formats of Moodle's (GIFT) can be graded alike.
"""

import math
import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest

PERCENTS = (100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667,
            14.28571, 12.5, 11.11111, 10, 5, 0)  # fmt: skip
"""The shares of a question's marks that Moodle knows, each also as a loss."""

EPSILON = 1e-14  # PHP's `precision`
LONGEST = {"name": 255, "idnumber": 100, "tag": 50, "answer of a pair": 255}
KINDS = {"multichoice", "truefalse", "shortanswer", "numerical", "matching", "essay", "cloze",
         "calculated", "category", "description"}  # fmt: skip
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_EMBEDDED = re.compile(r"\{(\d*):NUMERICAL:((?:\\[}]|[^}])*)\}")
_ALTERNATIVE = re.compile(r"(?:%(-?[\d.]+)%|(=))?((?:\\.|[^~#])*)(?:#((?:\\.|[^~])*))?(?:~|$)")


class Answer(NamedTuple):
    """One answer of a question: its text, its share in percent, its tolerance, its feedback."""

    text: str
    percent: float
    tolerance: float = 0.0
    feedback: str = ""


class Graded(NamedTuple):
    """A share of the marks (1.0 is all) and the feedback shown."""

    share: float
    feedback: str = ""


class Moodle:
    """What Moodle 4.1 does with a file and with an answer."""

    percents = PERCENTS
    answer = Answer

    @staticmethod
    def known(percent: float) -> bool:
        """Tell whether a share is one of the list; any other refuses the whole file."""
        return any(abs(abs(percent) - known) < 1e-3 for known in PERCENTS)

    @staticmethod
    def number(answers: Sequence[Answer], given: float) -> Graded:
        """Grade a number: the first answer whose range holds it, both ends included."""
        for answer in answers:
            if answer.text == "*":
                return Graded(answer.percent / 100, answer.feedback)
            value = float(answer.text)
            slack = answer.tolerance + EPSILON * max(abs(answer.tolerance), abs(value), EPSILON)
            if value - slack <= given <= value + slack:
                return Graded(answer.percent / 100, answer.feedback)
        return Graded(0.0)

    @staticmethod
    def ticked(answers: Sequence[Answer], ticked: Sequence[int]) -> Graded:
        """Grade options that were ticked: their shares are added, but never below nothing."""
        return Graded(min(1.0, max(0.0, round(sum(answers[i].percent for i in ticked), 3) / 100)))

    @staticmethod
    def typed(answers: Sequence[Answer], given: str) -> Graded:
        r"""Grade a text: letter case is nothing, `*` is anything, `\*` a star."""
        for answer in answers:
            parts = re.split(r"(?<!\\)\*+", answer.text)
            pattern = ".*".join(re.escape(part.replace(r"\*", "*")) for part in parts)
            if re.fullmatch(pattern, given.strip(), re.IGNORECASE):
                return Graded(answer.percent / 100, answer.feedback)
        return Graded(0.0)

    @staticmethod
    def paired(pairs: Sequence[tuple[str, str]], given: Sequence[str]) -> Graded:
        """Grade a matching question: the share of the items that have their answer."""
        items = [answer for text, answer in pairs if text]
        return Graded(sum(a == b for a, b in zip(items, given, strict=True)) / len(items))

    @staticmethod
    def answers(question: ET.Element) -> list[Answer]:
        """Return the answers of a question in Moodle's XML."""
        return [
            Answer(
                answer.findtext("text") or "",
                float(answer.get("fraction") or 0),
                float(answer.findtext("tolerance") or 0),
                answer.findtext("feedback/text") or "",
            )
            for answer in question.findall("answer")
        ]

    @staticmethod
    def pairs(question: ET.Element) -> list[tuple[str, str]]:
        """Return the items of a matching question with their answers; spare ones have no item."""
        return [
            (one.findtext("text") or "", one.findtext("answer/text") or "")
            for one in question.findall("subquestion")
        ]

    @staticmethod
    def embedded(text: str) -> list[list[Answer]]:
        """Return the answers of each number that is asked for within a text."""
        fields = []
        for field in _EMBEDDED.finditer(text):
            answers = []
            for percent, whole, body, feedback in _ALTERNATIVE.findall(field[2]):
                if not body:
                    continue
                value, _, tolerance = body.partition(":")
                told = unescape(feedback).replace(r"\}", "}").replace(r"\#", "#")
                share = 100.0 if whole else float(percent or 0)
                answers.append(Answer(value, share, float(tolerance or 0), told))
            fields.append(answers)
        return fields

    @staticmethod
    def rows(question: ET.Element) -> list[dict[str, str]]:
        """Return the rows of a calculated question's datasets, all of the same length."""
        sets = {
            each.findtext("name/text") or "": [v.text or "" for v in each.iter("value")]
            for each in question.iter("dataset_definition")
        }
        assert all(float(value) == float(value) for values in sets.values() for value in values)
        return [dict(zip(sets, row, strict=True)) for row in zip(*sets.values(), strict=True)]

    @staticmethod
    def filled(text: str, row: Mapping[str, str]) -> str:
        """Return a text with a row's values in the place of their names."""
        for name, value in row.items():
            text = text.replace(f"{{{name}}}", value)
        assert not re.search(r"\{[A-Za-z]", text), "a name without a dataset"
        return text

    @classmethod
    def calculated(cls, question: ET.Element, row: Mapping[str, str]) -> list[Answer]:
        """Return the answers of a calculated question for a row, with absolute tolerances.

        A tolerance of type 1 is a share of the value; one of type 3 a factor, less 1.
        """
        found = []
        for given, answer in zip(question.findall("answer"), cls.answers(question), strict=True):
            told = cls.filled(answer.feedback, row)
            if answer.text == "*":
                found.append(answer._replace(feedback=told))
                continue
            value = float(cls.filled(answer.text, row))
            share = answer.tolerance
            low, high = value * (1 - share), value * (1 + share)
            if given.findtext("tolerancetype") == "3":
                low, high = value / (1 + share), value * (1 + share)
            for middle in (value, (low + high) / 2):  # the key, then the whole range
                reach = min(middle - low, high - middle)
                found.append(Answer(repr(middle), answer.percent, abs(reach), told))
        return found

    @staticmethod
    def questions(data: bytes, kind: str | None = None) -> list[ET.Element]:
        """Return a file's questions, those of a kind or all but categories."""
        root = ET.fromstring(data)  # noqa: S314 - our own file
        assert root.tag == "quiz"
        kinds = [(one.get("type"), one) for one in root]
        return [one for of, one in kinds if (of == kind if kind else of != "category")]

    @classmethod
    def faults(cls, data: bytes) -> list[str]:
        """Return why Moodle would refuse the file, cut it, or not grade one of its questions."""
        found: list[str] = []
        ids: set[str] = set()
        for question in ET.fromstring(data):  # noqa: S314 - our own file
            kind = question.get("type") or ""
            if kind not in KINDS:
                found.append(f"unknown type {kind}")
            if kind == "category":
                ids.clear()  # they need only differ within a category
                continue
            key = question.findtext("idnumber") or ""
            if key in ids:
                found.append(f"{key}: the id is not the only one")
            ids.add(key)
            found += [f"{key}: {fault}" for fault in cls._faults(question, kind)]
        return found

    @classmethod
    def _faults(cls, question: ET.Element, kind: str) -> list[str]:
        texts = [("name", question.findtext("name/text") or ""),
                 ("idnumber", question.findtext("idnumber") or "")]  # fmt: skip
        texts += [("tag", tag.text or "") for tag in question.findall("tags/tag/text")]
        texts += [("answer of a pair", answer) for _, answer in cls.pairs(question)]
        found = [f"{what} is longer" for what, text in texts if len(text) > LONGEST[what]]
        named = {file.get("name") for file in question.iter("file")}
        shown = set(re.findall(r"@@PLUGINFILE@@/([^\"]+)", "".join(question.itertext())))
        found += [f"the picture {name} is missing" for name in shown - named]
        answers = cls.answers(question)
        found += [f"the share {a.percent}" for a in answers if not cls.known(a.percent)]
        texts_of = [answer.text for answer in answers]
        if len(set(texts_of)) != len(texts_of) and kind == "multichoice":
            found.append("two answers are the same")
        return [*found, *cls._of_kind(question, kind, answers)]

    @classmethod
    def _of_kind(cls, question: ET.Element, kind: str, answers: Sequence[Answer]) -> list[str]:
        found: list[str] = []
        match kind:
            case "multichoice":
                found += cls._unfair(question, answers)
            case "numerical":
                found += cls._unnumbered(answers)
            case "cloze":
                fields = cls.embedded(question.findtext("questiontext/text") or "")
                found += [] if fields else ["nothing is asked"]
                found += [fault for field in fields for fault in cls._unnumbered(field)]
            case "matching":
                found += cls._unpaired(cls.pairs(question))
            case "truefalse":
                rights = {answer.text: answer.percent for answer in answers}
                if rights not in ({"true": 100, "false": 0}, {"true": 0, "false": 100}):
                    found.append("neither is right")
            case "shortanswer":
                if not any(answer.percent == 100 and answer.text for answer in answers):
                    found.append("nothing is right")
        return found

    @staticmethod
    def _unpaired(pairs: Sequence[tuple[str, str]]) -> list[str]:
        items = [text for text, _ in pairs if text]
        found = []
        if len(items) < 2 or len({answer for _, answer in pairs}) < 3:
            found.append("too few pairs")
        if len(set(items)) != len(items):
            found.append("two items are the same")
        return found

    @staticmethod
    def _unfair(question: ET.Element, answers: Sequence[Answer]) -> list[str]:
        if len(answers) < 2:
            return ["fewer than two options"]
        if question.findtext("single") == "true":
            right = sum(answer.percent == 100 for answer in answers)
            return [] if right == 1 else [f"{right} options are right"]
        total = sum(max(0.0, answer.percent) for answer in answers)
        return [] if math.isclose(total, 100, abs_tol=0.5) else [f"the shares add up to {total}"]

    @staticmethod
    def _unnumbered(answers: Sequence[Answer]) -> list[str]:
        odd = [a.text for a in answers if a.text != "*" and not _NUMBER.fullmatch(a.text)]
        found = [f"{text!r} is no number" for text in odd]
        if not any(answer.percent == 100 and answer.text != "*" for answer in answers):
            found.append("nothing is right")
        if any(answer.text == "*" for answer in answers[:-1]):
            found.append("what follows * is never reached")
        return found


@pytest.fixture(scope="session")
def moodle() -> Moodle:
    """Moodle's rules."""
    return Moodle()
