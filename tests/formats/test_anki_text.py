"""Anki's header lines, and what our own notes put where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.formats.anki_text import (
    HEADER,
    Back,
    joined_tags,
    read_header,
    spelled,
    split_back,
    split_spelled,
    split_topic,
)

LINES = st.text(alphabet="abc <>&-!|\\:é", max_size=20).map(lambda text: " ".join(text.split()))
HTML = st.text(alphabet="abc &;-\n", max_size=20).map(
    lambda text: f"<p>{text}</p>" if text.strip() else ""
)
WORDS = st.text(alphabet="ab_\\:topic", min_size=1, max_size=12)
TAGS = WORDS | WORDS.map(lambda word: f"topic::{word}") | WORDS.map(lambda word: f"\\topic::{word}")


def test_our_own_header_is_known() -> None:
    """What it says is understood, and what follows is handed back."""
    found = read_header("\n".join([*HEADER, "g\tD\tq\ta\tt\n"]))
    assert found is not None
    header, rest = found
    assert header.own
    assert header.separator == "\t"
    assert header.html is True
    assert header.notetype == "Basic"
    assert header.special == {"guid": 0, "deck": 1, "tags": 4}
    assert header.lines == 6
    assert rest == "g\tD\tq\ta\tt\n"


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("#separator:tab\n", "\t"),
        ("#Separator:Comma\r\n", ","),
        ("#separator: semicolon\r", ";"),
        ("#separator:|", "|"),
        ("#separator:\\t\n", "\t"),
        ("#separator:\t\n", "\t"),
    ],
)
def test_separators_by_name_or_as_they_are(text: str, separator: str) -> None:
    """In any case, with any line end."""
    found = read_header(text)
    assert found is not None
    assert (found[0].separator, found[0].own, found[1]) == (separator, False, "")


def test_other_lines_are_passed_over_and_faults_told() -> None:
    """Columns are numbers from 1; names of columns keep their empty ones."""
    found = read_header(
        "#hello\n#tags:a b\n#deck column:x\n#guid column:0\n#columns:\tq\n#deck:D\nx"
    )
    assert found is not None
    header, rest = found
    assert (header.tags, header.deck, header.columns, rest) == ("a b", "D", "\tq", "x")
    assert header.special == {}
    assert [line for line, _ in header.faults] == [3, 4]


@pytest.mark.parametrize(
    "text", ["", "q\ta\n", "# Deck: one\n", "#hello\nq\ta\n", "#!/bin/sh\n", "## html: x\n", "#\n"]
)
def test_a_text_without_ankis_words_is_not_ankis(text: str) -> None:
    """Headings and remarks are no header."""
    assert read_header(text) is None


@given(HTML, HTML, HTML, LINES)
def test_a_back_comes_apart_again(answer: str, note: str, source: str, accept: str) -> None:
    """Answer, note, source and accepted answers, whichever there are."""
    back = Back(answer, note, source, accept)
    joined = back.joined()
    assert split_back(joined) == back


@pytest.mark.parametrize("text", ["--", "---", "a -- b", "-->", "<!--", "----x-"])
def test_no_comment_ends_early(text: str) -> None:
    """Two hyphens within would end it, or make it none."""
    for told in (Back("<p>a</p>", accept=text).joined(), spelled("<p>a</p>", text)):
        inner = told.removeprefix("<p>a</p>").strip().removeprefix("<!--").removesuffix("-->")
        assert "--" not in inner
        assert not inner.endswith("-")


def test_another_programs_back_is_all_answer() -> None:
    """Rules and comments of its own stay in it."""
    html = "a<hr>b<!-- accept me -->"
    assert split_back(html) == Back(html)


@given(HTML, st.text(max_size=30).filter(bool))
def test_markdown_in_a_comment_comes_back(html: str, markdown: str) -> None:
    """Whatever it holds, and no comment ends early."""
    told = spelled(html, markdown)
    assert split_spelled(told) == (html, markdown)
    assert told.count("-->") - html.count("-->") == 1
    assert split_spelled(html) == (html, "")


@given(st.lists(TAGS, max_size=4), LINES)
def test_the_topic_is_one_of_the_tags(tags: list[str], topic: str) -> None:
    """Spaces and underscores survive, and a tag that looks like a topic stays a tag."""
    joined = joined_tags(tags, topic)
    assert split_topic(joined.split()) == (topic, tags)
