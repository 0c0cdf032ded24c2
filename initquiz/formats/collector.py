"""Lets Python's search for reference cycles rest while very many objects are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[None]:
    """Begin no search for reference cycles until the end.

    For work that makes a million values and no cycle among them: each search would look at all
    of them, again and again. Afterwards they count as old, so that the next search, which is due
    at once, has not to look at them either.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()
