"""HTML as a tree."""

from initquiz.markup.tree import DEEPEST, parsed


def test_what_stands_in_what_is_kept() -> None:
    """Elements, attributes, texts."""
    root = parsed('<p class="x">a <b>c</b><br>d</p>e')
    paragraph, rest = root.children
    assert rest == "e"
    assert not isinstance(paragraph, str)
    assert (paragraph.tag, paragraph.attributes) == ("p", {"class": "x"})
    assert [c if isinstance(c, str) else c.tag for c in paragraph.children] == [
        "a ",
        "b",
        "br",
        "d",
    ]
    assert root.text() == "a cde"


def test_ends_of_nothing_are_passed_over() -> None:
    """And an element that nobody ends goes to the end."""
    root = parsed("</b>a<p>b</i>")
    assert root.text() == "ab"
    assert len(root.children) == 2


def test_a_tree_has_a_greatest_depth() -> None:
    """What is deeper stands beside."""
    root = parsed("<b>" * 5_000 + "x")
    depth = 0
    node = root
    while node.children and not isinstance(node.children[0], str):
        node, depth = node.children[0], depth + 1
    assert depth == DEEPEST
    assert root.text() == "x"
