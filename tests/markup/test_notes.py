"""Notes as lines: front matter, comments, code, and where each card belongs."""

import pytest

from initquiz.markup.notes import Line, Place, Walk, opened, split_tags


def texts(text: str) -> list[str]:
    """Return the lines that are shown."""
    return [line.text for line in opened(text, "x")[1]]


@pytest.mark.parametrize(
    ("front", "place"),
    [
        ('name = "My deck"', Place("My deck", named=True)),
        ("title: My deck", Place("My deck", named=True)),
        ("tags: [flashcards, a, b]", Place("x", tags=("a", "b"))),
        ("tags:\n- '#a'\n- flashcards/b\nother: c", Place("x", tags=("a",))),
        ("other: 1", Place("x")),
    ],
)
def test_front_matter_names_deck_and_tags(front: str, place: Place) -> None:
    """As TOML or YAML; other keys are nothing to us."""
    found, lines = opened(f"---\n{front}\n---\nbody", "x")
    assert found == place
    assert lines == [Line(4 + front.count("\n"), "body")]


def test_a_rule_is_no_front_matter() -> None:
    """Unless another one follows soon."""
    assert texts("---\na") == ["---", "a"]


def test_comments_and_traces_are_passed_over() -> None:
    """Also over several lines; what Obsidian leaves at a line's end goes; code keeps all."""
    text = "a <!--SR:!2021-08-20,13,290--> ^id-1\n<!-- b\nc\n--> d\ne <!-- id: x -->\n"
    text += "```\n<!-- f ^g\n```"
    assert texts(text) == ["a", "e <!-- id: x -->", "```", "<!-- f ^g", "```"]
    assert [line.code for line in opened(text, "x")[1]] == [False, False, True, True, True]


def test_headings_and_tags_lead_on() -> None:
    """A deeper heading adds to the topic; tags on a line of their own are all later cards'."""
    walk = Walk(Place("x"))
    places = []
    for number, text in enumerate(("# D", "## A", "### B ##", "#a #b", "## C", "# E", "text #no")):
        line = Line(number, text)
        assert (walk.heading(line) or walk.tags(line)) is (text[0] == "#")
        places.append((walk.place.deck, walk.place.topic, walk.place.tags))
    assert places == [
        ("D", "", ()), ("D", "A", ()), ("D", "A / B", ()), ("D", "A / B", ("a", "b")),
        ("D", "C", ("a", "b")), ("E", "", ("a", "b")), ("E", "", ("a", "b")),
    ]  # fmt: skip
    assert not walk.heading(Line(1, "# code", code=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a #b #c/d", ("a", ("b", "c/d"))),
        ("a #b c", ("a #b c", ())),
        ("a #flashcards/x", ("a", ())),
        ("#b", ("#b", ())),
        ("#1 of $#x$", ("#1 of $#x$", ())),
    ],
)
def test_tags_stand_at_the_end(text: str, expected: tuple[str, tuple[str, ...]]) -> None:
    """Elsewhere a hash is a hash."""
    assert split_tags(text) == expected
