"""Taking a question of Moodle's XML apart."""

from base64 import b64encode
from xml.etree import ElementTree as ET

import pytest

from initquiz.formats import moodle_question
from initquiz.formats.moodle_question import (
    MAX_TEXT,
    Pictures,
    Unlike,
    line_of,
    read_question,
    rich,
    tags_of,
    value_of,
)
from initquiz.formats.pictures import kept_name

PNG = b"\x89PNG\r\n\x1a\n picture"
KEPT = kept_name(PNG, "png")


def element(xml: str) -> ET.Element:
    """Return XML as an element."""
    return ET.fromstring(xml)  # noqa: S314 - our own


def file(name: str, data: bytes, more: str = 'encoding="base64"') -> str:
    """Return a picture's element."""
    return f'<file name="{name}" {more}>\n{b64encode(data).decode()}\n</file>'


@pytest.mark.parametrize(
    ("stated", "usual", "kind"),
    [
        ('format="html"', "plain", "html"),
        ('format="moodle_auto_format"', "html", "moodle"),
        ('format="plain_text"', "html", "plain"),
        ('format="markdown"', "html", "markdown"),
        ('format="new"', "plain", "html"),
        ("", "markdown", "markdown"),
    ],
)
def test_a_text_has_its_format(stated: str, usual: str, kind: str) -> None:
    """Stated, or that of its question; an unknown one is HTML."""
    found = rich(element(f"<q {stated}><text> a </text></q>"), Pictures(), usual)
    assert (found.text.strip(), found.format) == ("a", kind)


def test_old_files_have_texts_without_an_element() -> None:
    """And a question without a text has an empty one."""
    assert rich(element("<q>a</q>"), Pictures()).text == "a"
    assert rich(None, Pictures()).text == ""


def test_a_picture_is_known_by_its_address() -> None:
    """Folders belong to it, and odd characters may be written in percent."""
    pictures = Pictures()
    more = 'path="/sub/" encoding="base64"'
    found = rich(element(f"<q><text/>{file('my plot.png', PNG, more)}</q>"), pictures)
    address = "@@PLUGINFILE@@/sub/my"
    assert found.pictures == {f"{address} plot.png": KEPT, f"{address}%20plot.png": KEPT}
    assert found.kept == {KEPT}
    assert pictures.kept == {KEPT: PNG}


def test_a_name_that_is_the_contents_hash_stays() -> None:
    """Also one with more digits than we write; any other hash is a name like another."""
    for name, kept in ((KEPT, KEPT), (f"{'0' * 24}.png", KEPT)):
        pictures = Pictures()
        assert pictures.take(element(file(name, PNG))) == kept


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        (file("a.png", b"<svg/>"), "'a.png' is not a PNG"),
        ('<file name="a.png" encoding="base64">%</file>', "'a.png' is damaged"),
        ('<file name="a.png" encoding="base64">é</file>', "'a.png' is damaged"),
        ("<file/>", "'' is not a PNG"),
        (file("a.png", PNG, 'encoding="hex"'), "'a.png' is not written as base64"),
    ],
)
def test_what_is_no_picture_is_a_fault(xml: str, words: str) -> None:
    """It is named and not kept."""
    pictures = Pictures()
    assert pictures.take(element(xml)) is None
    assert words in pictures.faults[0]
    assert pictures.kept == {}


def test_pictures_together_have_a_limit() -> None:
    """What is one too many is told."""
    pictures = Pictures(left=len(PNG))
    assert pictures.take(element(file("a.png", PNG)))
    assert pictures.take(element(file("b.png", PNG))) is None
    assert "one too many" in pictures.faults[0]


def question(inner: str) -> ET.Element:
    """Return a question with a text."""
    return element(f'<question><questiontext format="html"><text>Q</text></questiontext>{inner}'
                   "</question>")  # fmt: skip


def test_answers_have_their_share_and_tolerance() -> None:
    """In the attribute, or where old files have it; a comma may be the point."""
    found = read_question(
        question(
            '<answer fraction="50"><text>1</text><tolerance>0,5</tolerance>'
            "<feedback><text>f</text></feedback></answer>"
            "<answer><text>2</text><fraction>100</fraction></answer>"
            "<units><unit><multiplier>60</multiplier><unit_name>s</unit_name></unit>"
            "<unit><multiplier> 1 </multiplier><unit_name>min</unit_name></unit></units>"
        ),
        "numerical",
        Pictures(),
    )
    first, second = found.answers
    assert (first.text.text, first.share, first.tolerance) == ("1", 0.5, 0.5)
    assert first.feedback.text == "f"
    assert second.share == 1.0
    assert found.unit == "min"


def test_pairs_and_what_graders_are_told() -> None:
    """Each kind has its own."""
    pair = "<subquestion><text>a</text><answer><text>b</text></answer></subquestion>"
    found = read_question(question(pair), "matching", Pictures())
    assert [(item.text, option) for item, option in found.pairs] == [("a", "b")]
    told = "<graderinfo><text>So.</text></graderinfo><units><unit/></units>"
    assert read_question(question(told), "essay", Pictures()).model.text == "So."


@pytest.mark.parametrize(
    "inner",
    [
        "",
        "<answer fraction='x'/>",
        "<answer fraction='nan'/>",
        "<answer><tolerance>inf</tolerance></answer>",
        f"<answer><text>{'x' * (MAX_TEXT + 1)}</text></answer>",
    ],
)
def test_what_is_unlike_its_kind_is_said(inner: str) -> None:
    """With what to do about it."""
    with pytest.raises(Unlike, match=r"\. \w"):
        read_question(question(inner), "numerical", Pictures())


def test_values_lines_and_tags() -> None:
    """Numbers that are finite, texts on one line, tags as words and not too many."""
    assert value_of(" -1e-3 ", "a share") == -0.001
    with pytest.raises(Unlike, match="a share is 'one'"):
        value_of("one", "a share")
    assert line_of(element("<q><a>x\n  y</a></q>"), "a") == "x y"
    tags = "".join(f"<tag><text>t {i}</text></tag>" for i in range(200))
    long = f"<tag><text>{'x' * (moodle_question.MAX_TAG + 1)}</text></tag>"
    found = tags_of(element(f"<q><tags>{long}{tags}</tags></q>"))
    assert found[:2] == ("t-0", "t-1")
    assert len(found) == moodle_question.MAX_TAGS
