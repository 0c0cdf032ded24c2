"""A look is made ready off the main thread."""

from threading import Event

from initquiz.drawing.formula import cache_key
from initquiz.model.exchange import MEDIA
from initquiz.study.collection import Collection
from initquiz.study.sharing import Order, Pick
from initquiz.ui.services import Services
from initquiz.ui.widgets.share_look import looked


def test_formulas_are_set_and_pictures_decoded(sharing: Services, collection: Collection) -> None:
    """So that the window need not."""
    _, items = looked(sharing.sharing(), Order(Pick("one"), "shown"), _picture, Event())
    parts, pictures = items[0]
    assert parts[0].text == "card-0: $x$"
    assert pictures is not None
    assert pictures.find(f"{MEDIA}b.png") is None  # no picture after all, and known to be none
    assert collection.formulas.get(cache_key("x", display=False)) is not None


def test_a_file_is_fenced_whatever_is_in_it(sharing: Services) -> None:
    """Backquotes in it cannot end the fence."""
    _, items = looked(sharing.sharing(), Order(Pick("one"), "plain"), _picture, Event())
    assert items[0][0][0].text.startswith("```\ncard-0")
    whole = sharing.sharing()
    exporter = whole.exporters["plain"]
    object.__setattr__(exporter, "write", lambda _parcel: b"a ```` b")
    _, items = looked(whole, Order(Pick("one"), "plain"), _picture, Event())
    assert items[0][0][0].text == "`````\na ```` b\n`````"


def _picture(_blocks: object) -> bytes:
    return b"no picture"
