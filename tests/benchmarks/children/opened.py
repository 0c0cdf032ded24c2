"""Opens our window as its user does, with a look-out put up once Qt is loaded."""

import gc
import sys
from collections.abc import Callable


def open_window(collection: str, look_out: Callable[[], None]) -> None:
    """Open the window on a collection; `look_out` is called when the program is under way.

    That is the first thing the program does after loading Qt, so that the look-out's own
    imports come no earlier than they would without it.
    """
    gc.disable()  # as the program does before these imports
    from initquiz import __main__, wiring  # noqa: PLC0415 - see above

    gc.enable()
    plug_ins = wiring.plug_ins

    def watched() -> wiring.Plugins:
        look_out()
        return plug_ins()

    setattr(wiring, "plug_ins", watched)  # noqa: B010 - for this process only
    sys.argv[1:] = ["--collection", collection]
    __main__.main()
