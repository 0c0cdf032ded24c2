"""The collection keeps its promises across closing, killing and tampering."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from initquiz.model.card import Card
from initquiz.model.review import Rating
from initquiz.model.schedule import Schedule
from initquiz.model.study_day import Now
from initquiz.study.collection import Collection
from initquiz.study.sitting import Sitting

Facts = Callable[[int], list[Card]]

ANSWER_AND_WAIT = """
import sys, time
from pathlib import Path
from initquiz.model.review import Rating
from initquiz.model.study_day import Now
from initquiz.study.collection import Collection
from initquiz.study.sitting import Sitting
sitting = Sitting(Collection(Path(sys.argv[1])), {})
now = Now(int(sys.argv[2]), int(sys.argv[3]))
sitting.next(now)
sitting.rate(Rating.GOOD, now)
print("acknowledged", flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_an_acknowledged_answer_survives_a_kill(tmp_path: Path, facts: Facts, now: Now) -> None:
    """SIGKILL right after the answer was acknowledged: it is on the disk."""
    path = tmp_path / "c.sqlite"
    with Collection(path) as collection:
        collection.cards.save("d", facts(1))
    command = [sys.executable, "-c", ANSWER_AND_WAIT, str(path), str(now.at), str(now.day)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "acknowledged\n"
        os.kill(process.pid, signal.SIGKILL)
    with Collection(path) as collection:
        (event,) = collection.reviews.all()
        assert event.attempt is not None
        assert event.attempt.rating is Rating.GOOD
        assert dict(collection.schedules.of_cards())["card-0"].reps == 1


def test_a_lost_cache_is_folded_again_on_opening(tmp_path: Path, facts: Facts, now: Now) -> None:
    """Dropping the schedules, or a log that grew behind our back, costs nothing."""
    path = tmp_path / "c.sqlite"
    with Collection(path) as collection:
        collection.cards.save("d", facts(2))
        sitting = Sitting(collection, {})
        sitting.next(now)
        sitting.rate(Rating.GOOD, now)
        kept = collection.schedules.of_cards()
        collection.database.connection.execute("DELETE FROM schedules")
        collection.settings.set("schedules", "stale")
    with Collection(path) as collection:
        assert collection.schedules.of_cards() == kept


def test_an_answer_on_a_stale_cache_folds_all_of_it(tmp_path: Path, facts: Facts, now: Now) -> None:
    """If another version folded differently meanwhile, the next answer sets all cards right."""
    with Collection(tmp_path / "c.sqlite") as collection:
        collection.cards.save("d", facts(2))
        sitting = Sitting(collection, {})
        sitting.next(now)
        sitting.rate(Rating.GOOD, now)
        collection.schedules.put({"card-0": Schedule(reps=77)})
        collection.settings.set("schedules", "of another version")
        sitting.next(now)
        sitting.rate(Rating.GOOD, now)
        cached = {card: kept for card, kept in collection.schedules.of_cards() if kept.reps}
        assert cached == collection.fold()


def test_the_seed_is_the_cards_own_and_moves_with_its_log(
    collection: Collection, facts: Facts, now: Now
) -> None:
    """Same card and log, same seed; another card or one more row, another."""
    collection.cards.save("d", facts(2))
    first = collection.seeds("card-0", 3)
    assert first == collection.seeds("card-0", 3)
    assert len(set(first)) == 3
    assert first[:1] == collection.seeds("card-0", 1)
    assert first != collection.seeds("card-1", 3)
    sitting = Sitting(collection, {})
    sitting.next(now)
    sitting.rate(Rating.GOOD, now)
    assert collection.seeds("card-0", 3) != first
