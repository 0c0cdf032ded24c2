"""HTML as a tree, for readers that need to see what stands in what."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

DEEPEST = 40
_VOID = frozenset({"br", "img", "hr"})


@dataclass(slots=True)
class Node:
    """An element: its tag, its attributes, and the texts and elements in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Node | str]" = field(default_factory=list)

    def text(self) -> str:
        """Return all text within."""
        return "".join(c if isinstance(c, str) else c.text() for c in self.children)


def parsed(html: str) -> Node:
    """Return tame HTML (see `tame`) as a tree; elements deeper than 40 are taken as siblings."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


class _Reader(HTMLParser):
    """Builds the tree while tags go by."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(node)
        if tag not in _VOID and len(self._open) < DEEPEST:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        # Only the line ends between blocks are white space alone.
        self._open[-1].children.append(data)
