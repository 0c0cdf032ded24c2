"""What every test stands on: an offscreen window system, a fixed clock, a small collection."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Debian's fonts lack a script that Qt looks for when it starts; nothing we can mend.
os.environ.setdefault("QT_LOGGING_RULES", "qt.text.font.db=false;qt.qpa.fonts=false")

from initquiz.model.card import Card, Fact
from initquiz.model.study_day import Now
from initquiz.study.collection import Collection

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture
def now() -> Now:
    """A Monday morning in November, an hour east of Greenwich."""
    return Now.of(MONDAY)


@pytest.fixture
def later() -> Callable[..., Now]:
    """Return a reading of the clock that much after the Monday: `later(days=2)`."""
    return lambda **span: Now.of(MONDAY + timedelta(**span))


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """An empty collection on disk."""
    with Collection(tmp_path / "collection.sqlite") as opened:
        yield opened


@pytest.fixture
def facts() -> Callable[[int], list[Card]]:
    """Return so many fact cards, named card-0, card-1 and so on."""
    return lambda count: [
        Card(f"card-{i}", "Topic", Fact(f"Question {i}?", f"Answer {i}.")) for i in range(count)
    ]
